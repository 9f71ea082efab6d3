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
  const state: State = { left: maxCharacters, most: maxCharacters, names: new Set() };
  const ordered = inOrder(value, 0, state);
  const text = ordered === odd ? write(value, 0) : atOnce(ordered, maxCharacters);
  if (text.length > maxCharacters) throw tooLarge(maxCharacters);
  return text;
}

interface State {
  /** Characters that may still come. */
  left: number;
  readonly most: number;
  /** Names of members that were looked at and are as good as any. */
  readonly names: Set<string>;
}

/** Stands for a value whose members an engine would not keep in the order in which they are set. */
const odd = Symbol('odd');

/** Names that an engine treats in its own way: numbers come first, `__proto__` is no member. */
const isOddName = (name: string): boolean => /^\d/.test(name) || name === '__proto__';

/**
 * The value with its members in order, so that the engine can write it: three times as fast as writing it ourselves, which counts because every scan
 * waits for it. `odd` where that cannot be done.
 */
function inOrder(value: unknown, depth: number, state: State): unknown {
  if (typeof value !== 'object' || value === null) {
    checkScalar(value);
    spend(state, typeof value === 'string' ? value.length + 2 : 1);
    return value;
  }
  if (depth > maxDepth) throw tooDeep();
  if (Array.isArray(value)) return listInOrder(value, depth, state);
  const members = membersOf(value);
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member === undefined) continue;
    if (!state.names.has(name)) {
      if (isOddName(name)) return odd;
      checkScalar(name);
      state.names.add(name);
    }
    spend(state, name.length + 3);
    const ordered = inOrder(member, depth + 1, state);
    if (ordered === odd) return odd;
    copy[name] = ordered;
  }
  return copy;
}

/** Long lists of paths are most of an inventory: a list in which nothing moves is not copied. */
function listInOrder(value: readonly unknown[], depth: number, state: State): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < value.length; index++) {
    const item = value[index];
    const ordered = inOrder(item, depth + 1, state);
    if (ordered === odd) return odd;
    if (copy === undefined && ordered !== item) copy = value.slice(0, index);
    copy?.push(ordered);
  }
  return copy ?? value;
}

/** Stops before there is too much in memory: `length` is the least that a part will take. */
function spend(state: State, length: number): void {
  state.left -= length;
  if (state.left < 0) throw tooLarge(state.most);
}

function atOnce(ordered: unknown, maxCharacters: number): string {
  try {
    return JSON.stringify(ordered);
  } catch (error) {
    // Longer than any text can be.
    if (error instanceof RangeError) throw tooLarge(maxCharacters);
    throw error;
  }
}

/** As `canonicalJson`, for whatever names members have. */
function write(value: unknown, depth: number): string {
  if (depth > maxDepth) throw tooDeep();
  if (typeof value !== 'object' || value === null) {
    checkScalar(value);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`;
  const members = membersOf(value);
  const parts = Object.keys(members)
    .sort()
    .filter((name) => members[name] !== undefined)
    .map((name) => `${write(name, depth)}:${write(members[name], depth + 1)}`);
  return `{${parts.join(',')}}`;
}

function membersOf(value: object): Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw noJson('an object of a class');
  return value as Readonly<Record<string, unknown>>;
}

function checkScalar(value: unknown): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw noJson('a lone surrogate');
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw noJson(String(value));
  } else if (value !== null && typeof value !== 'boolean') throw noJson(typeof value);
}

const tooLarge = (most: number): SeaworthyError =>
  new SeaworthyError(
    'E_LIMIT',
    Number.isFinite(most) ? `a record is larger than ${most} characters` : 'a record is too large',
  );

const tooDeep = (): SeaworthyError => new SeaworthyError('E_LIMIT', `a record is nested deeper than ${maxDepth}`);

function noJson(what: string): SeaworthyError {
  return new SeaworthyError('E_FORMAT', `a record holds ${what}, which JSON cannot carry`);
}
