import { nearest, parseDuration } from '../../../core/index.ts';
import { field, isObject } from '../json/access.ts';
import type { Complaints } from './complaints.ts';
import type { FieldPath } from './field-path.ts';

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
    this.complain(`a text is expected${typeof this.value === 'string' ? ', and this one is empty' : ''}`);
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

  /** As `texts`, for patterns of names of at most so many characters. */
  globs(longest: number): readonly string[] | undefined {
    for (const item of Array.isArray(this.value) ? this.items() : []) {
      if (typeof item.value === 'string' && item.value.length > longest)
        item.complain(`longer than ${longest} characters`);
    }
    return this.texts();
  }
}
