import { defined } from './defined.ts';
import { oneDay } from './text.ts';

/** What a VEX statement says, for whoever hands it on. */
export interface StatedVex {
  readonly status: 'not_affected' | 'fixed';
  /** A word of its format. */
  readonly justification?: string;
  /** The same in free text. */
  readonly detail?: string;
  /** When it was made (ISO 8601). */
  readonly time?: string;
}

/** Where the word stands by which something is set aside. */
export interface SuppressionSource {
  /** A statement of a VEX document, a rule of a file of exceptions, a comment beside what it is about, the tables of the program that it is about, a report of another tool. */
  readonly kind: 'vex' | 'exceptions' | 'comment' | 'program' | 'report';
  /** The document, as it was named or found: `.trivyignore`, an address, the digest of what is attached to an image. */
  readonly name: string;
  /** Which statement or rule of it: `line 3`, `statement 2 (not_affected)`. */
  readonly statement?: string;
  /** Of a VEX statement. */
  readonly vex?: StatedVex;
}

/** What somebody has set aside: it stays visible, with who, why and until when. */
export interface Suppression {
  readonly by: string;
  readonly reason: string;
  /** The last day it holds (`2026-12-31`, to its end in UTC), or the last moment (`2026-12-31T12:00:00Z`); without one it has no end. */
  readonly until?: string;
  /** Absent in what was written before it was told. */
  readonly source?: SuppressionSource;
}

/** Where it was read, in a few words: `.trivyignore, line 3`; undefined where nobody has said so. */
export function sourceText({ source }: Suppression): string | undefined {
  return source && [source.name, ...Object.values(defined({ statement: source.statement }))].join(', ');
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The last moment of an end, in milliseconds; undefined for what is no date, such as the 31st of June, or leaves open in which zone it is. */
export function lastMoment(until: string): number | undefined {
  const start = Date.parse(until.slice(0, 10));
  // What is no day of the calendar is taken for one of the next month by some, and must not last longer by that.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== until.slice(0, 10)) return undefined;
  if (day.test(until)) return start + oneDay - 1;
  const end = moment.test(until) ? Date.parse(until) : Number.NaN;
  return Number.isNaN(end) ? undefined : end;
}

/** Whether a suppression still counts: to the end of its last day, in UTC. One whose end cannot be read does not: nobody knows when it was over. */
export function holds({ until }: Pick<Suppression, 'until'>, now: Date): boolean {
  if (until === undefined) return true;
  const end = lastMoment(until);
  return end !== undefined && now.getTime() <= end;
}

/** A finding as it is where the word of such a source no longer counts. */
export function withoutSource<T extends { readonly suppression?: Suppression }>(
  finding: T,
  kind: SuppressionSource['kind'],
): T {
  const { suppression, ...rest } = finding;
  // Nothing is left out but what may be absent.
  return suppression?.source?.kind === kind ? (rest as T) : finding;
}

/** By what a finding is set aside at that time; undefined when nobody did, or when that is over: then it counts like any other. */
export function setAsideBy(
  { suppression }: { readonly suppression?: Suppression },
  now: Date,
): Suppression | undefined {
  return suppression !== undefined && holds(suppression, now) ? suppression : undefined;
}
