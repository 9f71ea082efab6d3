import { SeaworthyError } from '../../../core/index.ts';
import { asObject, asString, decodeBase64, field, type JsonObject } from '../../../foundations/formats/index.ts';

/**
 * The value as an object that has no members but these. The JSON form of protobuf messages refuses what it does not know, and so do we: a
 * member that nobody reads would be a place to hide things. Throws `E_FORMAT`.
 */
export function messageOf(value: unknown, members: readonly string[], where: string): JsonObject {
  const object = asObject(value, where);
  const unknown = Object.keys(object).find((name) => !members.includes(name));
  if (unknown === undefined) return object;
  throw new SeaworthyError('E_FORMAT', 'a member that we do not know', {
    where,
    why: JSON.stringify(unknown.slice(0, 60)),
  });
}

/** Whether the member is there and not null. */
export function has(object: JsonObject, name: string): boolean {
  const value = field(object, name);
  return value !== undefined && value !== null;
}

/** A member of type `bytes`. Throws `E_FORMAT`. */
export function bytesOf(value: unknown, name: string, where: string): Uint8Array {
  const place = `${where}, ${name}`;
  return decodeBase64(asString(field(value, name), place), place);
}

/** A member of type `string`. Throws `E_FORMAT`. */
export function textOf(value: unknown, name: string, where: string): string {
  return asString(field(value, name), `${where}, ${name}`);
}

/**
 * A member of type `int64` that counts something: a decimal text, or a number. Throws `E_FORMAT` also for negative ones and for those beyond
 * 2^53, which no log has.
 */
export function countOf(value: unknown, name: string, where: string): number {
  const member = field(value, name);
  const text = typeof member === 'number' ? String(member) : member;
  const count = typeof text === 'string' && /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  throw new SeaworthyError('E_FORMAT', 'not a count', {
    where: `${where}, ${name}`,
    why: JSON.stringify(text)?.slice(0, 60) ?? '',
  });
}

/** The parts of a repeated member; an absent one is empty. Throws `E_FORMAT`, `E_LIMIT`. */
export function listOf(value: unknown, name: string, most: number, where: string): readonly unknown[] {
  const member = field(value, name) ?? [];
  if (!Array.isArray(member)) throw new SeaworthyError('E_FORMAT', 'not a list', { where: `${where}, ${name}` });
  if (member.length > most)
    throw new SeaworthyError('E_LIMIT', `${member.length} entries; at most ${most} are read`, {
      where: `${where}, ${name}`,
    });
  return member;
}
