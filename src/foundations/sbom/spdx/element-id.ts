import { createHash } from 'node:crypto';

/** An element id (SPDX 2.3 clause 3.2: letters, digits, dot, hyphen) without its prefix, that stays the same for the same thing. */
export function elementId(kind: string, id: string): string {
  return `${kind}-${createHash('sha256').update(id).digest('hex').slice(0, 20)}`;
}
