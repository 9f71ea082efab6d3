import { type Distribution, formatPurl, type LayerRef, type Package } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import type { Extractor, FoundPackage } from './extractor.ts';
import type { FileFacts, LayerFacts } from './layer-facts.ts';
import { firstLayerWith } from './layer-history.ts';
import { canonicalPaths } from './ownership.ts';

/** What the layers told together, and where in the final file system it still holds. */
export interface JoinInput {
  readonly extractors: readonly Extractor[];
  readonly layers: readonly LayerRef[];
  readonly facts: readonly LayerFacts[];
  readonly tree: FileTree;
  /** Facts of files that were found behind links, with the layer that has their body. */
  readonly behindLinks: readonly { readonly layer: number; readonly facts: FileFacts }[];
  readonly distribution: Distribution | undefined;
}

/** Facts that hold in the final file system: no later layer replaced or removed their file. */
export function livingFacts(input: JoinInput): { readonly layer: number; readonly facts: FileFacts }[] {
  const living = [...input.behindLinks];
  for (const [layer, { files }] of input.facts.entries()) {
    for (const facts of files) {
      if (input.tree.get(facts.path)?.layer === layer) living.push({ layer, facts });
    }
  }
  return living;
}

/** The packages of the final file system, each with the layer that brought it, its files and its owner; sorted. */
export function joinPackages(input: JoinInput): Package[] {
  const extractors = new Map(input.extractors.map((extractor) => [extractor.id, extractor]));
  const living = livingFacts(input);
  const canonical = canonicalPaths(input.tree);
  const listed = listedFiles(living.map(({ facts }) => facts));
  const packages = new Map<string, Package>();
  for (const { layer, facts } of living) {
    const extractor = extractors.get(facts.extractor);
    if (!extractor) continue;
    for (const found of facts.extraction.packages) {
      const key = extractor.packageKey?.(found, facts.path);
      const files = [
        ...(found.files ?? []),
        ...(key === undefined ? [] : (listed.get(listKey(extractor.id, key)) ?? [])),
      ];
      const brought = extractor.isDatabase
        ? firstLayerWith(found, extractor.id, facts.path, layer, input.facts)
        : layer;
      const made = toPackage(found, extractor, facts.path, input.layers[brought], input.distribution);
      const before = packages.get(made.id);
      const all = before ? [...before.files, ...files.map(canonical)] : files.map(canonical);
      packages.set(made.id, { ...(before ?? made), files: [...new Set(all)].sort() });
    }
  }
  return withOwners([...packages.values()].sort(byKindNameVersionPath));
}

const listKey = (extractor: string, key: string): string => `${extractor}\n${key}`;

function listedFiles(facts: readonly FileFacts[]): Map<string, readonly string[]> {
  const listed = new Map<string, readonly string[]>();
  for (const { extractor, extraction } of facts) {
    for (const { key, files } of extraction.files) {
      const name = listKey(extractor, key);
      listed.set(name, [...(listed.get(name) ?? []), ...files]);
    }
  }
  return listed;
}

function toPackage(
  found: FoundPackage,
  extractor: Extractor,
  path: string,
  layer: LayerRef | undefined,
  distribution: Distribution | undefined,
): Package {
  const purl = formatPurl({
    type: found.type,
    ...found.purl,
    version: found.version,
    ...(found.distributionPurl && distribution
      ? {
          namespace: distribution.id,
          qualifiers: {
            ...found.purl.qualifiers,
            distro: [distribution.id, distribution.version].filter(Boolean).join('-'),
          },
        }
      : {}),
  });
  return {
    id: `${purl} /${path}`,
    name: found.name,
    version: found.version,
    purl,
    type: found.type,
    versionOrder: found.versionOrder,
    ...(found.architecture === undefined ? {} : { architecture: found.architecture }),
    ...(found.source === undefined ? {} : { source: found.source }),
    licences: found.licences ?? [],
    path,
    paths: [path],
    ...(layer === undefined ? {} : { layer }),
    files: [],
    foundBy: extractor.id,
  };
}

function byKindNameVersionPath(a: Package, b: Package): number {
  return compare(a.type, b.type) || compare(a.name, b.name) || compare(a.version, b.version) || compare(a.path, b.path);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Marks packages whose proof is a file that another package brought. The owner is the one that lists the file and is proved by a file of
 * its own; a package that lists its own proof (a Python RECORD) owns nothing by that.
 */
function withOwners(packages: readonly Package[]): Package[] {
  const owners = new Map<string, Package>();
  for (const owner of packages) {
    for (const file of owner.files) if (file !== owner.path && !owners.has(file)) owners.set(file, owner);
  }
  return packages.map((one) => {
    const owner = owners.get(one.path);
    return owner && owner.foundBy !== one.foundBy ? { ...one, ownedBy: owner.id } : one;
  });
}
