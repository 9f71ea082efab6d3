import { versionOrder } from '../../../foundations/versions/index.ts';

/** What is written into a file comes from advisories: letters, digits and what versions have between them; no quote, space, bracket or line end. */
const plain = /^[0-9A-Za-z][0-9A-Za-z.+!_~-]{0,127}$/;
/** Debian's have an epoch before a colon. */
const withEpoch = /^(?:\d{1,9}:)?[0-9A-Za-z][0-9A-Za-z.+~-]{0,127}$/;

/** Whether a version may be written into somebody's file. */
export function isPlainVersion(version: string, order: string): boolean {
  const form = order === 'dpkg' ? withEpoch : plain;
  return form.test(version) && /\d/.test(version) && versionOrder(order)?.isValid(version) === true;
}
