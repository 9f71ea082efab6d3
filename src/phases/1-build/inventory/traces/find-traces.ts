import type { FileNode, FileTree } from '../../../../foundations/images/index.ts';
import { traces } from './index.ts';
import { type FoundTrace, TraceIndex } from './trace-index.ts';

let made: TraceIndex | undefined;

/** Of all traces. Made when a tree is walked: an image that was looked at before is not. */
const indexOfAll = (): TraceIndex => {
  made ??= new TraceIndex(traces);
  return made;
};

const fixedPlaces = () =>
  traces
    .filter(({ kind }) => kind === 'database')
    .flatMap((trace) => trace.places.map((place) => ({ trace, place })))
    .filter(({ place }) => !place.includes('*') && !place.endsWith('/'));

/** What a database holds counts once for each root; of what lies about anywhere there is one list. */
const keyOf = ({ trace, root }: FoundTrace): string => `${trace.what}\n${trace.kind === 'database' ? root : ''}`;

/** Traces of one kind below one root, by path. */
export interface TraceGroup extends Omit<FoundTrace, 'path'> {
  /** By path. All of them: whichever is left out could be the one that nobody took. */
  readonly paths: readonly string[];
}

/** Every trace in the final file system, each kind and root once, and `onFile` called for every file on the way, with its path. */
export function findTraces(tree: FileTree, onFile: (file: FileNode, path: string) => void = () => {}): TraceGroup[] {
  const index = indexOfAll();
  const groups = new Map<string, { found: FoundTrace; paths: string[] }>();
  const note = (found: FoundTrace): void => {
    const key = keyOf(found);
    const group = groups.get(key) ?? { found, paths: [] };
    group.paths.push(found.path);
    groups.set(key, group);
  };
  /** Folders around the node at hand that are traces as soon as a file is met in them, the innermost last. */
  const open: FoundTrace[] = [];
  tree.each((node, path) => {
    const { kind } = node;
    while (open.length > 0 && !path.startsWith(`${open.at(-1)?.path}/`)) open.pop();
    if (kind === 'directory') {
      const folder = index.folder(path);
      if (folder) open.push(folder);
    }
    if (kind !== 'file') return;
    onFile(node, path);
    if (open.length > 0) for (const folder of open.splice(0)) note(folder);
    const found = index.file(path);
    if (found) note(found);
  });
  for (const found of behindLinks(tree)) {
    if (!groups.get(keyOf(found))?.paths.includes(found.path)) note(found);
  }
  return [...groups.values()]
    .map(({ found, paths }) => ({ ...found, paths: paths.sort() }))
    .sort((a, b) => ((a.paths[0] ?? '') < (b.paths[0] ?? '') ? -1 : 1));
}

/** Databases at their place in the root of which a link leads elsewhere. */
function behindLinks(tree: FileTree): FoundTrace[] {
  return fixedPlaces().flatMap(({ trace, place }) => {
    const node = tree.resolve(place);
    return node?.kind === 'file' && node.path !== place ? [{ trace, path: node.path, root: '' }] : [];
  });
}
