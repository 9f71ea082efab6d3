import {
  defined,
  emptyCoverage,
  filesSubject,
  type PartRun,
  type Problem,
  printable,
  type Report,
  SeaworthyError,
  type Subject,
} from '../../core/index.ts';
import { filesAt } from '../../foundations/checkouts/index.ts';
import { startProgram } from '../../foundations/net/index.ts';
import { compareFindings } from '../../phases/1-build/advisories/index.ts';
import {
  type AddedText,
  type LocatedSecret,
  PatchReader,
  type PatchSummary,
  type SecretScanner,
  secretFindings,
} from '../../phases/1-build/secrets/index.ts';
import { exceptionsOf, withExceptions } from '../exceptions.ts';
import { reportOf } from '../report-of.ts';
import type { Settings } from '../settings.ts';
import { secretSearch } from './secret-search.ts';

/** What of a repository is looked at: every commit that a name leads to, or what is about to be committed. */
export type HistoryPart = 'history' | 'staged';

/** Secrets that are held; more are told. */
const mostSecrets = 20_000;
const patience = 5_000;
const maxStderrBytes = 64 * 1024;

/** Whatever the repository or the user configured: no pager, no program of others (filters, converters, checkers of signatures), names as they are. */
const always = [
  'core.quotePath=false',
  'core.pager=cat',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.untrackedCache=false',
  'diff.external=',
  'diff.noprefix=false',
  'diff.mnemonicPrefix=false',
  'diff.suppressBlankEmpty=false',
  'log.showSignature=false',
  'log.follow=false',
  'protocol.allow=never',
].flatMap((one) => ['-c', one]);
const patch = [
  '--patch',
  '--unified=0',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];
const commands: Readonly<Record<HistoryPart, readonly string[]>> = {
  history: [
    'log',
    '--all',
    '--full-history',
    '--cc',
    '--date=iso-strict',
    '--pretty=medium',
    '--no-notes',
    '--no-mailmap',
    '--encoding=UTF-8',
    ...patch,
  ],
  staged: ['diff', '--cached', ...patch],
};

/**
 * Secrets that the commits of a repository added, whether or not they are still there; or those of what is staged. The git of the system shows it, and
 * nothing of the repository runs. Throws `E_USAGE` without git, `E_TARGET_NOT_FOUND` for a folder that is no repository.
 */
export async function secretsInGit(folder: string, part: HistoryPart, settings: Settings): Promise<Report> {
  const files = filesAt(folder);
  if (files === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such folder', { where: folder });
  const subject = filesSubject(folder, 'sources', files);
  const env = {
    ...(settings.programEnvironment ?? { PATH: settings.programPath }),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_EXTERNAL_DIFF: '',
    GIT_PAGER: 'cat',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
  const program = await startProgram('git', ['-C', folder, ...always, ...commands[part]], {
    env,
    searchPath: settings.programPath,
    maxStderrBytes,
    patience,
    ...defined({ signal: settings.signal }),
  });
  try {
    return await searched(program.stdout, subject, settings, part === 'history', async () => {
      const { status, stderr } = await program.ended;
      settings.signal?.throwIfAborted();
      if (status === 0) return;
      const why = printable(Buffer.from(stderr).toString().trim().split('\n').at(-1) ?? '').slice(0, 300);
      throw new SeaworthyError('E_TARGET_NOT_FOUND', 'git does not show what was changed there', {
        where: folder,
        why,
      });
    });
  } finally {
    await program.stop();
  }
}

/** The same of what `git log -p` or `git diff` wrote. Throws `E_WRONG_KIND` for a text without a diff. */
export async function secretsInPatches(settings: Settings): Promise<Report> {
  if (settings.input === undefined)
    throw new SeaworthyError('E_USAGE', 'nothing comes in on standard input', {
      next: 'Pipe it in: `git log -p | seaworthy secrets git -`.',
    });
  const here = filesAt('.');
  if (here === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'the folder is gone', { where: '.' });
  return searched(settings.input(), filesSubject('standard input', 'sources', here), settings, true, async () => {});
}

async function searched(
  chunks: AsyncIterable<Uint8Array>,
  subject: Subject,
  settings: Settings,
  mustHold: boolean,
  ended: () => Promise<void>,
): Promise<Report> {
  const { scanner, detectors, problems: before } = await secretSearch(settings);
  const exceptions = await exceptionsOf(settings);
  const search = new Search(scanner);
  const reader = new PatchReader((added) => search.look(added));
  let bytes = 0;
  for await (const chunk of chunks) {
    settings.signal?.throwIfAborted();
    bytes += chunk.length;
    reader.push(chunk);
  }
  const summary = reader.end();
  await ended();
  if (summary.commits === 0 && summary.files === 0 && (bytes > 0 || mustHold))
    throw new SeaworthyError('E_WRONG_KIND', 'this is nothing that `git log -p` or `git diff` writes', {
      where: subject.name,
    });
  const problems = [...before, ...search.problems, ...problemsOf(summary)];
  const found = secretFindings(subject, search.located, detectors);
  const part: PartRun = {
    id: 'secrets',
    version: scanner.version,
    files: summary.files,
    found: found.length,
    state: problems.some(({ incomplete }) => incomplete) ? 'partly' : 'complete',
  };
  const coverage = { ...emptyCoverage, parts: [part], problems };
  const report = reportOf({ subject, layers: [], packages: [], coverage }, settings);
  return withExceptions({ ...report, findings: found.toSorted(compareFindings) }, exceptions);
}

const problem = (message: string, where: string, incomplete: boolean): Problem => ({
  code: incomplete ? 'E_LIMIT' : 'E_INCOMPLETE',
  message,
  where,
  part: 'secrets',
  incomplete,
});

function problemsOf({ cut, binary }: PatchSummary): readonly Problem[] {
  const told = cut.map((path) => problem('it adds more than is held, and was looked at in part', path, true));
  return binary === 0
    ? told
    : [...told, problem(`${binary} files that git does not show as text were not looked into`, 'history', false)];
}

/** Hits of all that was added, each value in each file once, at the oldest commit that was seen. */
class Search {
  readonly #scanner: SecretScanner;
  readonly #located = new Map<string, { located: LocatedSecret; commits: number }>();
  readonly #problems = new Map<string, Problem>();

  constructor(scanner: SecretScanner) {
    this.#scanner = scanner;
  }

  look({ path, commit, bytes, lineOf }: AddedText): void {
    if (!this.#scanner.wants(path, { size: bytes.length, mode: 0o644 })) return;
    const { hits, problems } = this.#scanner.scan(path, bytes);
    for (const message of problems) this.#problems.set(`${path}\0${message}`, problem(message, path, true));
    for (const found of hits) {
      const hit = { ...found, line: lineOf(found.line) };
      const key = JSON.stringify([hit.detector, path, hit.fingerprint]);
      const known = this.#located.get(key);
      if (known === undefined && this.#located.size >= mostSecrets) {
        this.#problems.set('', problem(`more than ${mostSecrets} secrets: only so many are listed`, 'history', true));
        continue;
      }
      // git tells the newest first: what comes later was there before.
      const commits = (known?.commits ?? 0) + 1;
      const reach: LocatedSecret['reach'] =
        commit === undefined ? { kind: 'file' } : { kind: 'commit', ...commit, commits };
      this.#located.set(key, { located: { hit, reach }, commits });
    }
  }

  get located(): readonly LocatedSecret[] {
    return [...this.#located.values()].map(({ located }) => located);
  }

  get problems(): readonly Problem[] {
    return [...this.#problems.values()];
  }
}
