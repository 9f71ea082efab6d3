import {
  type Clock,
  type Coverage,
  defined,
  type ErrorCode,
  emptyCoverage,
  type FailedAssessment,
  findingOfCheck,
  holds,
  lastMoment,
  type OtherFinding,
  type PartRun,
  type Problem,
  placeOf,
  printable,
  type Subject,
  type Suppression,
  systemClock,
} from '../../../../core/index.ts';
import { readDockerfile } from '../../../../foundations/formats/index.ts';
import { type Mask, textMask } from '../../secrets/index.ts';
import type { Breach, DockerfileCheck } from './check.ts';
import { dockerfileChecks } from './checks/index.ts';
import { type IgnoreComment, ignoreFor, readIgnoreComments } from './ignore-comments.ts';
import { otherCodeNotes } from './other-code.ts';
import { firstGap, isOwnFrontend } from './recognise.ts';
import { DockerfileView } from './view.ts';

/** The part's name in the coverage. */
const part = 'dockerfile';
/** Findings of one check in one file; more are counted and told, not listed. */
const maxBreaches = 500;

export interface LintOptions {
  /** Checks to run; all by default. */
  readonly checks?: readonly DockerfileCheck[];
  /** Decides whether an ignore comment has run out. */
  readonly clock?: Clock;
  /** What the findings are about; the file by its path by default. */
  readonly subject?: Subject;
}

export interface LintResult {
  readonly findings: readonly OtherFinding[];
  readonly coverage: Coverage;
}

/**
 * Judges one Dockerfile. Findings stand in the order of the file; those that a comment sets aside are among them, with `suppression`. What a
 * builder would refuse to read is told as a problem. Throws `E_FORMAT` when the bytes are no text and `E_LIMIT` past a bound of the reader.
 */
export function lintDockerfile(path: string, bytes: Uint8Array, options: LintOptions = {}): LintResult {
  const { checks = dockerfileChecks, clock = systemClock } = options;
  const subject = options.subject ?? { kind: 'files', name: path, content: 'dockerfile', path };
  const now = clock.now();
  const file = readDockerfile(path, bytes);
  const view = new DockerfileView(file);
  const { ignores, bad } = readIgnoreComments(file);
  const used = new Set<IgnoreComment>();
  // A report travels further than the file: what is a secret anywhere in the file is one wherever it is used.
  const mask = textMask(bytes);
  const problems: Problem[] = [];
  const tell = (line: number, message: string, missed?: ErrorCode): void => {
    const incomplete = missed !== undefined;
    problems.push({ code: missed ?? 'E_FORMAT', message: mask(message), where: `${path}:${line}`, part, incomplete });
  };
  // What a builder would refuse is read otherwise than it is meant, or not at all: nobody has judged that part.
  for (const { line, message } of file.problems) tell(line, message, 'E_FORMAT');
  for (const { line, message } of bad) tell(line, message);
  for (const { line, until } of ignores)
    if (until !== undefined && lastMoment(until) === undefined)
      tell(line, `${until} is no day, so this ignore comment sets nothing aside`);
  if (file.stages.length === 0) tell(1, 'no FROM: read as a fragment, and not judged as an image', 'E_FORMAT');
  const gap = firstGap(path, file);
  if (gap !== undefined)
    tell(gap, 'a template: what is filled in here is not known; judge what is made of it', 'E_INCOMPLETE');
  const { syntax } = file.directives;
  if (syntax !== undefined && !isOwnFrontend(syntax)) {
    const other = printable(short(mask(syntax)));
    tell(1, `read in the Dockerfile's own language; the front end ${other} may read it otherwise`);
  }

  const findings: OtherFinding[] = [];
  const parts: PartRun[] = [];
  for (const check of checks) {
    const same = new Map<string, number>();
    let found = 0;
    const metBefore = view.metOthers;
    const ignoreOf = ignoreFor(check, ignores);
    for (const breach of check.look(view)) {
      found += 1;
      if (found > maxBreaches) {
        tell(breach.at.line, `more than ${maxBreaches} findings of ${check.id}`, 'E_LIMIT');
        break;
      }
      // The line moves with every edit above it, so the same breach a second time is told apart by its count.
      const observed = short(mask(breach.observed));
      const times = same.get(observed) ?? 0;
      same.set(observed, times + 1);
      const ignore = ignoreOf(breach.at.line);
      if (ignore !== undefined) used.add(ignore);
      const told = { ...breach, observed, expected: short(mask(breach.expected)) };
      findings.push(toFinding(subject, path, check, told, times, suppressionOf(ignore, path, now, mask)));
    }
    const state = view.metOthers > metBefore ? 'partly' : 'complete';
    parts.push({ id: check.id, version: check.version, files: 1, found, state });
  }
  for (const { at, why } of view.unread) tell(at.line, `${why}: what follows there is not judged`, 'E_LIMIT');
  // Nobody claims to judge Python: worth knowing, and it makes nothing incomplete.
  for (const { line, message } of otherCodeNotes(view.others)) tell(line, message);
  for (const ignore of ignores) {
    if (ignore.own && !used.has(ignore)) tell(ignore.line, 'this ignore comment sets nothing aside');
  }
  findings.sort(byPlace);
  return { findings, coverage: { ...emptyCoverage, parts, problems, lookedFor: ['misconfiguration'] } };
}

/** Short enough for a report. */
function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

function byPlace(a: OtherFinding, b: OtherFinding): number {
  const [here, there] = [placeOf(a.location), placeOf(b.location)];
  return (here.line ?? 0) - (there.line ?? 0) || (here.column ?? 0) - (there.column ?? 0) || (a.id < b.id ? -1 : 1);
}

function suppressionOf(
  ignore: IgnoreComment | undefined,
  path: string,
  now: Date,
  mask: Mask,
): Suppression | undefined {
  if (ignore === undefined || !holds(ignore, now)) return undefined;
  const { by, until, line } = ignore;
  const source = { kind: 'comment', name: path, statement: `line ${line}` } as const;
  return { by, reason: mask(ignore.reason), source, ...defined({ until }) };
}

/** A breach as a finding: the assessment fails, or is excepted by a comment. */
function toFinding(
  subject: Subject,
  path: string,
  check: DockerfileCheck,
  breach: Breach,
  times: number,
  exception: Suppression | undefined,
): OtherFinding {
  const { line, column } = breach.at;
  const failed: FailedAssessment = {
    check: check.id,
    state: exception === undefined ? 'fail' : 'excepted',
    message: check.title,
    evidence: [
      {
        kind: 'rule',
        statement: `${check.title} (line ${line}, column ${column}).`,
        observed: printable(breach.observed),
        expected: printable(breach.expected),
        source: path,
      },
    ],
    ...defined({ exception }),
  };
  return findingOfCheck(check, failed, {
    subject,
    location: { kind: 'file', path, line, column },
    identity: [path, breach.observed, String(times)],
    ...defined({ severity: breach.severity }),
  });
}
