import { createHash } from 'node:crypto';
import { subjectKey } from '../../core/index.ts';
import type { Listed } from './listed.ts';

/** What stands for the subject in the graph: the same in every document about it. */
export function subjectRef({ subject }: Pick<Listed, 'subject'>): string {
  return subject.kind === 'image' ? `image:${subject.digest}` : subjectKey(subject);
}

/**
 * A UUID of version 8 (RFC 9562 §5.8, "custom") made from the SHA-256 of subject and time, so that the same inventory always gives the
 * same serial number and another scan another one.
 */
export function serialNumber(listed: Listed, purpose: string): string {
  const named = [listed.author, listed.producer].filter((one) => one !== undefined);
  const hash = createHash('sha256')
    .update(JSON.stringify(['seaworthy', purpose, subjectRef(listed), listed.created, listed.tool.version, ...named]))
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
