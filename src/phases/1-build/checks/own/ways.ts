import { field, isObject } from '../../../../foundations/formats/index.ts';

/** One step of a way into a document: a member, an item, or every item. */
type WayStep = string | number | typeof every;
/** Stands for every item of a list, or every member of an object. */
export const every = Symbol('every');
export type DocumentWay = readonly WayStep[];

/** A place that a way leads to. */
export interface Reached {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

/** Steps of one way. Places need no bound of their own: a way leads to no place twice, and what is read is bounded. */
const maxSteps = 32;

const step = /(?:^|\.)([A-Za-z_$][\w$-]*)|\[(\d{1,6}|\*|"(?:[^"\\]|\\.)*")\]/y;

/** Reads `spec.containers[*].image`; a name with other marks stands in brackets and quotes. Undefined for what is none; an empty text is the document itself. */
export function parseWay(text: string): DocumentWay | undefined {
  const way: WayStep[] = [];
  step.lastIndex = 0;
  for (let at = 0; at < text.length; at = step.lastIndex) {
    const [, name, bracket] = step.exec(text) ?? [];
    if (step.lastIndex <= at || way.length >= maxSteps) return undefined;
    if (name !== undefined) way.push(name);
    else if (bracket === '*') way.push(every);
    else if (bracket?.startsWith('"')) {
      const quoted = quotedName(bracket);
      if (quoted === undefined) return undefined;
      way.push(quoted);
    } else way.push(Number(bracket));
  }
  return way;
}

/** A name in quotes, as JSON has it. */
function quotedName(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** Every place that a way leads to. One that is not there is reached with no value, unless it is one of every. */
export function reached(value: unknown, way: DocumentWay, path: readonly (string | number)[] = []): readonly Reached[] {
  const [first, ...rest] = way;
  if (first === undefined) return [{ value, path }];
  if (first !== every) {
    const inner: unknown =
      typeof first === 'number' ? (Array.isArray(value) ? value[first] : undefined) : field(value, first);
    return reached(inner, rest, [...path, first]);
  }
  const members: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  const all: Reached[] = [];
  for (const [name, inner] of members) {
    for (const one of reached(inner, rest, [...path, name])) all.push(one);
  }
  return all;
}
