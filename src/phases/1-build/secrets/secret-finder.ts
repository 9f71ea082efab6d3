import type { Severity } from '../../../core/index.ts';
import type { SecretDetector } from './detector.ts';
import { isSamplePath } from './eligible.ts';
import { KeywordScan } from './keyword-scan.ts';

/** Values of one text that are listed; more are told. */
export const maxFound = 200;
/** Places that one text may have tried; one made of keywords is left there and told. */
const maxTries = 200_000;

/** A secret in a text, with its value: what is made of it decides what leaves this room. */
export interface FoundSecret {
  readonly detector: SecretDetector;
  readonly severity: Severity;
  readonly secret: string;
  readonly start: number;
  readonly end: number;
  readonly notes: readonly string[];
}

/** What one text held. */
export interface FoundSecrets {
  /** In the order of the text, no two over one another. */
  readonly found: readonly FoundSecret[];
  /** There were more places than are tried. */
  readonly tooMany: boolean;
}

/** Looks for the secrets of `detectors`. Making one costs some milliseconds, so make it once. */
export class SecretFinder {
  readonly #entries: readonly { readonly detector: SecretDetector; readonly order: number }[];
  readonly #keywords: KeywordScan;

  constructor(detectors: readonly SecretDetector[]) {
    const entries = detectors.flatMap((detector, order) =>
      detector.keywords.map((text) => ({ text, anyCase: detector.anyCase, detector, order })),
    );
    this.#entries = entries;
    this.#keywords = new KeywordScan(entries);
  }

  /** Offsets are those of bytes, and values hold one character a byte. */
  find(path: string, bytes: Uint8Array): FoundSecrets {
    // One character a byte, so that offsets in text and bytes are the same; made only when a keyword is there.
    let text: string | undefined;
    let tries = 0;
    const matches: Match[] = [];
    this.#keywords.scan(bytes, (keyword, offset) => {
      const entry = this.#entries[keyword];
      tries += 1;
      if (entry === undefined || tries > maxTries || matches.length > maxFound * 4) return;
      const whole = text ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
      text = whole;
      const match = matchAt(entry.detector, entry.order, whole, offset, path);
      if (match !== undefined) matches.push(match);
    });
    return { found: withoutOverlap(matches), tooMany: tries > maxTries || matches.length > maxFound * 4 };
  }
}

interface Match extends FoundSecret {
  readonly order: number;
}

const wordCharacter = /\w/;

function matchAt(
  detector: SecretDetector,
  order: number,
  text: string,
  offset: number,
  path: string,
): Match | undefined {
  const { pattern } = detector;
  const from = Math.max(0, offset - (detector.lead ?? 0));
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (found === null) return undefined;
  if (!detector.insideWord && from > 0 && wordCharacter.test(text[from - 1] ?? '') && !isEscape(text, from))
    return undefined;
  const groups = found.groups ?? {};
  const secret = groups.secret ?? groups.bare ?? found[0];
  const verdict = detector.judge(secret, { path, groups });
  if (verdict === undefined) return undefined;
  const start = from + found[0].lastIndexOf(secret);
  const isSample = isSamplePath(path);
  const severity = verdict.severity ?? detector.severity;
  return {
    detector,
    order,
    secret,
    start,
    end: start + secret.length,
    severity: isSample && severity !== 'negligible' ? 'low' : severity,
    notes: [...(verdict.notes ?? []), ...(isSample ? ['The file lies among tests, examples or documentation.'] : [])],
  };
}

/** Whether the letter before is that of an escape: `\nghp_…` in a JSON text. */
function isEscape(text: string, from: number): boolean {
  return /[nrt]/.test(text[from - 1] ?? '') && text[from - 2] === '\\';
}

/** Matches by place, of those that overlap only the one whose detector stands first. */
function withoutOverlap(matches: Match[]): readonly Match[] {
  const byRank = matches.toSorted((a, b) => a.order - b.order || a.start - b.start);
  const kept: Match[] = [];
  for (const match of byRank) {
    if (!kept.some((other) => match.start < other.end && other.start < match.end)) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}
