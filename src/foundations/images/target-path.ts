import { lstat, stat } from 'node:fs/promises';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { type ArchiveStore, archiveStore, streamStore } from './archive-store.ts';
import { inputPath, type OpenOptions, type Selector, splitSelector } from './target.ts';

type What = 'file' | 'directory' | 'other';

/** What is at the path; undefined when nothing is. */
export async function look(path: string): Promise<What | undefined> {
  try {
    const status = await stat(path);
    return status.isFile() ? 'file' : status.isDirectory() ? 'directory' : 'other';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw asSeaworthyError(error, 'E_READ', 'cannot look at the target', path);
  }
}

/** Whether a symbolic link is there, whatever it leads to. */
export async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

export const notFound = (path: string): SeaworthyError =>
  new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file or folder', { where: path });

/** The path as a whole when something is there, else what is left without a selector behind it. */
export async function pathAndSelector(
  rest: string,
  names: 'tag' | 'reference',
): Promise<{ path: string; selector: Selector }> {
  return (await look(rest)) === undefined ? splitSelector(rest, names) : { path: rest, selector: {} };
}

export async function expectKind(path: string, wanted: 'file' | 'directory'): Promise<void> {
  const what = await look(path);
  if (what === undefined) throw notFound(path);
  if (what !== wanted) {
    const name = wanted === 'file' ? 'a file' : 'a folder';
    throw new SeaworthyError('E_TARGET_UNKNOWN', `not ${name}`, { where: path });
  }
}

/** The archive at a path, or the one that comes in; that of the shelf, where there is one. */
export async function openArchive(path: string, options: OpenOptions): Promise<ArchiveStore> {
  return options.shelf === undefined
    ? openAnew(path, options)
    : options.shelf.take(path, () => openAnew(path, options));
}

async function openAnew(path: string, options: OpenOptions): Promise<ArchiveStore> {
  if (path !== inputPath) {
    await expectKind(path, 'file');
    return archiveStore(path, options);
  }
  const { input } = options;
  if (input === undefined)
    throw new SeaworthyError('E_USAGE', 'nothing comes in on standard input', {
      next: 'Pipe an archive into it (`docker save IMAGE | seaworthy scan -`); a file called - is ./-.',
    });
  return streamStore(input(), 'standard input', options);
}
