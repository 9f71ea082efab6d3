import { SeaworthyError } from '../../../core/index.ts';

/** A JSON object whose members have not been looked at yet. Read them with `field`, never by `object[name]`. */
export type JsonObject = { readonly [name: string]: unknown };

/** Whether the value is a JSON object (no array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a value is, as JSON names it. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function refuse(value: unknown, wanted: string, where: string): never {
  throw new SeaworthyError('E_FORMAT', `${wanted} expected, ${kindOf(value)} found`, { where });
}

/** An own member of a JSON object; undefined when `value` is no object or has no such member. Inherited names (`constructor` …) are never seen. */
export function field(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value as an object. Throws `E_FORMAT`; `where` names the file and the member. */
export function asObject(value: unknown, where: string): JsonObject {
  return isObject(value) ? value : refuse(value, 'an object', where);
}

/** The value as an array. Throws `E_FORMAT`. */
export function asArray(value: unknown, where: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(value, 'an array', where);
}

/** The value as a string. Throws `E_FORMAT`. */
export function asString(value: unknown, where: string): string {
  return typeof value === 'string' ? value : refuse(value, 'a string', where);
}

/** The value as a finite number. Throws `E_FORMAT`. */
export function asNumber(value: unknown, where: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : refuse(value, 'a number', where);
}

/** A string member that may be absent or null. Throws `E_FORMAT` when it is there and something else. */
export function optionalString(value: unknown, name: string, where: string): string | undefined {
  const member = field(value, name);
  return member === undefined || member === null ? undefined : asString(member, `${where}, ${name}`);
}

/** An array member that may be absent or null: then empty. Throws `E_FORMAT` when it is there and something else. */
export function optionalArray(value: unknown, name: string, where: string): readonly unknown[] {
  const member = field(value, name);
  return member === undefined || member === null ? [] : asArray(member, `${where}, ${name}`);
}

/** An array of strings that may be absent or null: then empty. Throws `E_FORMAT` when a part is something else. */
export function optionalStrings(value: unknown, name: string, where: string): readonly string[] {
  return optionalArray(value, name, where).map((part) => asString(part, `${where}, ${name}`));
}
