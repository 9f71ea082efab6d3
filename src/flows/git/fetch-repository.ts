import { lstatSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { printable, SeaworthyError } from '../../core/index.ts';
import { makeFolder } from '../../foundations/formats/index.ts';
import { type ProgramResult, runProgram } from '../../foundations/net/index.ts';
import type { Settings } from '../settings.ts';
import type { GitAddress } from './git-address.ts';

/** The files of a repository in one state, and who wants to be rid of them. */
export interface FetchedRepository {
  readonly folder: string;
  /** The commit, in hexadecimal digits. */
  readonly commit: string;
  remove(): Promise<void>;
}

const minutes = 60_000;
const fetchTime = 15 * minutes;
const checkTime = 5 * minutes;
/** How often the size of what comes is looked at. */
const lookEvery = 500;
const listBytes = 256 * 1024 * 1024;

/**
 * Files stay as they are kept: what a repository says of itself in `.gitattributes` (filters, which are programs, ends of lines, encodings) is overruled here,
 * for this file counts before those (gitattributes(5)).
 */
const attributes = '* -filter -text -eol -ident -working-tree-encoding -diff -merge\n';

/**
 * One state of a repository in a temporary folder below `parent`, by the git of the system, without its history. Nothing of the repository runs: no hooks, no filters, no
 * submodules; the user's own configuration counts, for it knows proxies and credentials. Its size and the time are bounded. Throws `E_USAGE` without git,
 * `E_TARGET_NOT_FOUND` for what cannot be had, `E_LIMIT`, `E_TIMEOUT`, `E_INTERRUPTED`.
 */
export async function fetchRepository(
  address: GitAddress,
  settings: Settings,
  parent = tmpdir(),
): Promise<FetchedRepository> {
  const top = await mkdtemp(join(parent, 'seaworthy-git-'));
  const remove = (): Promise<void> => rm(top, { recursive: true, force: true });
  try {
    const folder = join(top, 'tree');
    const commit = await fetchInto(top, folder, address, settings);
    return { folder, commit, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fetchInto(top: string, folder: string, address: GitAddress, settings: Settings): Promise<string> {
  // Beside the files and not among them: nothing of git is looked at as if it were the project's.
  const own = join(top, 'git');
  makeFolder(folder, 0o700);
  const git = gitIn(own, folder, address, settings);
  await git(['init', '--quiet', '--template=', '--initial-branch=main'], { timeout: checkTime });
  makeFolder(join(own, 'info'), 0o700);
  await writeFile(join(own, 'info', 'attributes'), attributes);
  const url = address.protocol === 'file' ? `file://${resolve(address.url)}` : address.url;
  const wanted = address.revision ?? 'HEAD';
  const most = settings.limits.layerInflatedBytes;
  await git(
    [
      'fetch',
      '--quiet',
      '--depth=1',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      '--',
      url,
      `${wanted}:refs/seaworthy/wanted`,
    ],
    {
      timeout: fetchTime,
      mostKept: { folder: own, bytes: most },
    },
  );
  const named = await git(['rev-parse', '--verify', '--end-of-options', 'refs/seaworthy/wanted^{commit}'], {
    timeout: checkTime,
  });
  const commit = text(named.stdout).trim();
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw notThere(address, 'it names no commit');
  checkSize(await git(['ls-tree', '-r', '-l', '-z', '--full-tree', commit], { timeout: checkTime }), address, settings);
  await git(['read-tree', '--no-recurse-submodules', commit], { timeout: checkTime });
  await git(['checkout-index', '--all', '--quiet', '--force'], { timeout: fetchTime });
  await rm(own, { recursive: true, force: true });
  return commit;
}

interface GitRun {
  readonly timeout: number;
  readonly mostKept?: { readonly folder: string; readonly bytes: number };
}

/** Runs git on one repository, with what must hold however the user or the machine configured it. */
function gitIn(own: string, folder: string, address: GitAddress, settings: Settings) {
  // Old repositories of good name have objects that a strict look refuses; what they may do is bounded here and not by that.
  const always = [
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'core.attributesFile=/dev/null',
    'core.untrackedCache=false',
    'core.protectNTFS=true',
    'core.protectHFS=true',
    'submodule.recurse=false',
    'fetch.recurseSubmodules=false',
    'gc.auto=0',
    'maintenance.auto=false',
    'protocol.allow=never',
    `protocol.${address.protocol}.allow=always`,
    'credential.interactive=false',
    'http.followRedirects=initial',
  ].flatMap((one) => ['-c', one]);
  // Said twice: without either git would work on whatever repository this process happens to stand in.
  const place = [`--git-dir=${own}`, `--work-tree=${folder}`];
  const env = {
    ...(settings.programEnvironment ?? { PATH: settings.programPath }),
    GIT_DIR: own,
    GIT_WORK_TREE: folder,
    GIT_INDEX_FILE: join(own, 'index'),
    GIT_OBJECT_DIRECTORY: join(own, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: '',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_ALLOW_PROTOCOL: address.protocol,
    GIT_EXTERNAL_DIFF: '',
    LC_ALL: 'C',
  };
  return async (args: readonly string[], { timeout, mostKept }: GitRun): Promise<ProgramResult> => {
    const stop = new AbortController();
    const signal = settings.signal === undefined ? stop.signal : AbortSignal.any([settings.signal, stop.signal]);
    let isTooLarge = false;
    const watch =
      mostKept === undefined
        ? undefined
        : setInterval(() => {
            isTooLarge ||= sizeOf(mostKept.folder) > mostKept.bytes;
            if (isTooLarge) stop.abort();
          }, lookEvery);
    try {
      const options = {
        timeout,
        maxBytes: listBytes,
        env,
        searchPath: settings.programPath,
        signal,
      } as const;
      const result = await runProgram('git', [...place, ...always, ...args], options);
      if (result.status !== 0) throw notThere(address, lastLine(result.stderr));
      return result;
    } catch (error) {
      if (isTooLarge) throw tooLarge(address, mostKept?.bytes ?? 0);
      throw error;
    } finally {
      clearInterval(watch);
    }
  };
}

/** What is to be written must not be more than may be read of a layer. */
function checkSize(listed: ProgramResult, address: GitAddress, { limits }: Settings): void {
  let [bytes, entries] = [0, 0];
  for (const line of text(listed.stdout).split('\0')) {
    if (line === '') continue;
    entries++;
    const [, , , size = ''] = line.slice(0, line.indexOf('\t')).split(/\s+/);
    bytes += /^\d+$/.test(size) ? Number(size) : 0;
  }
  if (bytes > limits.layerInflatedBytes) throw tooLarge(address, limits.layerInflatedBytes);
  if (entries > limits.layerEntries)
    throw new SeaworthyError('E_LIMIT', `the repository has more than ${limits.layerEntries} files`, {
      where: nameOf(address),
    });
}

/** Bytes of the files in a folder, as far as they are there at this moment. */
function sizeOf(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
      const status = lstatSync(join(folder, name), { throwIfNoEntry: false });
      return sum + (status?.isFile() ? status.size : 0);
    }, 0);
  } catch {
    // Files come and go while git works: the next look counts.
    return 0;
  }
}

export const nameOf = ({ repository, url, revision }: GitAddress): string =>
  `${repository ?? url}${revision === undefined ? '' : `@${revision}`}`;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const tooLarge = (address: GitAddress, most: number): SeaworthyError =>
  new SeaworthyError('E_LIMIT', `the repository has more than ${most} bytes`, { where: nameOf(address) });

const notThere = (address: GitAddress, why: string): SeaworthyError =>
  new SeaworthyError('E_TARGET_NOT_FOUND', 'the repository, or this state of it, cannot be had', {
    where: nameOf(address),
    why,
    next: 'A revision is a branch, a tag or a whole commit; what is private needs a credential helper of git or an SSH agent.',
  });

/** What git says last; an address in it has no password, for none is taken. */
function lastLine(stderr: Uint8Array): string {
  const lines = text(stderr)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const told = lines.findLast((line) => line.startsWith('fatal:')) ?? lines.at(-1) ?? 'git says nothing of why';
  return printable(told.slice(0, 300));
}
