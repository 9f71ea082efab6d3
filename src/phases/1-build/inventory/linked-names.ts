import type { FileNode, FileTree } from '../../../foundations/images/index.ts';

/** How many folders above a file an extractor looks at: `node_modules/.store/KEY/package/package.json` is the deepest. */
const foldersSeen = 4;
/** Names of one file, and of all files together. Far above what any package manager makes of links. */
const mostOfOne = 1000;
const mostOfAll = 500_000;

/** The names that symbolic links give to files besides their own, however many links one leads through. */
export interface LinkedNames {
  /** Without the file's own; empty for nearly every file. */
  of(path: string): Generator<string>;
  /** A link leads to this very file. */
  isTarget(node: FileNode): boolean;
  /** There were more names than are tried. */
  readonly isCut: boolean;
}

/** Reads all links of a tree once. */
export function linkedNames(tree: FileTree): LinkedNames {
  const links = new Map<string, string[]>();
  const targets = new Set<FileNode>();
  for (const node of tree.nodes()) {
    if (node.kind !== 'symlink') continue;
    const { path } = node;
    const target = tree.resolve(path);
    if (target === undefined || target === node) continue;
    targets.add(target);
    const known = links.get(target.path);
    if (known) known.push(path);
    else links.set(target.path, [path]);
  }
  let left = mostOfAll;
  let isCut = false;

  function* of(path: string): Generator<string> {
    if (links.size === 0) return;
    const seen = new Set([path]);
    // A set is gone through in the order in which it grows: a name made by one link may lie below the target of another.
    for (const name of seen) {
      for (const above of aboveAndSelf(name)) {
        const rest = above === '' ? `/${name}` : name.slice(above.length);
        for (const link of links.get(above) ?? []) {
          const made = link + rest;
          if (seen.has(made)) continue;
          if (left <= 0 || seen.size > mostOfOne) {
            isCut = true;
            return;
          }
          left--;
          seen.add(made);
          yield made;
        }
      }
    }
  }

  return {
    of,
    isTarget: (node) => targets.has(node),
    get isCut() {
      return isCut;
    },
  };
}

/** The path itself and the folders above it that an extractor looks at, the nearest first; the root is the empty text. */
function aboveAndSelf(path: string): string[] {
  const all = [path];
  let slash = path.lastIndexOf('/');
  for (; slash > 0 && all.length <= foldersSeen; slash = path.lastIndexOf('/', slash - 1))
    all.push(path.slice(0, slash));
  return slash < 0 && all.length <= foldersSeen ? [...all, ''] : all;
}
