import { printable, SeaworthyError } from '../../../../core/index.ts';
import { field, isObject, type YamlDocument } from '../../../../foundations/formats/index.ts';
import type { FieldPath } from '../../../../foundations/kubernetes/index.ts';
import { formatPath } from '../../../../foundations/kubernetes/index.ts';
import { parseDuration } from '../duration.ts';
import { maxGlob } from '../name-scope.ts';

/** What is wrong with a settings file: all that was noticed, so that it is mended in one go. */
export class Complaints {
  readonly #document: YamlDocument;
  readonly #file: string;
  readonly #found: { readonly line: number; readonly text: string }[] = [];

  constructor(document: YamlDocument, file: string) {
    this.#document = document;
    this.#file = file;
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
    throw new SeaworthyError('E_USAGE', 'the gate file is not understood', {
      why: [first, ...more].join('; '),
      next: 'Mend the places named.',
    });
  }
}

/** One value of a settings file, with the way to it. What is not as it must be is a complaint and reads as not set. */
export class Setting {
  readonly value: unknown;
  readonly path: FieldPath;
  readonly #complaints: Complaints;

  constructor(value: unknown, path: FieldPath, complaints: Complaints) {
    this.value = value;
    this.path = path;
    this.#complaints = complaints;
  }

  get isSet(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  complain(text: string, atKey = false): void {
    this.#complaints.add(this.path, text, atKey);
  }

  get(name: string): Setting {
    return new Setting(field(this.value, name), [...this.path, name], this.#complaints);
  }

  /** The value must be a mapping with these keys only. */
  keys(...allowed: readonly string[]): this {
    if (!isObject(this.value)) {
      this.complain(`a mapping is expected, with ${allowed.join(', ')}`);
      return this;
    }
    for (const name of Object.keys(this.value)) {
      if (allowed.includes(name)) continue;
      const guess = nearest(name, allowed);
      this.get(name).complain(
        `unknown key${guess === undefined ? `; known are ${allowed.join(', ')}` : `; did you mean ${guess}?`}`,
        true,
      );
    }
    return this;
  }

  text(): string | undefined {
    if (!this.isSet) return undefined;
    if (typeof this.value === 'string' && this.value.trim() !== '') return this.value;
    this.complain('a text is expected');
    return undefined;
  }

  requiredText(): string {
    if (!this.isSet) this.complain('is missing');
    return this.text() ?? '';
  }

  boolean(): boolean | undefined {
    if (!this.isSet) return undefined;
    if (typeof this.value === 'boolean') return this.value;
    this.complain('true or false is expected');
    return undefined;
  }

  number(least: number, most: number, whole = false): number | undefined {
    if (!this.isSet) return undefined;
    const { value } = this;
    if (typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value)))
      return value;
    this.complain(`a ${whole ? 'whole ' : ''}number from ${least} to ${most} is expected`);
    return undefined;
  }

  oneOf<const T extends string>(words: readonly T[]): T | undefined {
    if (!this.isSet) return undefined;
    const word = words.find((candidate) => candidate === this.value);
    if (word === undefined) this.complain(`one of ${words.join(', ')} is expected`);
    return word;
  }

  /** Milliseconds. */
  duration(): number | undefined {
    if (!this.isSet) return undefined;
    const span = typeof this.value === 'string' ? parseDuration(this.value) : undefined;
    if (span === undefined) this.complain('a span of time is expected, such as 30m, 24h or 7d');
    return span;
  }

  items(): readonly Setting[] {
    if (!this.isSet) return [];
    if (!Array.isArray(this.value)) {
      this.complain('a list is expected');
      return [];
    }
    return this.value.map((value: unknown, index) => new Setting(value, [...this.path, index], this.#complaints));
  }

  /** A list of texts with at least one; undefined when it is not there. */
  texts(): readonly string[] | undefined {
    if (!this.isSet) return undefined;
    const items = this.items();
    if (Array.isArray(this.value) && items.length === 0) this.complain('the list is empty');
    return items.flatMap((item) => item.text() ?? []);
  }

  /** As `texts`, for patterns of names. */
  globs(): readonly string[] | undefined {
    for (const item of Array.isArray(this.value) ? this.items() : []) {
      if (typeof item.value === 'string' && item.value.length > maxGlob)
        item.complain(`longer than ${maxGlob} characters`);
    }
    return this.texts();
  }
}

/** The known name that is at most two changes away. */
function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, changes: changesBetween(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.changes - b.changes);
  return ranked[0] !== undefined && ranked[0].changes <= 2 ? ranked[0].candidate : undefined;
}

/** Levenshtein distance. */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
