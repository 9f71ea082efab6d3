import { lstatSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asSeaworthyError, defined, printable, type Report, SeaworthyError } from '../../core/index.ts';
import { makeFolder, parseJson } from '../../foundations/formats/index.ts';
import { runProgram } from '../../foundations/net/index.ts';
import { pathOutside } from '../program-path.ts';
import { scan } from '../scan.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { npmFilesOf } from './npm-files.ts';
import { textOf, whyOutside } from './project-files.ts';

/** A lock file that npm made anew beside a copy of the manifests, and what a scan of both finds. */
export interface NewLock {
  readonly path: string;
  readonly before: string;
  readonly text: string;
  readonly report: Report;
}

/** A lock file that is left to its user, and why. */
export interface NoLock {
  readonly why: string;
}

const time = 5 * 60_000;
const outputBytes = 1024 * 1024;
/** Lock files of large workspaces. */
const lockBytes = 32 * 1024 * 1024;

/** npm asks nobody, tells nobody and runs nothing but itself: no scripts, and no git, which it would take from a project otherwise. */
const always = [
  '--package-lock-only',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-progress',
  '--no-update-notifier',
  '--loglevel=error',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  `--git=${path.join(path.sep, 'nonexistent', 'git')}`,
];

/**
 * The lock file as npm makes it of these manifests, with newer versions of what others bring. npm runs on a copy of manifests and lock file, so nothing that the project
 * says of npm itself counts (`.npmrc`); where that says anything, or something is not from a registry, npm is not run. `manifests` are texts by path, where rewritten.
 */
export async function renewNpmLock(
  root: string,
  lock: string,
  manifests: ReadonlyMap<string, string>,
  transitive: readonly string[],
  session: Session,
): Promise<NewLock | NoLock> {
  const { settings } = session;
  if (settings.offline) return { why: 'npm is not run without a network' };
  const top = await mkdtemp(path.join(tmpdir(), 'seaworthy-npm-'));
  try {
    const read = async (one: string): Promise<string | undefined> => manifests.get(one) ?? (await textIn(root, one));
    const taken = await npmFilesOf(lock, read, (one) => isThere(path.join(root, one)));
    if ('why' in taken) return taken;
    // npm calls a project without a name like its folder.
    const folder = path.join(top, path.basename(path.dirname(path.resolve(root, lock))) || 'project');
    for (const [name, text] of taken.files) {
      makeFolder(path.dirname(path.join(folder, name)), 0o700);
      await writeFile(path.join(folder, name), text, { flag: 'wx' });
    }
    settings.progress?.({ activity: `Asking npm for ${lock}` });
    const changed = [...taken.files.keys()].some((name) => manifests.has(path.posix.join(taken.folder, name)));
    if (changed) await npm(root, folder, ['install'], settings);
    if (transitive.length > 0) await npm(root, folder, ['update', ...transitive], settings);
    const text = laidOutAs(taken.lockText, textOf(path.join(folder, path.posix.basename(lock)), lockBytes) ?? '');
    const report = await scan(folder, session);
    return { path: lock, before: taken.lockText, text, report };
  } catch (error) {
    return { why: `npm did not make it: ${asSeaworthyError(error, 'E_READ', 'it failed').message}` };
  } finally {
    await rm(top, { recursive: true, force: true });
  }
}

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** npm lays the file out as it does the manifest: it stays as it was. */
function laidOutAs(before: string, made: string): string {
  const value = parseJson(new TextEncoder().encode(made), 'the lock file');
  const indent = /^\s*\{\r?\n([ \t]+)/.exec(before)?.[1] ?? '';
  const end = /(?:\r?\n)*$/.exec(before)?.[0] ?? '';
  const text = `${before.startsWith('\ufeff') ? '\ufeff' : ''}${JSON.stringify(value, undefined, indent)}`;
  return `${before.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text}${end}`;
}

async function textIn(root: string, name: string): Promise<string | undefined> {
  return (await whyOutside(root, name)) === undefined ? textOf(path.join(root, name), lockBytes) : undefined;
}

async function npm(root: string, folder: string, words: readonly string[], settings: Settings): Promise<void> {
  const searchPath = pathOutside(root, settings);
  const { status, stderr, stdout } = await runProgram('npm', [...words, '--prefix', folder, ...always], {
    timeout: time,
    maxBytes: outputBytes,
    env: settings.programEnvironment ?? { PATH: searchPath },
    searchPath,
    ...defined({ signal: settings.signal }),
  });
  if (status === 0) return;
  const said = new TextDecoder().decode(stderr.length > 0 ? stderr : stdout).split('\n');
  const line = said.find((one) => /npm error (?!code)/i.test(one)) ?? said[0] ?? '';
  throw new SeaworthyError('E_READ', `npm says: ${printable(line.replace(/^npm error /i, '').slice(0, 200))}`);
}
