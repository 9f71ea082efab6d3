import {
  asSeaworthyError,
  type Coverage,
  type ErrorCode,
  emptyCoverage,
  type Finding,
  joinCoverage,
  type PartRun,
  type Problem,
  type Report,
  SeaworthyError,
  type Subject,
  storedReport,
  subjectKey,
  subjectNames,
  withWhy,
} from '../../core/index.ts';
import { readDockerfile, readFileBytes } from '../../foundations/formats/index.ts';
import { compareFindings } from '../../phases/1-build/advisories/index.ts';
import { lintDockerfile, type NameSays, whyNoDockerfile } from '../../phases/1-build/checks/index.ts';
import { asRecord, lintKind } from '../../records/index.ts';
import { exceptionsOf, withExceptions } from '../exceptions.ts';
import { keepAll } from '../ledger/keep.ts';
import type { Evidenced } from '../ledger/record-evidence.ts';
import { reportOf } from '../report-of.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { type DockerfileCandidate, findDockerfiles } from './find-dockerfiles.ts';
import { dockerfilesIn, realPath, subjectOfFile } from './lint-subject.ts';

/** Larger files are no Dockerfiles. */
const maxBytes = 4 * 1024 * 1024;

/**
 * What is wrong with Dockerfiles: those named, and those found in the folders named, by their names and by what stands in them. Throws
 * `E_TARGET_NOT_FOUND` for a path that is not there, `E_WRONG_KIND` for a file that was named and is no Dockerfile, and `E_TARGET_UNKNOWN` when
 * nothing was found that can be judged; what is called a Dockerfile in a folder and is none is a problem of the report, and so is a file that cannot
 * be read when it is one of several. Recorded in the ledger: each file by itself, so that what is known of one is not mixed with others, and several as
 * what was asked for.
 */
export function lint(paths: readonly string[], given: Settings | Session): Promise<Report> {
  return inSession(given, (session) => lintIn(paths, session));
}

async function lintIn(paths: readonly string[], session: Session): Promise<Report> {
  const { settings } = session;
  const exceptions = await exceptionsOf(settings);
  const found = paths.map((path) => findDockerfiles(path));
  const candidates = eachOnce(found.flatMap(({ files }) => files));
  const problems = found.flatMap((one) => one.problems);
  const looked = candidates.flatMap((candidate) => {
    const subject = subjectOfFile(candidate.path, 'dockerfile');
    const result = lintFile(candidate, subject, settings, candidates.length === 1);
    return result === undefined ? [] : [{ ...result, subject }];
  });
  const findings = looked.flatMap((one) => one.findings);
  const coverage = looked.reduce<Coverage>((all, one) => joinCoverage(all, one.coverage), {
    ...emptyCoverage,
    problems,
  });
  const judged = looked.filter((one) => one.judged);
  const [only, second] = judged;
  if (only === undefined) throw nothingJudged(paths, coverage.problems);
  const subject = second === undefined ? only.subject : dockerfilesIn(paths);
  const report = await withExceptions(lintReport(subject, findings, coverage, settings), exceptions);
  const each = await Promise.all(
    looked.map((one) => withExceptions(lintReport(one.subject, one.findings, one.coverage, settings), exceptions)),
  );
  const { notRecorded } = await keepAll((second === undefined ? each : [...each, report]).map(evidenceOf), session);
  return notRecorded === undefined ? report : withNote(report, notRecorded, settings);
}

function lintReport(subject: Subject, findings: readonly Finding[], coverage: Coverage, settings: Settings): Report {
  const whole = { ...coverage, parts: sumOfParts(coverage.parts) };
  return {
    ...reportOf({ subject, layers: [], packages: [], coverage: whole }, settings),
    findings: findings.toSorted(compareFindings),
  };
}

const evidenceOf = (report: Report): Evidenced => ({
  subject: subjectKey(report.subject),
  names: subjectNames(report.subject),
  ...asRecord(lintKind, { report: storedReport(report) }),
});

/** That something could not be kept is told, and takes nothing from the result. */
function withNote(report: Report, why: string, { ledgerDirectory = 'ledger' }: Settings): Report {
  const message = `not recorded: ${why}`;
  const problem = { code: 'E_LEDGER', message, where: ledgerDirectory, part: 'ledger', incomplete: false } as const;
  return { ...report, coverage: joinCoverage(report.coverage, { ...emptyCoverage, problems: [problem] }) };
}

/** A file that is named and also found in a folder is judged once, as one that is named. */
function eachOnce(candidates: readonly DockerfileCandidate[]): readonly DockerfileCandidate[] {
  const byPath = new Map<string, DockerfileCandidate>();
  for (const candidate of candidates) {
    const key = realPath(candidate.path);
    if (candidate.named || !byPath.has(key)) byPath.set(key, candidate);
  }
  return [...byPath.values()];
}

interface FileResult {
  readonly judged: boolean;
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}

/** Undefined for a file that was found and neither is a Dockerfile nor calls itself one. */
function lintFile(
  { path, says, named }: DockerfileCandidate,
  subject: Subject,
  settings: Settings,
  isOnly: boolean,
): FileResult | undefined {
  try {
    const bytes = readFileBytes(path, maxBytes);
    if (bytes === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
    const other = whyNone(path, bytes, says);
    if (other === undefined)
      return { judged: true, ...lintDockerfile(path, bytes, { clock: settings.clock, subject }) };
    if (named) throw new SeaworthyError('E_WRONG_KIND', 'this is no Dockerfile', { where: path, why: other });
    return says === 'yes' ? untold(path, 'E_FORMAT', `no Dockerfile, although it is called one: ${other}`) : undefined;
  } catch (cause) {
    const { code, message, why } = asSeaworthyError(cause, 'E_INTERNAL', 'the Dockerfile could not be judged', path);
    if (isOnly || code === 'E_WRONG_KIND') throw cause;
    return untold(path, code, withWhy(message, why));
  }
}

const untold = (where: string, code: ErrorCode, message: string): FileResult => ({
  judged: false,
  findings: [],
  coverage: { ...emptyCoverage, problems: [{ code, message, where, part: 'dockerfile', incomplete: true }] },
});

/** As `whyNoDockerfile`, for bytes that may be no text at all. */
function whyNone(path: string, bytes: Uint8Array, says: NameSays): string | undefined {
  try {
    return whyNoDockerfile(readDockerfile(path, bytes), says);
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_FORMAT') return error.why ?? error.message;
    throw error;
  }
}

function nothingJudged(paths: readonly string[], problems: readonly Problem[]): SeaworthyError {
  const told = problems.filter(({ incomplete }) => incomplete);
  const [first] = told;
  if (first === undefined) {
    return new SeaworthyError('E_TARGET_UNKNOWN', 'there is no Dockerfile in this folder', {
      where: paths.join(', '),
      next: 'Name the file.',
    });
  }
  const others = told.length === 1 ? '' : `, and ${told.length - 1} more`;
  return new SeaworthyError('E_TARGET_UNKNOWN', 'there is no Dockerfile here that can be judged', {
    where: paths.join(', '),
    why: `${first.where}: ${first.message}${others}`,
    next: 'Name the file.',
  });
}

/** Every file is judged by every check: one line a check tells all. */
function sumOfParts(parts: readonly PartRun[]): readonly PartRun[] {
  const byId = Map.groupBy(parts, ({ id }) => id);
  return [...byId.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const sum = (pick: (part: PartRun) => number): number => same.reduce((total, part) => total + pick(part), 0);
    const state = same.some((part) => part.state === 'partly') ? 'partly' : first.state;
    return [{ ...first, files: sum(({ files }) => files), found: sum(({ found }) => found), state }];
  });
}
