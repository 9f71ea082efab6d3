import { createHash } from 'node:crypto';
import type { Digest } from '../../../core/index.ts';

/**
 * A JSON value as the one text that stands for it: members sorted by UTF-16 units, no space (RFC 8785). Members that are undefined are left out, as
 * `JSON.stringify` does. The same form as the ledger's for every value
 * that a ledger takes; lone surrogates, which pods of strangers may hold, stay escaped here instead of being refused. For values that are known to be bounded.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 over the canonical text of a value. */
export function digestOf(value: unknown): Digest {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
}
