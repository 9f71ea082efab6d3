import { ExpansionError } from './expansion-error.ts';
import { substitute } from './substitute.ts';
import type { WordReader } from './word-reader.ts';

/** Longest result, in UTF-16 units: variables that double themselves would grow without bound. */
const maxLength = 64 * 1024;
/** Nesting of `${a:-${b:-…}}`. */
const maxDepth = 50;

const space = /^\s$/u;
const anySpace = /\s/u;

/** Collects words: white space parts them, unless it was quoted. */
class Words {
  readonly #words: string[] = [];
  #word = '';

  addPlain(text: string): void {
    if (!anySpace.test(text)) {
      this.#word += text;
      return;
    }
    for (const character of text) {
      if (!space.test(character)) this.#word += character;
      else this.end();
    }
  }

  addQuoted(text: string): void {
    this.#word += text;
  }

  end(): readonly string[] {
    if (this.#word !== '') this.#words.push(this.#word);
    this.#word = '';
    return this.#words;
  }
}

/** Reads one word from left to right. */
export class Expander implements WordReader {
  readonly #characters: readonly string[];
  readonly #variables: ReadonlyMap<string, string>;
  readonly #escapeChar: string;
  readonly used = new Set<string>();
  readonly unset = new Set<string>();
  readonly missing = new Set<string>();
  readonly #keepMissing: boolean;
  #position = 0;
  #depth = 0;

  constructor(word: string, variables: ReadonlyMap<string, string>, escapeChar: string, keepMissing: boolean) {
    this.#characters = [...word];
    this.#variables = variables;
    this.#escapeChar = escapeChar;
    this.#keepMissing = keepMissing;
  }

  peek(): string {
    return this.#characters[this.#position] ?? '';
  }

  take(): string {
    const character = this.peek();
    if (character !== '') this.#position += 1;
    return character;
  }

  lookUp(name: string): string | undefined {
    const value = this.#variables.get(name);
    (value === undefined ? this.unset : this.used).add(name);
    return value;
  }

  need(name: string): string {
    const value = this.lookUp(name);
    if (value !== undefined) return value;
    this.missing.add(name);
    return this.#keepMissing ? `\${${name}}` : '';
  }

  until(stop: string, keepEscapes: boolean): { readonly value: string; readonly words: readonly string[] } {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new ExpansionError('variables are nested too deep');
    const parts: string[] = [];
    const words = new Words();
    let length = 0;
    const add = (text: string): void => {
      parts.push(text);
      length += text.length;
      if (length > maxLength) throw new ExpansionError('the expanded word is too long');
    };
    while (this.peek() !== stop) {
      const character = this.peek();
      if (character === '') throw new ExpansionError(`unexpected end while looking for matching ${stop}`);
      const text = this.#piece(character, keepEscapes);
      add(text);
      if (character === '$' || (text === character && character !== this.#escapeChar)) words.addPlain(text);
      else words.addQuoted(text);
    }
    this.take();
    this.#depth -= 1;
    return { value: parts.join(''), words: words.end() };
  }

  #piece(character: string, keepEscapes: boolean): string {
    if (character === '$') return this.#dollar();
    this.take();
    if (character === "'") return this.#singleQuoted();
    if (character === '"') return this.#doubleQuoted(keepEscapes);
    if (character === this.#escapeChar) return `${keepEscapes ? character : ''}${this.take()}`;
    return character;
  }

  #singleQuoted(): string {
    const start = this.#position;
    while (this.peek() !== "'") {
      if (this.take() === '') throw new ExpansionError('unexpected end while looking for matching single quote');
    }
    this.take();
    return this.#characters.slice(start, this.#position - 1).join('');
  }

  #doubleQuoted(keepEscapes: boolean): string {
    const parts: string[] = [];
    while (this.peek() !== '"') {
      const character = this.peek();
      if (character === '') throw new ExpansionError('unexpected end while looking for matching double quote');
      if (character === '$') {
        parts.push(this.#dollar());
        continue;
      }
      this.take();
      if (character !== this.#escapeChar) parts.push(character);
      else {
        const next = this.peek();
        if (keepEscapes) parts.push(character);
        if (next === '"' || next === '$' || next === this.#escapeChar) parts.push(this.take());
        else if (!keepEscapes) parts.push(character);
      }
    }
    this.take();
    return parts.join('');
  }

  #dollar(): string {
    this.take();
    if (this.peek() === '{') return substitute(this);
    const name = this.name();
    return name === '' ? '$' : this.need(name);
  }

  name(): string {
    const first = this.peek();
    if (first !== '' && '@*#?-$!'.includes(first)) return this.take();
    const digit = /^\p{Nd}$/u;
    const part = digit.test(first) ? digit : /^[\p{L}\p{Nd}_]$/u;
    let name = '';
    while (part.test(this.peek())) name += this.take();
    return name;
  }
}
