import { printable, SeaworthyError } from '../../../core/index.ts';
import type { YamlDocument } from '../yaml/index.ts';
import { type FieldPath, formatPath } from './field-path.ts';

/** What is wrong with a settings file: all that was noticed, so that it is mended in one go. */
export class Complaints {
  readonly #document: YamlDocument;
  readonly #file: string;
  readonly #what: string;
  readonly #found: { readonly line: number; readonly text: string }[] = [];

  /** `what` names the kind of file in the message: `the gate file`. */
  constructor(document: YamlDocument, file: string, what: string) {
    this.#document = document;
    this.#file = file;
    this.#what = what;
  }

  add(path: FieldPath, text: string, atKey = false): void {
    const { line, column } = atKey ? this.#document.keyPositionOf(path) : this.#document.positionOf(path);
    const at = formatPath(path);
    this.#found.push({ line, text: `${this.#file}:${line}:${column}${at === '' ? '' : ` ${printable(at)}`}: ${text}` });
  }

  /** Throws `E_USAGE` with every complaint (the first ten) and its place, if there is one. */
  throwIfAny(): void {
    const [first, ...rest] = this.#found.sort((a, b) => a.line - b.line).map(({ text }) => text);
    if (first === undefined) return;
    const more = rest.length > 9 ? [...rest.slice(0, 9), `and ${rest.length - 9} more`] : rest;
    throw new SeaworthyError('E_USAGE', `${this.#what} is not understood`, {
      why: [first, ...more].join('; '),
      next: 'Mend the places named.',
    });
  }
}
