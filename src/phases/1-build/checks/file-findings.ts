import {
  type Check,
  defined,
  type ErrorCode,
  type Evidence,
  type FailedAssessment,
  findingOfCheck,
  type Location,
  type ManifestLocation,
  type OtherFinding,
  type Problem,
  placeOf,
  printable,
  type Severity,
  type Subject,
  type Suppression,
  severities,
} from '../../../core/index.ts';
import { formatPath } from '../../../foundations/formats/index.ts';
import type { Violation } from '../../../foundations/kubernetes/index.ts';
import { type Mask, textMask } from '../secrets/index.ts';
import type { LineComments } from './line-comments.ts';

/** Fields of one object that are told of one check; more are counted. */
const maxTold = 50;

/** A file of documents whose fields are judged. */
export interface JudgedSource {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What its findings are about. */
  readonly subject: Subject;
  readonly comments: LineComments;
  /** A program made the bytes of the file: lines of them are not those of the file. */
  readonly isRendered?: true;
}

/** One field that a check is not content with, and where it stands. */
export interface PlacedBreach extends Violation {
  readonly at: Pick<ManifestLocation, 'path' | 'line'>;
  /** Set when this place is worse or less bad than the check says. */
  readonly severity?: Severity;
}

/** Findings and problems of one file: what is told is masked, bounded and in the order of the file. */
export class FileFindings {
  readonly #file: JudgedSource;
  readonly #part: string;
  readonly #mask: Mask;
  readonly #findings: OtherFinding[] = [];
  readonly #problems: Problem[] = [];

  constructor(file: JudgedSource, part: string) {
    this.#file = file;
    this.#part = part;
    this.#mask = textMask(file.bytes);
    for (const { line, message } of file.comments.bad) this.tell(line, message);
  }

  /** A problem of the file; one that has a code makes the result incomplete. */
  tell(line: number | undefined, message: string, missed?: ErrorCode): void {
    const { path } = this.#file;
    const where = line === undefined || this.#file.isRendered === true ? path : `${path}:${line}`;
    const incomplete = missed !== undefined;
    const text = printable(this.#mask(message));
    this.#problems.push({ code: missed ?? 'E_FORMAT', message: text, where, part: this.#part, incomplete });
  }

  /** One finding of all fields that the check is not content with, at least one. */
  add(
    check: Check,
    breaches: readonly PlacedBreach[],
    found: { readonly location: Location; readonly identity: readonly string[]; readonly exception?: Suppression },
  ): void {
    const { identity, exception } = found;
    const location = this.#file.isRendered === true ? withoutLine(found.location) : found.location;
    const failed: FailedAssessment = {
      check: check.id,
      state: exception === undefined ? 'fail' : 'excepted',
      message: check.title,
      evidence: this.#evidence(check, breaches),
      ...defined({ exception }),
    };
    const severity = worstOf(breaches);
    const { subject } = this.#file;
    this.#findings.push(findingOfCheck(check, failed, { subject, location, identity, ...defined({ severity }) }));
  }

  result(): { readonly findings: readonly OtherFinding[]; readonly problems: readonly Problem[] } {
    for (const { line } of this.#file.comments.unused()) this.tell(line, 'this ignore comment sets nothing aside');
    this.#findings.sort(byPlace);
    return { findings: this.#findings, problems: this.#problems };
  }

  #evidence({ title }: Check, breaches: readonly PlacedBreach[]): readonly Evidence[] {
    const told = breaches.slice(0, maxTold).map(
      ({ path, at, owner, observed, expected }): Evidence => ({
        kind: 'rule',
        statement: this.#text(`${title}: ${owner}: ${formatPath(path)}`),
        observed: this.#text(observed),
        expected: this.#text(expected),
        source: at.line === undefined || this.#file.isRendered === true ? at.path : `${at.path}:${at.line}`,
      }),
    );
    const rest = breaches.length - told.length;
    if (rest === 0) return told;
    return [...told, { kind: 'rule', statement: `${title}: ${rest} more fields of this object.` }];
  }

  #text(text: string): string {
    const masked = printable(this.#mask(text));
    return masked.length > 300 ? `${masked.slice(0, 299)}…` : masked;
  }
}

function withoutLine(location: Location): Location {
  const { line: _, column: __, ...rest } = location as ManifestLocation;
  return rest;
}

function worstOf(breaches: readonly PlacedBreach[]): Severity | undefined {
  const given = breaches.flatMap(({ severity }) => severity ?? []);
  return given.length < breaches.length ? undefined : severities.findLast((one) => given.includes(one));
}

function byPlace(a: OtherFinding, b: OtherFinding): number {
  const [here, there] = [placeOf(a.location), placeOf(b.location)];
  return (here.line ?? 0) - (there.line ?? 0) || (here.column ?? 0) - (there.column ?? 0) || (a.id < b.id ? -1 : 1);
}
