import type { Voyage, VoyageEvent } from '../../core/index.ts';
import { importKind, lintKind, scanKind } from '../../records/index.ts';

/** The newest event whose record holds a whole report; undefined where there is none. */
export function newestReport({ phases }: Pick<Voyage, 'phases'>): VoyageEvent | undefined {
  return phases
    .flatMap(({ events }) => events)
    .findLast(({ kind }) => [scanKind, lintKind, importKind].some(({ name }) => name === kind));
}
