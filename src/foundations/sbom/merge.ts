import {
  type Coverage,
  comparePackages,
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Package,
  type Problem,
} from '../../core/index.ts';
import { part } from './contents.ts';

/** What one document lists, and what it is called in messages. */
export interface ToMerge {
  readonly name: string;
  readonly inventory: Omit<Inventory, 'subject'>;
}

/**
 * Several lists as one. A package that stands in several is there once, with all its places and needs; which of them a package is from is told by its places
 * alone. Layers are left out: each image counts its own. Documents of several distributions have none together, so that what is judged by a distribution is
 * not judged, which is told.
 */
export function mergeInventories(documents: readonly ToMerge[]): Omit<Inventory, 'subject'> {
  const packages = new Map<string, Package>();
  for (const { inventory } of documents) {
    for (const { layer: _, ...one } of inventory.packages) {
      const known = packages.get(one.id);
      packages.set(one.id, known === undefined ? one : joined(known, one));
    }
  }
  const named = documents.flatMap(({ inventory: { distribution } }) => (distribution ? [distribution] : []));
  const [distribution] = named;
  const several = new Set(named.map(({ id, version }) => `${id} ${version ?? ''}`.trim()));
  const coverage = documents.reduce<Coverage>((all, { inventory }) => joinCoverage(all, inventory.coverage), {
    ...emptyCoverage,
    problems: several.size > 1 ? [severalSystems([...several])] : [],
  });
  return {
    ...(distribution && several.size === 1 ? { distribution } : {}),
    packages: [...packages.values()].sort(comparePackages),
    layers: [],
    coverage,
  };
}

const severalSystems = (names: readonly string[]): Problem => ({
  code: 'E_INCOMPLETE',
  message: `the documents are of several distributions (${names.slice(0, 5).join(', ')}): together they are of none, and packages of a distribution cannot be judged`,
  where: 'merged',
  part,
  incomplete: true,
});

const union = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])].sort();

function joined(known: Package, more: Package): Package {
  const needs =
    known.dependencies === undefined && more.dependencies === undefined
      ? {}
      : { dependencies: union(known.dependencies ?? [], more.dependencies ?? []) };
  return {
    ...known,
    ...needs,
    licences: known.licences.length > 0 ? known.licences : more.licences,
    paths: [...new Set([...known.paths, ...more.paths])],
    files: union(known.files, more.files),
  };
}
