import type { Package } from './inventory.ts';
import { pairOff } from './pair-off.ts';

/** A package that is there in both, in another version. */
export interface ChangedPackage {
  readonly before: Package;
  readonly after: Package;
}

export interface PackagesDiff {
  /** Sorted by type, name, version, path, as in a report. */
  readonly added: readonly Package[];
  readonly removed: readonly Package[];
  readonly changed: readonly ChangedPackage[];
  readonly unchanged: number;
}

/** A package whatever its version: the purl up to the version. A version never holds `@` unescaped, a scope is written `%40`. */
function nameOf({ type, purl, name }: Package): string {
  const end = purl.search(/[?#]/);
  const path = end < 0 ? purl : purl.slice(0, end);
  const at = path.lastIndexOf('@');
  return purl === '' ? `${type} ${name}` : at > path.lastIndexOf('/') ? path.slice(0, at) : path;
}

/**
 * Packages of the same name are the same package. Where a name is there several times, those of equal version and path belong together, then those of
 * equal version, then those at the same place, then the rest in their order. Another place alone is no change.
 */
export function diffPackages(before: readonly Package[], after: readonly Package[]): PackagesDiff {
  const old = Map.groupBy(before, nameOf);
  const young = Map.groupBy(after, nameOf);
  const added = new Set<Package>();
  const removed = new Set<Package>();
  const changed: ChangedPackage[] = [];
  let unchanged = 0;
  for (const name of new Set([...old.keys(), ...young.keys()])) {
    const from = new Set(old.get(name));
    const to = new Set(young.get(name));
    unchanged += pairOff(from, to, ({ version, path }) => JSON.stringify([version, path])).length;
    unchanged += pairOff(from, to, ({ version }) => version).length;
    const rest = [...pairOff(from, to, ({ path }) => path), ...pairOff(from, to, () => '')];
    changed.push(...rest.map(([one, other]) => ({ before: one, after: other })));
    for (const found of from) removed.add(found);
    for (const found of to) added.add(found);
  }
  const rank = new Map(after.map((found, index) => [found, index]));
  return {
    added: after.filter((found) => added.has(found)),
    removed: before.filter((found) => removed.has(found)),
    changed: changed.sort((a, b) => (rank.get(a.after) ?? 0) - (rank.get(b.after) ?? 0)),
    unchanged,
  };
}
