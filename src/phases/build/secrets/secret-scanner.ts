import { createHash } from 'node:crypto';
import type { FileStat } from '../inventory/extractor.ts';
import type { SecretDetector } from './detector.ts';
import { secretDetectors } from './detectors/index.ts';
import { isSamplePath, looksLikeText, maxSecretFileBytes, utf16Of, wantsSecretFile } from './eligible.ts';
import { KeywordScan } from './keyword-scan.ts';
import { Places } from './places.ts';
import { mask, type SecretHit, secretFingerprint } from './secret-hit.ts';

/** Findings of one file; more are told and not listed. */
const maxHits = 200;
/** Places that one file may have tried; a file made of keywords is left there and told. */
const maxTries = 200_000;

/** What one file held. */
export interface SecretScan {
  /** In the order of the file. */
  readonly hits: readonly SecretHit[];
  /** What was not looked at, each in one sentence: makes the result incomplete. */
  readonly problems: readonly string[];
}

/** Finds secrets in files, in the manner of an extractor: the caller walks, opens and bounds. Pure, apart from memory that it uses again. */
export interface SecretScanner {
  readonly id: 'secrets';
  /** Part of every cache key. */
  readonly version: number;
  /** Names the key of the fingerprints without telling it: part of every cache key. */
  readonly keyId: string;
  readonly maxBytes: number;
  wants(path: string, file: FileStat): boolean;
  /** Looks at up to 512 first bytes. */
  sniff(head: Uint8Array): boolean;
  /** Does not keep `bytes`. */
  scan(path: string, bytes: Uint8Array): SecretScan;
}

export interface SecretScannerOptions {
  /** Key of the fingerprints: the same key gives the same fingerprint for the same secret. Keep it as one keeps a secret. */
  readonly key: Uint8Array;
  /** All by default. */
  readonly detectors?: readonly SecretDetector[];
}

interface Match {
  readonly detector: SecretDetector;
  readonly order: number;
  readonly start: number;
  readonly end: number;
  readonly hit: Omit<SecretHit, 'line' | 'column'>;
}

/** Makes a scanner; making one costs some milliseconds, so make it once. */
export function secretScanner(options: SecretScannerOptions): SecretScanner {
  const { key, detectors = secretDetectors } = options;
  const ofKeyword = detectors.flatMap((detector, order) =>
    detector.keywords.map((text) => ({ text, anyCase: detector.anyCase, detector, order })),
  );
  const keywords = new KeywordScan(ofKeyword);

  const scan = (path: string, given: Uint8Array): SecretScan => {
    const encoding = utf16Of(given);
    const bytes = encoding === undefined ? given : Buffer.from(new TextDecoder(encoding).decode(given));
    // One character a byte, so that offsets in text and bytes are the same; made only when a keyword is there.
    let text: string | undefined;
    let tries = 0;
    const matches: Match[] = [];
    keywords.scan(bytes, (keyword, offset) => {
      const entry = ofKeyword[keyword];
      tries += 1;
      if (entry === undefined || tries > maxTries || matches.length > maxHits * 4) return;
      const whole = text ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
      text = whole;
      const match = matchAt(entry.detector, entry.order, whole, offset, path, key);
      if (match !== undefined) matches.push(match);
    });
    const kept = withoutOverlap(matches);
    const places = new Places(bytes);
    const hits = kept.slice(0, maxHits).map(({ hit, start }): SecretHit => ({ ...hit, ...places.of(start) }));
    const problems: string[] = [];
    if (tries > maxTries || matches.length > maxHits * 4)
      problems.push('the file has too many places that may be secrets');
    else if (kept.length > maxHits) problems.push(`only the first ${maxHits} of ${kept.length} secrets are listed`);
    return { hits, problems };
  };
  const version = detectors.reduce((sum, detector) => sum + detector.version, 0) * 1_000 + detectors.length;
  const keyId = createHash('sha256').update('seaworthy secret key id\0').update(key).digest('hex').slice(0, 16);
  const bounds = { maxBytes: maxSecretFileBytes, wants: wantsSecretFile, sniff: looksLikeText };
  return { id: 'secrets', version, keyId, ...bounds, scan };
}

const wordCharacter = /\w/;

function matchAt(
  detector: SecretDetector,
  order: number,
  text: string,
  offset: number,
  path: string,
  key: Uint8Array,
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
    start,
    end: start + secret.length,
    hit: {
      detector: detector.id,
      severity: isSample && severity !== 'negligible' ? 'low' : severity,
      path,
      length: secret.length,
      masked: mask(secret),
      fingerprint: secretFingerprint(key, secret),
      notes: [...(verdict.notes ?? []), ...(isSample ? ['The file lies among tests, examples or documentation.'] : [])],
    },
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
