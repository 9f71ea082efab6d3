import type { FileTree } from '../../../foundations/images/index.ts';
import { type Extractor, WantedIndex } from '../ecosystems/index.ts';
import type { FileFacts, LayerFacts } from './layer-facts.ts';

/** Facts that hold in the final file system, with the paths at which they do. */
export interface LivingFacts {
  readonly layer: number;
  readonly facts: FileFacts;
  /** At least one; several for hard links. */
  readonly paths: readonly string[];
}

/**
 * Facts whose file no later layer replaced or removed. The body of a file may stand in the tree at other paths than its entry has: behind hard
 * links, or where the layer wrote it through a link of its own.
 */
export function livingFacts(
  facts: readonly LayerFacts[],
  tree: FileTree,
  extractors: readonly Extractor[],
): readonly LivingFacts[] {
  const places = placesOfBodies(
    facts.map(({ files }) => files),
    tree,
  );
  const byId = new Map(extractors.map((extractor) => [extractor.id, extractor]));
  return facts.flatMap(({ files }, layer) =>
    files.flatMap((file) => {
      const at = places[layer]?.get(file.origin) ?? [];
      const paths = pathsOf(file, at, byId.get(file.extractor));
      return paths.length > 0 ? [{ layer, facts: file, paths }] : [];
    }),
  );
}

/** A program found by its content is at every path that has it; any other file where its extractor looked for it. */
function pathsOf(file: FileFacts, at: readonly string[], extractor: Extractor | undefined): readonly string[] {
  if (extractor === undefined) return [];
  if (extractor.wanted.programs) return [...at].sort();
  if (at.includes(file.path)) return [file.path];
  return file.path === file.origin
    ? at.filter((path) => new WantedIndex([extractor]).byPath(path).length > 0).slice(0, 1)
    : [];
}

/** Of each layer: the entry that has a body → paths of the final file system that show it. Only of the bodies asked for. */
export function placesOfBodies(
  wanted: readonly (readonly { readonly origin: string }[])[],
  tree: FileTree,
): readonly Map<string, string[]>[] {
  const places = wanted.map((bodies) => new Map(bodies.map(({ origin }) => [origin, [] as string[]])));
  // Most files are nobody's: their paths are not made.
  const names = new Set(wanted.flatMap((bodies) => bodies.map(({ origin }) => lastPart(origin))));
  if (names.size === 0) return places;
  for (const node of tree.files()) {
    if (node.isElsewhere) places[node.layer]?.get(node.origin)?.push(node.path);
    else if (names.has(node.name)) {
      const { path } = node;
      places[node.layer]?.get(path)?.push(path);
    }
  }
  return places;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
