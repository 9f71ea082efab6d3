import { SeaworthyError } from '../../core/index.ts';
import { field, isObject, parseJson } from '../formats/index.ts';
import type { Contents } from './contents.ts';

/** A text that may be absent or null; told as a problem when it is something else. `place` says where in the document. */
export function text(value: unknown, name: string, place: string, contents: Contents): string | undefined {
  const found = field(value, name);
  if (found === undefined || found === null) return undefined;
  if (typeof found === 'string') return found;
  contents.problem(`${place}: ${name} is no text`, true);
  return undefined;
}

/** The objects of a list that may be absent or null; what is no object is told. */
export function objects(value: unknown, name: string, place: string, contents: Contents): readonly unknown[] {
  const found = field(value, name);
  if (found === undefined || found === null) return [];
  if (!Array.isArray(found)) {
    contents.problem(`${place}: ${name} is no list`, true);
    return [];
  }
  const good = found.filter(isObject);
  if (good.length < found.length)
    contents.problem(`${place}: ${found.length - good.length} of ${name} are no objects`, true);
  return good;
}

/** The texts of a list that is written as JSON inside a text; undefined for anything else. */
export function textsOfJson(said: string): readonly string[] | undefined {
  try {
    const value = parseJson(Buffer.from(said), 'list', { maxDepth: 1 });
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch (error) {
    if (error instanceof SeaworthyError) return undefined;
    throw error;
  }
}
