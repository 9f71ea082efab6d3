import { realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { asSeaworthyError, type Finding, type PartRun, SeaworthyError, withWhy } from '../../core/index.ts';
import { readFileBytes } from '../../foundations/formats/index.ts';
import {
  type ComposeProject,
  defaultNames,
  lintCompose,
  maxComposeBytes,
  overrideNames,
  type ReadProjectFile,
  readComposeProject,
} from '../../phases/1-build/checks/index.ts';
import type { Settings } from '../settings.ts';
import type { chooseChecks } from './choose-checks.ts';
import type { SourceCandidate } from './find-sources.ts';
import { isComposeFile } from './is-compose-file.ts';
import { type JudgedFile, unjudged } from './judge-dockerfiles.ts';
import { realPath, subjectOfFile, subjectsOfFiles } from './lint-subject.ts';

/** What became of Compose files. */
interface JudgedCompose {
  readonly files: readonly JudgedFile[];
  /** What is told of checks that did not look, where there was something to look at. */
  readonly off: readonly PartRun[];
  /** Files that are none. */
  readonly others: readonly SourceCandidate[];
}

/**
 * Judges Compose files as projects: the file that Compose takes by itself in a folder together with its override, files that say too little to stand alone laid
 * over it, every other one alone. What a project reads besides must lie in the folders that were asked for. Throws what cannot be read where nothing else was
 * named, and `E_WRONG_KIND` for a file that was named, is called one and is none.
 */
export async function judgeCompose(
  candidates: readonly SourceCandidate[],
  asked: readonly string[],
  settings: Settings,
  { checks, off }: ReturnType<typeof chooseChecks>['compose'],
  isOnly: boolean,
): Promise<JudgedCompose> {
  const own: SourceCandidate[] = [];
  const others: SourceCandidate[] = [];
  for (const one of candidates) {
    // A name that says what is in it says so of Dockerfiles and of JSON too.
    const mayBe = one.kind === 'any' || (one.kind === 'manifest' && /\.ya?ml$/i.test(one.path));
    (mayBe && (await isComposeFile(one.path)) ? own : others).push(one);
  }
  if (own.length === 0) return { files: [], off: [], others };
  const found = new Map<string, JudgedFile>();
  const read = readInside(asked, new Set(own.map(({ path }) => path)));
  const subjectOf = subjectsOfFiles('compose');
  const keep = (path: string, file: JudgedFile): void => {
    const before = found.get(path);
    found.set(path, before === undefined ? file : joined(before, file));
  };
  for (const folder of Map.groupBy(own, ({ path }) => dirname(path)).values()) {
    for (const candidate of projectsOf(folder)) {
      const { first, paths } = candidate;
      try {
        const project = await readWhole(paths, read);
        for (const { path, findings, coverage } of lintCompose(project, { checks, clock: settings.clock, subjectOf }))
          keep(path, { subject: subjectOf(path), judged: true, findings, coverage });
      } catch (cause) {
        const error = asSeaworthyError(cause, 'E_INTERNAL', 'the Compose file could not be judged', first.path);
        const { code, message, why, where = first.path } = error;
        if (isOnly && first.named) throw code === 'E_FORMAT' ? noCompose(where, withWhy(message, why)) : cause;
        keep(first.path, unjudged(subjectOfFile(first.path, 'compose'), where, code, withWhy(message, why), 'compose'));
      }
    }
  }
  return { files: [...found.values()], off, others };
}

const noCompose = (where: string, why: string): SeaworthyError =>
  new SeaworthyError('E_WRONG_KIND', 'this is no Compose file', { where, why });

interface Project {
  /** Whose failure it is when the project cannot be read. */
  readonly first: SourceCandidate;
  readonly paths: readonly string[];
}

/** The projects that the files of one folder make. */
function projectsOf(files: readonly SourceCandidate[]): readonly Project[] {
  const named = (names: readonly string[]): SourceCandidate | undefined =>
    names.flatMap((name) => files.find(({ path }) => basename(path) === name) ?? [])[0];
  const main = named(defaultNames);
  const override = main === undefined ? undefined : named(overrideNames);
  return files
    .filter((one) => one !== override)
    .map((first) => ({
      first,
      paths: first === main && override !== undefined ? [first.path, override.path] : [first.path],
    }));
}

/** The project; where a service says neither which image it runs nor how that is built, laid over the file that Compose takes by itself. */
async function readWhole(paths: readonly string[], read: ReadProjectFile): Promise<ComposeProject> {
  const project = await readComposeProject(paths, read);
  const [path = ''] = paths;
  const { services, top } = project;
  if (services.size === 0 && !top.members.has('include'))
    throw new SeaworthyError('E_FORMAT', 'no Compose file', { where: path, why: 'it has no services' });
  const open = [...services].find(([, one]) => one.kind !== 'map' || !telling.some((name) => one.members.has(name)));
  if (open === undefined) return project;
  const main = defaultNames.map((name) => join(dirname(path), name)).find((one) => one !== path && isThere(one, read));
  if (main !== undefined && paths.length === 1) return readComposeProject([main, path], read);
  const message = `services.${open[0]} has neither image nor build: this file is laid over another one, which was not found`;
  return { ...project, problems: [...project.problems, { path, code: 'E_INCOMPLETE', message }] };
}

const telling = ['image', 'build', 'provider'];

function isThere(path: string, read: ReadProjectFile): boolean {
  try {
    return read(path) !== undefined;
  } catch {
    return false;
  }
}

/** Reads what was asked for, and what lies in the same folders: whoever wrote a project does not get other files of this machine read by it. */
function readInside(asked: readonly string[], own: ReadonlySet<string>): ReadProjectFile {
  const folders = [...new Set([...asked, ...[...own].map((path) => dirname(path))].map(realPath))];
  return (path) => {
    if (own.has(path)) return readFileBytes(path, maxComposeBytes);
    let real: string;
    try {
      real = realpathSync(path);
    } catch {
      return undefined;
    }
    if (!folders.some((folder) => real.startsWith(folder === sep ? sep : folder + sep)))
      throw new SeaworthyError(
        'E_INCOMPLETE',
        'it lies outside of the folders that were asked for, so it was not read',
        {
          where: path,
          next: 'Name the folder that holds both.',
        },
      );
    return readFileBytes(real, maxComposeBytes);
  };
}

/** What two projects say of one file: each finding once. */
function joined(a: JudgedFile, b: JudgedFile): JudgedFile {
  const byPlace = new Map<string, Finding>();
  for (const one of [...a.findings, ...b.findings]) {
    const key = `${one.id}\0${JSON.stringify(one.location)}`;
    if (!byPlace.has(key)) byPlace.set(key, one);
  }
  const problems = new Map(
    [...a.coverage.problems, ...b.coverage.problems].map((one) => [`${one.where}\0${one.message}`, one]),
  );
  return {
    subject: a.subject,
    judged: a.judged || b.judged,
    findings: [...byPlace.values()],
    coverage: { ...a.coverage, parts: [...a.coverage.parts, ...b.coverage.parts], problems: [...problems.values()] },
  };
}
