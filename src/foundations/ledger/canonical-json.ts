import { SeaworthyError } from '../../core/index.ts';

/** A value that JSON can carry. Members that are `undefined` count as absent, as in `JSON.stringify`. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** Nesting that no record of ours needs; guards the stack. */
const maxDepth = 200;

/**
 * The one text of a value: members sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes them (RFC 8785, JSON
 * Canonicalization Scheme), so that equal values have equal digests. Throws `E_FORMAT` for what JSON cannot carry (NaN, functions, dates, lone
 * surrogates) and `E_LIMIT` beyond `maxCharacters` or a depth of 200.
 */
export function canonicalJson(value: unknown, maxCharacters = Number.POSITIVE_INFINITY): string {
  let room = maxCharacters;
  const spend = (text: string): string => {
    room -= text.length;
    if (room < 0) throw new SeaworthyError('E_LIMIT', `a record is larger than ${maxCharacters} characters`);
    return text;
  };
  const write = (one: unknown, depth: number): string => {
    if (depth > maxDepth) throw new SeaworthyError('E_LIMIT', `a record is nested deeper than ${maxDepth}`);
    if (typeof one !== 'object' || one === null) return spend(scalar(one));
    if (Array.isArray(one)) {
      // Long lists of paths are most of an inventory: the engine writes them at once, and in the same form.
      if (one.every(isText)) return spend(JSON.stringify(one));
      let text = spend('[');
      for (let index = 0; index < one.length; index++) {
        text += (index === 0 ? '' : spend(',')) + write(one[index], depth + 1);
      }
      return text + spend(']');
    }
    const prototype: unknown = Object.getPrototypeOf(one);
    if (prototype !== Object.prototype && prototype !== null) throw noJson('an object of a class');
    const members = one as Record<string, unknown>;
    let text = spend('{');
    let separator = '';
    for (const name of Object.keys(members).sort()) {
      const member = members[name];
      if (member === undefined) continue;
      text += spend(`${separator}${scalar(name)}:`) + write(member, depth + 1);
      separator = ',';
    }
    return text + spend('}');
  };
  return write(value, 0);
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.isWellFormed();

function scalar(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value);
  throw noJson(
    typeof value === 'string' ? 'a lone surrogate' : typeof value === 'number' ? String(value) : typeof value,
  );
}

function noJson(what: string): SeaworthyError {
  return new SeaworthyError('E_FORMAT', `a record holds ${what}, which JSON cannot carry`);
}
