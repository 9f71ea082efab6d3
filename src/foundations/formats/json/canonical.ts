import { hash } from 'node:crypto';
import { type Digest, SeaworthyError } from '../../../core/index.ts';
import { sortNames } from './sort-names.ts';

/** Bounds on a canonical text. */
export interface CanonicalLimits {
  /** Characters of the text; not bounded when not given. */
  readonly maxCharacters?: number;
  /** What the value is, for messages: `a record`. */
  readonly what?: string;
}

/** Nesting that nothing of ours needs; guards the stack. */
const maxDepth = 200;

/**
 * The one text of a value: members sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes them (RFC 8785, JSON
 * Canonicalization Scheme), members that are undefined left out, so that equal values have equal digests. Throws `E_FORMAT` for what JSON cannot carry (NaN, functions, dates, lone
 * surrogates) and `E_LIMIT` beyond `maxCharacters` or a depth of 200.
 */
export function canonicalJson(value: unknown, limits: CanonicalLimits = {}): string {
  const most = limits.maxCharacters ?? Number.POSITIVE_INFINITY;
  const state: State = { left: most, most, what: limits.what ?? 'a value', names: new Set() };
  const ordered = inOrder(value, 0, state);
  const text = ordered === odd ? write(value, 0, state) : atOnce(ordered, state);
  if (text.length > most) throw tooLarge(state);
  return text;
}

/**
 * The same text for a value of strangers, who may write what JSON cannot carry: as `JSON.stringify` has it, what is no number is null, an item that is not
 * there is null, and half a character stays as its escape. Throws `E_LIMIT` beyond a depth of 200, which is more than a reader of ours lets through.
 */
export function canonicalJsonOfAny(value: unknown): string {
  return write(value, 0, undefined);
}

/** SHA-256 over the canonical text of a value of strangers. */
export function digestOfAny(value: unknown): Digest {
  return `sha256:${hash('sha256', canonicalJsonOfAny(value))}`;
}

/** Where what JSON cannot carry is refused. */
interface State {
  /** Characters that may still come. */
  left: number;
  readonly most: number;
  readonly what: string;
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
    checkScalar(value, state);
    spend(state, typeof value === 'string' ? value.length + 2 : 1);
    return value;
  }
  if (depth > maxDepth) throw tooDeep(state);
  if (Array.isArray(value)) return listInOrder(value, depth, state);
  const members = membersOf(value, state);
  const copy: Record<string, unknown> = {};
  for (const name of sortNames(Object.keys(members))) {
    const member = members[name];
    if (member === undefined) continue;
    if (!state.names.has(name)) {
      if (isOddName(name)) return odd;
      checkScalar(name, state);
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
  if (state.left < 0) throw tooLarge(state);
}

function atOnce(ordered: unknown, state: State): string {
  try {
    return JSON.stringify(ordered);
  } catch (error) {
    // Longer than any text can be.
    if (error instanceof RangeError) throw tooLarge(state);
    throw error;
  }
}

/**
 * Written by ourselves: whatever names members have, and small values, for which a copy is not worth it. Text is added to text, without lists between.
 * Without a state nothing is refused.
 */
function write(value: unknown, depth: number, state: State | undefined): string {
  if (typeof value !== 'object' || value === null) {
    if (state !== undefined) checkScalar(value, state);
    return JSON.stringify(value ?? null);
  }
  if (depth > maxDepth) throw tooDeep(state);
  let text = '';
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      text += (index === 0 ? '' : ',') + write(value[index], depth + 1, state);
    return `[${text}]`;
  }
  const members = state === undefined ? (value as Members) : membersOf(value, state);
  for (const name of sortNames(Object.keys(members))) {
    const member = members[name];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${write(name, depth, state)}:${write(member, depth + 1, state)}`;
  }
  return `{${text}}`;
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: object, state: State): Members {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw noJson('an object of a class', state);
  return value as Members;
}

function checkScalar(value: unknown, state: State): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw noJson('a lone surrogate', state);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw noJson(String(value), state);
  } else if (value !== null && typeof value !== 'boolean') throw noJson(typeof value, state);
}

const tooLarge = ({ most, what }: State): SeaworthyError =>
  new SeaworthyError(
    'E_LIMIT',
    Number.isFinite(most) ? `${what} is larger than ${most} characters` : `${what} is too large`,
  );

const tooDeep = (state: State | undefined): SeaworthyError =>
  new SeaworthyError('E_LIMIT', `${state?.what ?? 'a value'} is nested deeper than ${maxDepth}`);

function noJson(found: string, { what }: State): SeaworthyError {
  return new SeaworthyError('E_FORMAT', `${what} holds ${found}, which JSON cannot carry`);
}
