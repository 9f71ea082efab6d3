import { type FieldPath, formatPath } from './field-path.ts';

/** A field that is not of the type it must have, or that is missing where it must be. */
export interface FieldProblem {
  readonly path: FieldPath;
  readonly message: string;
}

const maxProblems = 100;

/** What is wrong with the fields of one document of somebody else, collected while it is read: at most 100, each path once. */
export class FieldProblems {
  readonly #found = new Map<string, FieldProblem>();

  add(path: FieldPath, message: string): void {
    const key = formatPath(path);
    if (this.#found.size < maxProblems && !this.#found.has(key)) this.#found.set(key, { path, message });
  }

  get all(): readonly FieldProblem[] {
    return [...this.#found.values()];
  }
}
