import { nearest, parseDuration } from '../../../core/index.ts';
import { field, isObject } from '../json/access.ts';
import { DocumentNode } from './document-node.ts';

/** One value of a settings file of ours, where every word counts: what is not as it must be, empty texts and unknown keys included, is a complaint. */
export class Setting extends DocumentNode {
  override wants(what: string): string {
    return `${what} is expected`;
  }

  /** Whether it may be asked for members is for `keys` to say. */
  override get(name: string): this {
    return this.below(field(this.value, name), name);
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

  override text(): string | undefined {
    if (!this.isSet) return undefined;
    if (typeof this.value === 'string' && this.value.trim() !== '') return this.value;
    this.complain(`a text is expected${typeof this.value === 'string' ? ', and this one is empty' : ''}`);
    return undefined;
  }

  requiredText(): string {
    if (!this.isSet) this.complain('is missing');
    return this.text() ?? '';
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
