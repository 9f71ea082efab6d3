import { defined } from './defined.ts';
import { type ErrorCode, errorCatalogue } from './error-catalogue.ts';
import { withoutPasswords } from './passwords.ts';
import { whyOf, withWhy } from './text.ts';

/**
 * Who can have caused that something could not be looked at: whoever may push or write what was looked at (`content`), or none of those (`outage`: a
 * network, a server in trouble, a right that we lack). What a pusher can cause must never help him, so content that cannot be read speaks against itself;
 * an outage leaves the question open.
 */
export type Blame = 'content' | 'outage';

/** What a person needs at three in the morning, besides the code. */
export interface ErrorDetail {
  /** Where it happened: a file, an address, a layer digest, a line. */
  readonly where?: string;
  /** Why, in the words of the part that noticed. */
  readonly why?: string;
  /** What to do next; the catalogue's advice is used when absent. */
  readonly next?: string;
  /** Who can have caused it, where the code alone says something else: see `blameOf`. */
  readonly blame?: Blame;
  readonly cause?: unknown;
}

/**
 * The only error type that leaves a room. `message` says what happened; `code` is for programs and comes from a closed list.
 * Anything else that reaches a door is a defect of ours and is reported as `E_INTERNAL`. No part of it carries the password of an address.
 */
export class SeaworthyError extends Error {
  override readonly name = 'SeaworthyError';
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly why: string | undefined;
  readonly next: string;
  readonly blame: Blame | undefined;

  constructor(code: ErrorCode, what: string, detail: ErrorDetail = {}) {
    super(withoutPasswords(what), detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.where = detail.where && withoutPasswords(detail.where);
    this.why = detail.why && withoutPasswords(detail.why);
    this.next = withoutPasswords(detail.next ?? errorCatalogue[code].next);
    this.blame = detail.blame;
  }

  /** The exit code of a command that ends with this error. */
  get exitCode(): number {
    return errorCatalogue[this.code].exit;
  }
}

/** What, where, why and what next, in one line and without control characters. */
export function errorLine(error: SeaworthyError): string {
  const where = error.where === undefined ? '' : ` (${error.where})`;
  return printable(`${withWhy(`${error.message}${where}`, error.why)}. ${error.next} [${error.code}]`);
}

/** What happened and why, `message: why`, for a sentence that goes on; `errorLine` is for a line of its own. */
export function whatAndWhy(error: unknown): string {
  return error instanceof SeaworthyError ? withWhy(error.message, error.why) : whyOf(error);
}

/** The text with control characters replaced, so that hostile input cannot drive a terminal or forge a second line. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** `error` as one of ours: kept when it is, wrapped as `code` when it is not. */
export function asSeaworthyError(error: unknown, code: ErrorCode, what: string, where?: string): SeaworthyError {
  if (error instanceof SeaworthyError) return error;
  const why = whyOf(error);
  return new SeaworthyError(code, what, { why, cause: error, ...defined({ where }) });
}

/** Codes that no content can cause: trouble on the way, or our own. Everything else can be made: what is malformed, crosses a bound, or is named and not there. */
const outages: ReadonlySet<ErrorCode> = new Set([
  'E_AUTH',
  'E_DATABASE',
  'E_FEED',
  'E_INTERRUPTED',
  'E_LEDGER',
  'E_LEDGER_CHAIN',
  'E_NETWORK',
  'E_OFFLINE',
  'E_SENSOR',
  'E_TIMEOUT',
  'E_WRITE',
]);

/** Who can have caused an error: by what its maker said, else by its code. What is none of ours was thrown over bytes that nobody thought of. */
export function blameOf(error: unknown): Blame {
  if (!(error instanceof SeaworthyError)) return 'content';
  return error.blame ?? (outages.has(error.code) ? 'outage' : 'content');
}
