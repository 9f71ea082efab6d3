import type { YamlDocument } from '../../../../../foundations/formats/index.ts';
import { isObject } from '../../../../../foundations/formats/index.ts';
import { type Filled, interpolate, type Variables } from './interpolate.ts';

/** A file that Compose reads, and the document in it. */
export interface ComposeSource {
  readonly path: string;
  readonly document: YamlDocument;
}

/** Where a value is written. */
export interface WrittenAt {
  readonly source: ComposeSource;
  readonly path: readonly (string | number)[];
}

interface PlacedBase {
  readonly at: WrittenAt;
  /** Compose's own tags: what is there is taken away, or takes the place of all that was there before. */
  readonly tag?: 'reset' | 'override';
}

export interface PlacedScalar extends PlacedBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** Of a text: what was filled in, and what was not. */
  readonly filled?: Filled;
}

export interface PlacedList extends PlacedBase {
  readonly kind: 'list';
  readonly items: readonly PlacedValue[];
}

export interface PlacedMap extends PlacedBase {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, PlacedValue>;
}

/** A value of a Compose file, with the place where it is written. */
export type PlacedValue = PlacedScalar | PlacedList | PlacedMap;

/** What a value with one of Compose's tags is read as, until it is placed. */
class Tagged {
  readonly tag: 'reset' | 'override';
  readonly value: unknown;

  constructor(tag: 'reset' | 'override', value: unknown) {
    this.tag = tag;
    this.value = value;
  }
}

/** How the reader of YAML hands over Compose's tags. */
export const composeTags = (tag: string, value: unknown): unknown =>
  tag === '!reset' || tag === '!override' ? new Tagged(tag === '!reset' ? 'reset' : 'override', value) : value;

/** Tells what is wrong with a value, where it is written. */
export type TellPlaced = (at: WrittenAt, message: string) => void;

/** The document as placed values, its variables filled in; names of members have none. */
export function place(source: ComposeSource, variables: Variables, tell: TellPlaced): PlacedValue {
  const visit = (given: unknown, path: readonly (string | number)[]): PlacedValue => {
    const at: WrittenAt = { source, path };
    const tag = given instanceof Tagged ? { tag: given.tag } : {};
    const value = given instanceof Tagged ? given.value : given;
    if (Array.isArray(value))
      return { kind: 'list', at, ...tag, items: value.map((item, index) => visit(item, [...path, index])) };
    if (isObject(value)) {
      const members = Object.entries(value).map(([name, member]) => [name, visit(member, [...path, name])] as const);
      return { kind: 'map', at, ...tag, members: new Map(members) };
    }
    if (typeof value !== 'string') return { kind: 'scalar', at, ...tag, value: scalar(value) };
    const filled = interpolate(value, variables);
    if (!('error' in filled)) return { kind: 'scalar', at, ...tag, value: filled.text, filled };
    tell(at, `Compose cannot fill in the variables: ${filled.error}`);
    return { kind: 'scalar', at, ...tag, value: null };
  };
  return visit(source.document.value, []);
}

function scalar(value: unknown): string | number | boolean | null {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}

/** The member of a mapping. */
export const member = (from: PlacedValue | undefined, name: string): PlacedValue | undefined =>
  from?.kind === 'map' ? from.members.get(name) : undefined;

/** What the steps lead to; the deepest value on the way where they lead nowhere. */
export function deepest(from: PlacedValue, path: readonly (string | number)[]): PlacedValue {
  let here = from;
  for (const step of path) {
    const next: PlacedValue | undefined =
      here.kind === 'list' && typeof step === 'number' ? here.items[step] : member(here, String(step));
    if (next === undefined) return here;
    here = next;
  }
  return here;
}
