import { SeaworthyError } from '../../../core/index.ts';
import { type DerValue, derTag, expectTag } from './der.ts';

function bad(where: string, why: string): SeaworthyError {
  return new SeaworthyError('E_FORMAT', 'not DER', { where, why });
}

/** An OBJECT IDENTIFIER in dotted form. Throws `E_FORMAT`. */
export function derOid(value: DerValue | undefined, where: string): string {
  const { content } = expectTag(value, derTag.oid, where);
  if (content.length === 0 || content.length > 64 || ((content.at(-1) ?? 0x80) & 0x80) !== 0)
    throw bad(where, 'an object identifier that does not end');
  const parts: bigint[] = [];
  let part = 0n;
  let fresh = true;
  for (const byte of content) {
    if (fresh && byte === 0x80) throw bad(where, 'an object identifier with a padded part');
    part = part * 128n + BigInt(byte & 0x7f);
    fresh = (byte & 0x80) === 0;
    if (!fresh) continue;
    parts.push(part);
    part = 0n;
  }
  const head = parts[0] ?? 0n;
  const first = head < 40n ? 0n : head < 80n ? 1n : 2n;
  return [first, head - first * 40n, ...parts.slice(1)].join('.');
}

/** An INTEGER. Throws `E_FORMAT`, also for a form that is not the shortest. */
export function derInteger(value: DerValue | undefined, where: string): bigint {
  const { content } = expectTag(value, derTag.integer, where);
  const [first, second] = content;
  if (first === undefined) throw bad(where, 'an empty integer');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw bad(where, 'an integer that is not in its shortest form');
  return BigInt.asIntN(content.length * 8, BigInt(`0x${Buffer.from(content).toString('hex')}`));
}

/** A BOOLEAN: DER knows 00 and ff only. Throws `E_FORMAT`. */
export function derBoolean(value: DerValue | undefined, where: string): boolean {
  const { content } = expectTag(value, derTag.boolean, where);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff))
    throw bad(where, 'a boolean that is neither 00 nor ff');
  return content[0] === 0xff;
}

const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,30}))?Z$/;

/**
 * A GeneralizedTime in UTC, to the millisecond (RFC 3161, section 2.4.2 allows a fraction of any length; DER forbids zeros at its end). Throws
 * `E_FORMAT`.
 */
export function derTime(value: DerValue | undefined, where: string): Date {
  const { content } = expectTag(value, derTag.generalizedTime, where);
  const text = Buffer.from(content).toString('latin1');
  const match = generalized.exec(text);
  const [, year, month, day, hour, minute, second, fraction = ''] = match ?? [];
  const seconds = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const date = new Date(`${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  // Days such as 31 February would be moved silently.
  if (match === null || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(seconds))
    throw bad(where, `not a time: ${JSON.stringify(text.slice(0, 40))}`);
  return date;
}
