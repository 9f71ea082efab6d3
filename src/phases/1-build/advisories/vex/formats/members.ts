import { SeaworthyError } from '../../../../../core/index.ts';
import { field } from '../../../../../foundations/formats/index.ts';

/** A text member; undefined where there is none that says something. */
export function textOf(value: unknown, name: string): string | undefined {
  const member = field(value, name);
  return typeof member === 'string' && member.trim() !== '' ? member.trim() : undefined;
}

/** The members of a list that is there; none where it is not. Throws `E_FORMAT` for something that is no list. */
export function listOf(value: unknown, name: string, where: string): readonly unknown[] {
  const member = field(value, name);
  if (member === undefined || member === null) return [];
  if (Array.isArray(member)) return member;
  throw new SeaworthyError('E_FORMAT', `${name} is no list`, { where });
}

/** The texts of a list; whatever else stands in it is left out. */
export function textsOf(value: unknown, name: string): readonly string[] {
  const member = field(value, name);
  return Array.isArray(member) ? member.filter((one): one is string => typeof one === 'string' && one !== '') : [];
}

/** Products and components of one document: more is somebody's flood. */
const mostComponents = 1_000_000;

/** Counts what a document names, so that no document takes all memory. */
export class ComponentCount {
  readonly #where: string;
  #left = mostComponents;

  constructor(where: string) {
    this.#where = where;
  }

  /** Throws `E_LIMIT` when there is more than any document names. */
  take(count = 1): void {
    this.#left -= count;
    if (this.#left < 0)
      throw new SeaworthyError('E_LIMIT', `a VEX document that names more than ${mostComponents} components`, {
        where: this.#where,
      });
  }
}
