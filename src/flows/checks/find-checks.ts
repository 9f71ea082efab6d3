import { type Check, nearest, SeaworthyError } from '../../core/index.ts';
import { today } from '../../phases/1-build/checks/index.ts';
import { type ListedCheck, listChecks } from './list-checks.ts';

/** The checks that go by an id, the last part of one, or another tool's name for it, whatever its case. Throws `E_USAGE` where there is none. */
export async function findChecks(name: string): Promise<readonly ListedCheck[]> {
  return checksNamed(name, await listChecks());
}

/** As `findChecks`, among these. */
export function checksNamed<C extends Pick<Check, 'id' | 'aliases'>>(name: string, all: readonly C[]): readonly C[] {
  const wanted = today(name.trim());
  const is = (text: string): boolean => today(text) === wanted;
  const own = all.filter(({ id }) => is(id) || is(lastPart(id)));
  const found = own.length > 0 ? own : all.filter(({ aliases }) => aliases.some(is));
  if (found.length > 0) return found;
  const similar = nearest(
    name,
    all.flatMap(({ id, aliases }) => [id, lastPart(id), ...aliases]),
  );
  throw new SeaworthyError('E_USAGE', `there is no check ${JSON.stringify(name.slice(0, 200))}`, {
    next: similar === undefined ? '`seaworthy checks list` tells them all.' : `Did you mean ${similar}?`,
  });
}

const lastPart = (id: string): string => id.slice(id.indexOf('/') + 1);
