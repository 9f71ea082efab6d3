import type { Package } from '../../core/index.ts';

/**
 * What packages need that have also brought others, by their ids: in the graph of a document both stand behind the same arrow, so that who reads it cannot tell
 * them apart. Ours say it besides.
 */
export function unclearNeeds(packages: readonly Package[]): ReadonlyMap<string, readonly string[]> {
  const owners = new Set(packages.map(({ ownedBy }) => ownedBy));
  return new Map(
    packages.flatMap(({ id, dependencies }) =>
      dependencies !== undefined && owners.has(id) ? [[id, dependencies] as const] : [],
    ),
  );
}
