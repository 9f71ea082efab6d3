import type { Problem } from '../../../core/index.ts';
import type { ByteSource } from '../../../foundations/formats/index.ts';
import {
  type FileNode,
  type FileTree,
  type Layer,
  visitFiles,
  type WalkOptions,
} from '../../../foundations/images/index.ts';
import { type Extractor, isPlaceOf, WantedIndex } from '../ecosystems/index.ts';
import { extractFile, tooLarge } from './extract-file.ts';
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
 * hard link to a lower layer. Costs another walk of the layers concerned, and only where there is such a link. Extractors that yield to the owner of a file
 * are not asked about one that is a twin.
 */
export async function readBehindLinks(
  extractors: readonly Extractor[],
  layers: readonly Layer[],
  facts: readonly LayerFacts[],
  tree: FileTree,
  options: WalkOptions,
  onProblem: (problem: Problem) => void,
  isTwin: (path: string) => boolean,
): Promise<readonly LivingFacts[]> {
  const databases = new Set(extractors.filter(({ isDatabase }) => isDatabase).map(({ id }) => id));
  const seen = facts.map(({ files, problems }) => {
    const read = files.map(({ extractor, path }) => `${extractor}\n${path}`);
    // A database that could not be read in its own place is not read by another name, and told once.
    const failed = problems.flatMap(({ path, problem: { part } }) =>
      path !== undefined && databases.has(part) ? [`${part}\n${path}`] : [],
    );
    return new Set([...read, ...failed]);
  });
  const isNew = ({ extractor, node }: Moved): boolean => !seen[node.layer]?.has(`${extractor.id}\n${node.path}`);
  const index = new WantedIndex(extractors);
  const linked: FileNode[] = [];
  for (const node of tree.files()) if (node.isElsewhere) linked.push(node);
  const moved = [
    ...extractors.flatMap((one) => movedFiles(one, tree)),
    ...hardLinks(index, linked),
    ...namedByLinks(index, extractors, tree, onProblem),
  ].filter((one) => isNew(one) && !(one.extractor.yieldsToOwner && isTwin(one.node.path)));
  if (moved.length === 0) return [];
  const byNode = Map.groupBy(moved, ({ node }) => node.path);
  const nodes = new Set(moved.map(({ node }) => node));
  const look = (node: FileNode, body: ByteSource): readonly LivingFacts[] =>
    (byNode.get(node.path) ?? []).flatMap((one) => factsOf(one, body, onProblem));
  const told = await visitFiles(layers, nodes, look, { ...options, onProblem });
  return [...byNode.keys()].flatMap((path) => told.get(path) ?? []);
}

function factsOf(
  { extractor, place, node }: Moved,
  body: ByteSource,
  onProblem: (problem: Problem) => void,
): readonly LivingFacts[] {
  const where = `layer ${node.layer + 1}${place === node.path ? '' : ` (really /${node.path})`}`;
  if (body.size > extractor.maxBytes) {
    onProblem(tooLarge(extractor, body.size, `/${place} in ${where}`));
    return [];
  }
  const extraction = extractFile(extractor, place, body, where, onProblem);
  const { layer, origin, path } = node;
  return extraction ? [{ layer, facts: { extractor: extractor.id, path, origin, extraction }, paths: [path] }] : [];
}

/** Files at the extractor's fixed places that a symbolic link leads away from. */
function movedFiles(extractor: Extractor, tree: FileTree): Moved[] {
  return (extractor.wanted.places ?? []).flatMap((place): Moved[] => {
    const isFolder = place.includes('*');
    const fixed = isFolder ? place.slice(0, place.lastIndexOf('/')) : place;
    const node = tree.resolve(fixed);
    if (!node || node.path === fixed) return [];
    if (!isFolder) return node.kind === 'file' ? [{ extractor, place, node }] : [];
    if (node.kind !== 'directory') return [];
    const index = new WantedIndex([extractor]);
    return [...tree.files(node)]
      .map((file) => ({ extractor, place: fixed + file.path.slice(node.path.length), node: file }))
      .filter((file) => index.byPath(file.place).length > 0);
  });
}

/** Hard links at a path that an extractor wants, whose body it has not seen. Programs are known by their content, wherever it was seen. */
function hardLinks(index: WantedIndex<Extractor>, linked: readonly FileNode[]): Moved[] {
  return linked.flatMap((node) => {
    const { path, origin } = node;
    const seen = index.at(origin, node);
    return index
      .at(path, node)
      .filter((extractor) => !(extractor.wanted.programs && seen.includes(extractor)))
      .map((extractor) => ({ extractor, place: path, node }));
  });
}

/**
 * Files that an extractor wants under a name that symbolic links give them, and not under their own: `node_modules/x` that leads to `/srv/x`, a
 * manifest that is a link. Programs of the image see them under both.
 */
function namedByLinks(
  index: WantedIndex<Extractor>,
  extractors: readonly Extractor[],
  tree: FileTree,
  onProblem: (problem: Problem) => void,
): readonly Moved[] {
  const names = linkedNames(tree);
  // A folder's name may be the link's, the file's own is its own: `conda-meta/*.json` is looked for by `*.json`.
  const byName = new WantedIndex(
    extractors.map(({ wanted }) => ({ wanted: { anywhere: (wanted.anywhere ?? []).map(lastPart) } })),
  );
  const found: Moved[] = [];
  for (const node of tree.files()) {
    if (byName.byPath(node.name).length === 0 && !names.isTarget(node)) continue;
    const { path } = node;
    // Programs are known by mode and content, under whatever name: for one more name of a library a layer would be read again.
    const done = new Set(index.byPath(path));
    for (const place of names.of(path)) {
      for (const extractor of index.byPath(place)) {
        if (done.has(extractor) || isPlaceOf(extractor, place)) continue;
        done.add(extractor);
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

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
