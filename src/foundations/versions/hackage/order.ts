import { byNumberLists, separatedNumbers } from '../numbers.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Haskell's `Data.Version` and the Package Versioning Policy: integers with dots between them, compared as lists, so that of two that begin alike the
 * longer one is newer (`1.0` < `1.0.0`). Tags after a dash are deprecated and do not count. Any other text is older than all of them.
 */
function parse(version: string): readonly string[] | undefined {
  const text = version.trim();
  const dash = text.indexOf('-');
  return separatedNumbers(dash < 0 ? text : text.slice(0, dash), '.');
}

const compare = byNumberLists(parse);

/** Haskell packages. */
export const hackage: VersionOrder = {
  id: 'hackage',
  title: 'Haskell packages',
  compare,
  isValid: (version) => /^\d+(?:\.\d+)*$/.test(version),
  hasPlace: (version) => parse(version) !== undefined,
};
