import { createHmac } from 'node:crypto';
import type { Severity } from '../../../core/index.ts';

/** A secret that was found. The value itself is nowhere in it. */
export interface SecretHit {
  /** Id of the detector. */
  readonly detector: string;
  readonly severity: Severity;
  /** The file, without leading slash; `config:env/NAME`, `config:label/NAME`, `history/N` for the image configuration. */
  readonly path: string;
  /** From 1; the column in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Bytes of the value. */
  readonly length: number;
  /** The first and last two characters, where the value is long enough to tell nothing by them. */
  readonly masked: string;
  /** HMAC-SHA-256 of the value under the caller's key, 32 hexadecimal digits: the same secret in many places has the same. */
  readonly fingerprint: string;
  /** What else is known of it, without the value. */
  readonly notes: readonly string[];
}

/** Values shorter than this show nothing of themselves. */
const shortestShown = 16;

/** The edges of a value: enough to recognise it beside the real one, not to use it. */
export function mask(value: string): string {
  const kept = value.replace(/\\[nrt]|\s/g, '');
  return kept.length < shortestShown ? '…' : `${kept.slice(0, 2)}…${kept.slice(-2)}`;
}

/** The keyed fingerprint of a value. White space does not count: a key that is wrapped otherwise is the same key. */
export function secretFingerprint(key: Uint8Array, value: string): string {
  return createHmac('sha256', key)
    .update(value.replace(/\\[nrt]|\s/g, ''))
    .digest('hex')
    .slice(0, 32);
}
