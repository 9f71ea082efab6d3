import { type Digest, isDigest } from '../core/index.ts';

/*
 * What a payload must be, as values: one for each type, so that the compiler says which reader a changed type needs, and the same check serves every kind
 * of record. A shape looks at each value once and copies nothing. Members that it does not know are left alone: a newer version may tell more.
 */

/** Why a value is not what it should be: where in it (`packages[3].purl`; empty for the value itself), and what is wanted there. */
export interface ShapeFault {
  readonly at: string;
  readonly wants: string;
}

/** What a value must be to be a `T`. */
export interface Shape<T> {
  /** Undefined when it is one. */
  readonly fault: (value: unknown) => ShapeFault | undefined;
  /** Only for the compiler. */
  readonly means?: T;
  /** What it is made of, for who walks through shapes. */
  readonly made: Made;
}

export type Made =
  | { readonly of: 'value' }
  /** Anything that JSON can carry, which nobody here looks into. */
  | { readonly of: 'anything' }
  | { readonly of: 'members'; readonly members: Readonly<Record<string, Shape<unknown>>> }
  | { readonly of: 'list' | 'map'; readonly each: Shape<unknown> }
  | { readonly of: 'optional' | 'nullable'; readonly shape: Shape<unknown> }
  | { readonly of: 'choice'; readonly choose: (value: unknown) => Shape<unknown> | undefined };

/** A member that need not be there. */
export interface OptionalShape<T> extends Shape<T | undefined> {
  readonly made: { readonly of: 'optional'; readonly shape: Shape<unknown> };
}

/** A shape for every member of a type: optional ones for those that may be absent, and for no others. */
export type MemberShapes<T> = {
  readonly [Name in keyof T]-?: Pick<T, Name> extends Required<Pick<T, Name>>
    ? Shape<T[Name]>
    : OptionalShape<Exclude<T[Name], undefined>>;
};

export type Members = Readonly<Record<string, unknown>>;

/** The members of an object; undefined for anything else. */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}

const under = (place: string, { at, wants }: ShapeFault): ShapeFault => ({
  at: at === '' || at.startsWith('[') ? `${place}${at}` : `${place}.${at}`,
  wants,
});

/** A value that a test tells. `wants` ends the sentence "it wants …". */
export function value<T>(wants: string, is: (value: unknown) => boolean): Shape<T> {
  return { fault: (given) => (is(given) ? undefined : { at: '', wants }), made: { of: 'value' } };
}

export const text: Shape<string> = value('a text', (given) => typeof given === 'string');
export const number: Shape<number> = value('a number', (given) => typeof given === 'number' && Number.isFinite(given));
/** A whole number from 0. */
export const count: Shape<number> = value('a count', (given) => Number.isSafeInteger(given) && Number(given) >= 0);
export const flag: Shape<boolean> = value('true or false', (given) => typeof given === 'boolean');
/** A member that is absent where it is not so. */
export const always: Shape<true> = value('true', (given) => given === true);
export const digest: Shape<Digest> = value('a digest', (given) => typeof given === 'string' && isDigest(given));
/** A time that can be compared: ISO 8601. */
export const time: Shape<string> = value(
  'a time',
  (given) => typeof given === 'string' && !Number.isNaN(Date.parse(given)),
);

export const anything: Shape<unknown> = {
  fault: (given) => (given === undefined ? { at: '', wants: 'something' } : undefined),
  made: { of: 'anything' },
};

export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return value(`one of ${words.join(', ')}`, (given) => words.includes(given as T));
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return {
    fault: (given) => (given === undefined ? undefined : shape.fault(given)),
    made: { of: 'optional', shape },
  };
}

/** `null` says that there is none. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return {
    fault: (given) => (given === null ? undefined : shape.fault(given)),
    made: { of: 'nullable', shape },
  };
}

export function list<T>(each: Shape<T>): Shape<readonly T[]> {
  return {
    fault(given) {
      if (!Array.isArray(given)) return { at: '', wants: 'a list' };
      for (let index = 0; index < given.length; index++) {
        const fault = each.fault(given[index]);
        if (fault !== undefined) return under(`[${index}]`, fault);
      }
      return undefined;
    },
    made: { of: 'list', each },
  };
}

/** A list of at least one. */
export function atLeastOne<T>(each: Shape<T>): Shape<readonly [T, ...T[]]> {
  const any = list(each);
  return {
    fault: (given) =>
      any.fault(given) ??
      ((given as readonly unknown[]).length > 0 ? undefined : { at: '', wants: 'a list of at least one' }),
    made: any.made,
  };
}

/** An object whose members all are alike, under any name. */
export function map<T>(each: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    fault(given) {
      const members = membersOf(given);
      if (members === undefined) return { at: '', wants: 'members' };
      for (const [name, member] of Object.entries(members)) {
        const fault = each.fault(member);
        if (fault !== undefined) return under(name.slice(0, 100), fault);
      }
      return undefined;
    },
    made: { of: 'map', each },
  };
}

export function object<T>(members: MemberShapes<T>): Shape<T> {
  const entries = Object.entries(members as Readonly<Record<string, Shape<unknown>>>);
  return {
    fault(given) {
      const found = membersOf(given);
      if (found === undefined) return { at: '', wants: 'members' };
      for (const [name, shape] of entries) {
        const fault = shape.fault(Object.hasOwn(found, name) ? found[name] : undefined);
        if (fault !== undefined) return under(name, fault);
      }
      return undefined;
    },
    made: { of: 'members', members: Object.fromEntries(entries) },
  };
}

/** One of several objects, told apart by what stands in one member. */
export function variants<T>(tag: keyof T & string, shapes: Readonly<Record<string, Shape<unknown>>>): Shape<T> {
  const choose = (given: unknown): Shape<unknown> | undefined => {
    const word = membersOf(given)?.[tag];
    return typeof word === 'string' && Object.hasOwn(shapes, word) ? shapes[word] : undefined;
  };
  return {
    fault(given) {
      const shape = choose(given);
      return shape === undefined ? { at: tag, wants: `one of ${Object.keys(shapes).join(', ')}` } : shape.fault(given);
    },
    made: { of: 'choice', choose },
  };
}
