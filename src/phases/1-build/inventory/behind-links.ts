import type { Problem } from '../../../core/index.ts';
import {
  type FileNode,
  type FileTree,
  type Layer,
  readFiles,
  type WalkOptions,
} from '../../../foundations/images/index.ts';
import type { Extractor } from '../ecosystems/index.ts';
import { extractFile } from './extract-file.ts';
import type { LayerFacts } from './layer-facts.ts';
import { linkedNames } from './linked-names.ts';
import type { LivingFacts } from './living-facts.ts';

/** A file that an extractor expects at `place` and whose body lies elsewhere. */
interface Moved {
  readonly extractor: Extractor;
  readonly place: string;
  readonly node: FileNode;
}

/**
 * Facts of files that no walk of a single layer could know to be wanted: a package database or a manifest reached only through a symbolic link, a
 * hard link to a lower layer. Costs another walk of the layers concerned, and only where there is such a link.
 */
export async function readBehindLinks(
  extractors: readonly Extractor[],
  layers: readonly Layer[],
  facts: readonly LayerFacts[],
  tree: FileTree,
  options: WalkOptions,
  onProblem: (problem: Problem) => void,
): Promise<readonly LivingFacts[]> {
  const seen = facts.map(({ files }) => new Set(files.map(({ extractor, path }) => `${extractor}\n${path}`)));
  const isNew = ({ extractor, node }: Moved): boolean => !seen[node.layer]?.has(`${extractor.id}\n${node.path}`);
  const linked = [...tree.files()].filter(({ path, origin }) => path !== origin);
  const moved = [
    ...extractors.flatMap((one) => [...movedFiles(one, tree), ...hardLinks(one, linked)]),
    ...namedByLinks(extractors, tree, onProblem),
  ].filter(isNew);
  if (moved.length === 0) return [];
  const maxBytes = Math.max(...moved.map(({ extractor }) => extractor.maxBytes));
  const bodies = await readFiles(layers, new Set(moved.map(({ node }) => node)), maxBytes, { ...options, onProblem });
  return moved.flatMap(({ extractor, place, node }) => {
    const bytes = bodies.get(node.path);
    const where = `layer ${node.layer + 1}${place === node.path ? '' : ` (really /${node.path})`}`;
    const extraction = bytes && extractFile(extractor, place, bytes, where, onProblem);
    const { layer, origin, path } = node;
    return extraction ? [{ layer, facts: { extractor: extractor.id, path, origin, extraction }, paths: [path] }] : [];
  });
}

/** Files at the extractor's fixed places that a symbolic link leads away from. */
function movedFiles(extractor: Extractor, tree: FileTree): Moved[] {
  return extractor.places.flatMap((place): Moved[] => {
    const node = tree.resolve(place);
    if (!node || node.path === place) return [];
    if (node.kind === 'file') return [{ extractor, place, node }];
    if (node.kind !== 'directory') return [];
    const inside = [...tree.files()].filter(({ path }) => path.startsWith(`${node.path}/`));
    const expected = inside.map((file) => ({
      extractor,
      place: place + file.path.slice(node.path.length),
      node: file,
    }));
    return expected.filter((file) => extractor.wants(file.place, file.node));
  });
}

/** Hard links at a path that the extractor wants, whose body it has not seen. */
function hardLinks(extractor: Extractor, linked: readonly FileNode[]): Moved[] {
  return linked
    .filter(
      ({ path, origin, ...stat }) => extractor.wants(path, stat) && !(extractor.sniff && extractor.wants(origin, stat)),
    )
    .map((node) => ({ extractor, place: node.path, node }));
}

/**
 * Files that an extractor wants under a name that symbolic links give them, and not under their own: `node_modules/x` that leads to `/srv/x`, a
 * manifest that is a link. Programs of the image see them under both.
 */
function namedByLinks(
  extractors: readonly Extractor[],
  tree: FileTree,
  onProblem: (problem: Problem) => void,
): readonly Moved[] {
  const names = linkedNames(tree);
  // Programs are known by mode and content, under whatever name: for one more name of a library a layer would be read again.
  const named = extractors.filter(({ sniff }) => sniff === undefined);
  const byName = new Set(named.flatMap(({ namedIn = [] }) => namedIn));
  const found: Moved[] = [];
  for (const node of tree.files()) {
    const { path, size, mode } = node;
    if (!names.isTarget(path) && !byName.has(path.slice(path.lastIndexOf('/') + 1))) continue;
    const open = new Set(named.filter((one) => !one.wants(path, { size, mode })));
    for (const place of names.of(path)) {
      for (const extractor of open) {
        if (!extractor.wants(place, { size, mode }) || extractor.places.includes(place)) continue;
        open.delete(extractor);
        found.push({ extractor, place, node });
      }
    }
  }
  if (names.isCut) {
    onProblem({
      code: 'E_LIMIT',
      message: 'symbolic links give files more names than are tried: a package may be under one of the others',
      where: '/',
      part: 'inventory',
      incomplete: true,
    });
  }
  return found;
}
