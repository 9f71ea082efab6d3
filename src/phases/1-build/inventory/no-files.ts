import { count, type Problem } from '../../../core/index.ts';
import type { FileNode, FileTree } from '../../../foundations/images/index.ts';
import { type Extractor, pathFrom, WantedIndex } from '../ecosystems/index.ts';
import type { Chosen } from './selection.ts';
import { traces } from './traces/index.ts';
import { TraceIndex } from './traces/trace-index.ts';

/** Told one by one of each extractor; the rest is counted. */
const told = 20;

/**
 * Entries of a source tree under a name that an extractor wants or that a lock file of any kind has, and that are no files there: a link that leads out of the tree, to nothing or in a circle, a
 * pipe, a socket or a device. Who builds where the link leads somewhere builds with what it leads to, so it counts as not read. The file system of an image or a
 * system is whole in itself: there a link to nothing is nothing.
 */
export function noFiles(tree: FileTree, extractors: readonly Extractor[], chosen?: Chosen): Problem[] {
  const index = new WantedIndex(extractors);
  const lockFiles = new TraceIndex(traces.filter(({ kind }) => kind === 'declared'));
  const isLockFile = (path: string): boolean => {
    const trace = lockFiles.file(path)?.trace;
    if (trace === undefined || trace.except?.(path)) return false;
    return chosen?.isTraceLeftOut(trace) !== true && chosen?.isOfLeftOut(path) !== true;
  };
  const found = new Map<string, Problem[]>();
  const more = new Map<string, number>();
  tree.each((node, path) => {
    if (node.kind !== 'symlink' && node.kind !== 'other') return;
    const id = index.byPath(path)[0]?.id ?? (isLockFile(path) ? 'inventory' : undefined);
    if (id === undefined || chosen?.isLookedAt(path) === false) return;
    const message = whyNoFile(tree, node, path);
    if (message === undefined) return;
    const known = found.get(id) ?? [];
    if (known.length < told) found.set(id, [...known, problem(message, path, id)]);
    else more.set(id, (more.get(id) ?? 0) + 1);
  });
  const rest = [...more].map(([id, number]) =>
    problem(`${count(number, 'more entry', 'more entries')} that should be files and are none: not read`, '', id),
  );
  return [...[...found.values()].flat(), ...rest];
}

function whyNoFile(tree: FileTree, { kind, link = '' }: FileNode, path: string): string | undefined {
  if (kind === 'other') return 'it is a pipe, a socket or a device where a file should be: not read';
  const isOut = !link.startsWith('/') && pathFrom(path, link) === undefined;
  if (isOut) return `it is a link that leads out of the tree, to ${link}: not read`;
  const target = tree.resolve(path);
  if (target === undefined) return `it is a link to ${link}, where nothing is in this tree: not read`;
  return target.kind === 'other' ? `it is a link to ${link}, which is no file: not read` : undefined;
}

const problem = (message: string, path: string, part: string): Problem => ({
  code: 'E_INCOMPLETE',
  message,
  where: `/${path}`,
  part,
  incomplete: true,
});
