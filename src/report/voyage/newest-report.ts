import type { Voyage, VoyageEvent } from '../../core/index.ts';
import { importKind, lintKind, scanKind } from '../../records/index.ts';

/** The newest event whose record holds a whole report, that of other tools only where we have not looked; undefined where there is none. */
export function newestReport({ phases }: Pick<Voyage, 'phases'>): VoyageEvent | undefined {
  const events = phases.flatMap((one) => one.events);
  return (
    events.findLast(({ kind }) => kind === scanKind.name || kind === lintKind.name) ??
    events.findLast(({ kind }) => kind === importKind.name)
  );
}
