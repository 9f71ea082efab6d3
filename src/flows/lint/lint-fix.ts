import path from 'node:path';
import { defined, placeOf, type Report, SeaworthyError, setAsideBy } from '../../core/index.ts';
import { type MendedPlace, type MendedText, mendDockerfile, mendManifests } from '../../phases/1-build/checks/index.ts';
import { lineDiff } from '../../phases/1-build/fix/index.ts';
import { checksNamed } from '../checks/index.ts';
import type { FileFix } from '../fix/fix-result.ts';
import { textOf } from '../fix/project-files.ts';
import { writeFiles } from '../fix/write-files.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { chooseChecks } from './choose-checks.ts';
import { readManifests } from './judge-manifests.ts';
import { lint, sourcesOf } from './lint.ts';
import { ownChecksOf } from './own-checks.ts';
import { piped, pipedName, readPiped } from './piped-source.ts';

export interface LintFixOptions {
  /** Rewrites the files; else they are only told. */
  readonly write: boolean;
  /** Checks whose changes may be noticed by what runs, which are mended because they are named; `all` is every one. */
  readonly also: readonly string[];
}

/** What `lint --fix` and `--diff` mended, or would. */
export interface LintFixResult {
  readonly schemaVersion: '1.0';
  readonly created: string;
  /** Only those that are rewritten. */
  readonly files: readonly FileFix[];
  /** Every place that did not keep a check, with what became of it. */
  readonly places: readonly (MendedPlace & { readonly path: string })[];
  /** Files of which nothing was rewritten because they were not read whole, or not as text. */
  readonly notTaken: readonly { readonly path: string; readonly why: string }[];
}

export interface LintFixed {
  readonly result: LintFixResult;
  /** The report of the files as they now are: what the exit code is about. */
  readonly report: Report;
}

interface Mended {
  readonly path: string;
  readonly before: string;
  readonly text: string;
  readonly places: readonly MendedPlace[];
}

/**
 * Judges what `lint` judges and mends what a program may mend: comments, order and layout stay, what a comment sets aside is left alone, and each change was read
 * again and judged before it is proposed. A file that was not read whole is not changed. Without `write` nothing is written. Throws what `lint` throws, and
 * `E_USAGE` for a check that there is not.
 */
export function lintFix(
  paths: readonly string[],
  { write, also }: LintFixOptions,
  given: Settings | Session,
): Promise<LintFixed> {
  return inSession(given, async (outer) => {
    const settings = { ...outer.settings, record: false, ...(await replayed(paths, outer.settings)) };
    if (write && paths.includes(piped))
      throw new SeaworthyError('E_USAGE', 'standard input cannot be rewritten', {
        next: '`--diff` shows what would be rewritten.',
      });
    const report = await lint(paths, settings);
    const chosen = chooseChecks(settings, await ownChecksOf(settings));
    const asked = askedFor(also, [...chosen.dockerfile.checks, ...chosen.manifest.checks]);
    const notTaken: { path: string; why: string }[] = [];
    const mended: Mended[] = [];
    const take = (path: string, before: string, made: MendedText | { readonly why: string }): void => {
      if ('why' in made) notTaken.push({ path, why: made.why });
      else mended.push({ path, before, ...made });
    };
    const { clock } = settings;
    const now = clock.now();
    const open = filesOf(report, now);
    for (const file of open.get('dockerfile') ?? []) {
      const before = settings.text ?? textOf(file);
      const leave = exceptedIn(report, file, now);
      if (before === undefined) notTaken.push({ path: file, why: 'it is too large, or no UTF-8' });
      else take(file, before, mendDockerfile(file, before, { checks: chosen.dockerfile.checks, asked, leave, clock }));
    }
    if (open.has('kubernetes')) {
      const { candidates } = await sourcesOf(paths, settings);
      const { files: manifests } = await readManifests(candidates, paths, settings, candidates.length === 1);
      const own = new Set(manifests.map((one) => one.path));
      for (const file of open.get('kubernetes') ?? [])
        if (!own.has(file))
          notTaken.push({ path: file, why: 'it is a part of a chart or an overlay, or of another kind' });
      const leaveIn = (file: string) => exceptedIn(report, file, now);
      const made = await mendManifests(manifests, { checks: chosen.manifest.checks, asked, leaveIn, clock });
      for (const { path: file, before, ...one } of made) take(file, before, one);
    }
    for (const [family, files] of open)
      if (family !== 'dockerfile' && family !== 'kubernetes')
        for (const file of files) notTaken.push({ path: file, why: 'no program mends checks of such a file' });
    const refused = write ? await writeAll(mended) : new Map<string, string>();
    const files = mended.flatMap((one) => (one.text === one.before ? [] : [fileFix(one, write, refused)]));
    const result: LintFixResult = {
      schemaVersion: '1.0',
      created: report.created,
      files,
      places: mended.flatMap((one) => one.places.map((place) => ({ ...inFile(place, one, refused), path: one.path }))),
      notTaken,
    };
    const isWritten = files.some(({ state }) => state === 'written');
    return { result, report: isWritten ? await lint(paths, settings) : report };
  });
}

/** What comes in on standard input, so that it can be looked at more than once, and its text. */
async function replayed(
  paths: readonly string[],
  settings: Settings,
): Promise<Pick<Settings, 'input'> & { readonly text?: string }> {
  if (!paths.includes(piped)) return {};
  const { bytes } = await readPiped(settings);
  const input = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes;
  };
  return { input, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

/** The ids of checks that go by these names; of every check for `all`. */
function askedFor(names: readonly string[], checks: Parameters<typeof checksNamed>[1]): ReadonlySet<string> {
  const isAll = (name: string): boolean => name.trim().toLowerCase() === 'all';
  const named = names.filter((name) => !isAll(name)).flatMap((name) => checksNamed(name, checks));
  return new Set((names.some(isAll) ? checks : named).map(({ id }) => id));
}

/** The files that findings lie in, but those where all are set aside, by the family of their checks. */
function filesOf({ findings }: Report, now: Date): ReadonlyMap<string, ReadonlySet<string>> {
  const open = findings.filter((finding) => setAsideBy(finding, now) === undefined);
  const families = Map.groupBy(open, ({ id }) => id.slice(0, id.indexOf('/')));
  return new Map(
    [...families].map(([family, all]) => [
      family,
      new Set(all.flatMap(({ location }) => placeOf(location).path ?? []).sort()),
    ]),
  );
}

/** The checks of which something in a file is set aside by what stands elsewhere than in it. */
function exceptedIn({ findings }: Report, file: string, now: Date): ReadonlySet<string> {
  const isIt = (finding: Report['findings'][number]): boolean => {
    const by = setAsideBy(finding, now);
    return by !== undefined && by.source?.kind !== 'comment' && placeOf(finding.location).path === file;
  };
  return new Set(findings.filter(isIt).map(({ id }) => id));
}

/** Writes those that changed; each beside the others, for one that cannot be written takes nothing from them. */
async function writeAll(mended: readonly Mended[]): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (const { path: file, before, text } of mended) {
    if (text === before) continue;
    const name = path.basename(file);
    const why = (await writeFiles(path.dirname(file), [{ path: name, before, text }])).get(name);
    if (why !== undefined) refused.set(file, why);
  }
  return refused;
}

function fileFix({ path: file, before, text }: Mended, write: boolean, refused: ReadonlyMap<string, string>): FileFix {
  const why = refused.get(file);
  // As `git apply` and `patch -p1` look for it, from where it was named.
  const name = file === pipedName ? 'stdin' : path.normalize(file).replaceAll(path.sep, '/').replace(/^\/+/, '');
  const state = why !== undefined ? 'refused' : write ? 'written' : 'proposed';
  return { path: file, diff: lineDiff(name, before, text), state, ...defined({ why }) };
}

/** What was mended in a file that could not be written is not. */
function inFile(place: MendedPlace, { path: file }: Mended, refused: ReadonlyMap<string, string>): MendedPlace {
  const why = refused.get(file);
  return why === undefined || place.state !== 'mended' ? place : { ...place, state: 'kept', why };
}
