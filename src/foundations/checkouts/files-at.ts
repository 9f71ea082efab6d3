import { createHash } from 'node:crypto';
import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { FilesPlace } from '../../core/index.ts';
import { readFileBytes } from '../formats/index.ts';
import { canonicalRemote } from './canonical-remote.ts';
import { mainRemote, readGitConfig } from './git-config.ts';

/** Files by whose they are. */
export interface FilesAt {
  readonly place: FilesPlace;
  /** Inside the place, parts divided by `/`; empty for all of it. */
  readonly path: string;
}

/**
 * Whose files a path is, links followed; undefined when nothing is there. In the innermost checkout of git around it, by the remote that its configuration
 * names; in one without such a remote, and outside of any, by the real path of the folder, which is another on each machine. A checkout is believed in what it
 * says of itself, and in nothing else: files of git that lie elsewhere count only where they say that this is theirs. No program is run.
 */
export function filesAt(path: string): FilesAt | undefined {
  const real = attempt(() => realpathSync(path));
  const status = real === undefined ? undefined : attempt(() => statSync(real));
  if (real === undefined || status === undefined) return undefined;
  const start = status.isDirectory() ? real : dirname(real);
  for (let folder = start; ; folder = dirname(folder)) {
    const config = configOf(folder);
    if (config !== undefined) {
      const repository = remoteIn(config);
      const place = repository === undefined ? { folder: folderDigest(folder) } : { repository };
      return { place, path: relative(folder, real).split(sep).join('/') };
    }
    if (dirname(folder) === folder) break;
  }
  return { place: { folder: folderDigest(start) }, path: start === real ? '' : basename(real) };
}

const folderDigest = (path: string) => `sha256:${createHash('sha256').update(path).digest('hex')}` as const;

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    // What cannot be looked at is as good as not there.
    return undefined;
  }
}

const mostConfigBytes = 1024 * 1024;
const mostPointerBytes = 16 * 1024;

const textAt = (path: string, most: number): string | undefined =>
  attempt(() => {
    const bytes = isPlainFile(path) ? readFileBytes(path, most) : undefined;
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  });

const statusOf = (path: string): Stats | undefined => attempt(() => lstatSync(path));
/** Links lead where whoever made them wants. */
const isPlainFile = (path: string): boolean => statusOf(path)?.isFile() === true;

const remoteIn = (config: string): string | undefined => {
  const remote = mainRemote(readGitConfig(config));
  return remote === undefined ? undefined : canonicalRemote(remote);
};

/** The configuration of the checkout whose top this folder is; undefined when it is none. */
function configOf(folder: string): string | undefined {
  const own = join(folder, '.git');
  const status = statusOf(own);
  if (status?.isDirectory() === true) return textAt(join(own, 'config'), mostConfigBytes);
  return status?.isFile() === true ? configElsewhere(folder, own) : undefined;
}

/** `.git` is a file that names a folder elsewhere (gitrepository-layout(5)): of a worktree, whose repository is another, or of a submodule. */
function configElsewhere(folder: string, pointer: string): string | undefined {
  const named = /^gitdir: (.+)$/m.exec(textAt(pointer, mostPointerBytes) ?? '')?.[1]?.trim();
  if (named === undefined) return undefined;
  const home = resolve(folder, named);
  const common = textAt(join(home, 'commondir'), mostPointerBytes)?.trim();
  if (common !== undefined) {
    const back = textAt(join(home, 'gitdir'), mostPointerBytes)?.trim();
    const repository = resolve(home, common);
    // A pointer to somebody else's files must not lend their name.
    const isOwn =
      back !== undefined &&
      isSame(resolve(home, back), pointer) &&
      isSame(dirname(home), join(repository, 'worktrees'));
    return isOwn ? textAt(join(repository, 'config'), mostConfigBytes) : '';
  }
  const config = textAt(join(home, 'config'), mostConfigBytes);
  if (config === undefined) return undefined;
  const { worktree } = readGitConfig(config);
  return worktree !== undefined && isSame(resolve(home, worktree), folder) ? config : '';
}

const isSame = (a: string, b: string): boolean => {
  const real = attempt(() => realpathSync(a));
  return real !== undefined && real === attempt(() => realpathSync(b));
};
