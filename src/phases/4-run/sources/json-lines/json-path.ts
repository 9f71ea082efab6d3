import { field, isObject, type JsonObject } from '../../../../foundations/formats/index.ts';

/** The member that keys lead to, a number for one of an array; `undefined` where the way ends before. */
export function memberAt(value: unknown, keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) {
    if (Array.isArray(at)) at = /^\d{1,9}$/.test(key) ? at[Number(key)] : undefined;
    else at = field(at, key);
    if (at === undefined) return undefined;
  }
  return at;
}

/**
 * All values that keys lead to through arrays on the way and at the end; only those below the element `index` of the first array where that is given.
 * `undefined` stands for an element in which the way ends before, and for the whole where nothing leads there.
 */
export function membersAt(value: unknown, keys: readonly string[], index?: number): readonly unknown[] | undefined {
  if (Array.isArray(value)) {
    const elements = index === undefined ? value : value.slice(index, index + 1);
    if (elements.length === 0) return undefined;
    return elements.flatMap((element) => membersAt(element, keys) ?? [undefined]);
  }
  const [key, ...rest] = keys;
  if (key === undefined) return [value];
  const member = field(value, key);
  return member === undefined ? undefined : membersAt(member, rest, index);
}

/** A JSON value as the text that rules compare: text as it is, anything else as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The values of an array as texts; `undefined` where it is none, or is empty. */
export function textsOf(values: unknown): readonly string[] | undefined {
  const texts = Array.isArray(values) ? values.filter((value) => value !== undefined).map(textOf) : [];
  return texts.length > 0 ? texts : undefined;
}

/** The member at a JSON pointer (RFC 6901); a pointer that does not begin with `/` is read as if it did. */
export function memberAtPointer(value: unknown, pointer: string): unknown {
  if (pointer === '' || pointer === '/') return value;
  const keys = (pointer.startsWith('/') ? pointer.slice(1) : pointer).split('/');
  return memberAt(
    value,
    keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
}

/** An object, or nothing. */
export const objectOf = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);
