import { unknownMark } from '../../unknown-mark.ts';

/** Defaults within defaults. */
const maxDepth = 20;
/** Longest text that is made of one. */
const maxLength = 256 * 1024;

/** A text whose variables have been filled in, as far as they are known. */
export interface Filled {
  readonly text: string;
  /** What stands in the file itself: what came of variables is left out of it. */
  readonly written: string;
  /** Variables whose value is not known; for each of them the mark stands in both texts. */
  readonly unknown: readonly string[];
}

/** What a variable is: a text, or undefined where nobody here can say. */
export type Variables = (name: string) => string | undefined;

/**
 * Fills in `$NAME`, `${NAME}` and its forms `:-` `-` `:+` `+` `:?` `?` (Compose specification, "Interpolation"); `$$` is a dollar. A variable that is not known
 * has no default taken for it where it has none, since Compose takes the environment of whoever starts it. Gives `error` for what Compose refuses.
 */
export function interpolate(text: string, variables: Variables): Filled | { readonly error: string } {
  if (!text.includes('$')) return { text, written: text, unknown: [] };
  try {
    const filler = new Filler(text, variables);
    const { value, written } = filler.until('');
    return { text: value, written, unknown: [...filler.unknown] };
  } catch (error) {
    if (error instanceof Refused) return { error: error.message };
    throw error;
  }
}

class Refused extends Error {}

interface Part {
  readonly value: string;
  readonly written: string;
}

const nothing: Part = { value: '', written: '' };
const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;

class Filler {
  readonly unknown = new Set<string>();
  readonly #text: string;
  readonly #variables: Variables;
  #at = 0;
  #depth = 0;

  constructor(text: string, variables: Variables) {
    this.#text = text;
    this.#variables = variables;
  }

  /** Up to the character, which is taken; to the end where it is empty. */
  until(stop: string): Part {
    if (++this.#depth > maxDepth) throw new Refused('variables are nested too deeply');
    let [value, written] = ['', ''];
    for (;;) {
      if (this.#at >= this.#text.length) {
        if (stop !== '') throw new Refused(`there is no ${stop} at the end of a variable`);
        break;
      }
      const character = this.#text[this.#at++] ?? '';
      if (character === stop) break;
      const part = character === '$' ? this.#dollar() : { value: character, written: character };
      value += part.value;
      written += part.written;
      if (value.length > maxLength) throw new Refused('the text that variables make is too long');
    }
    this.#depth--;
    return { value, written };
  }

  #dollar(): Part {
    const next = this.#text[this.#at];
    if (next === '$') {
      this.#at++;
      return { value: '$', written: '$' };
    }
    if (next === '{') {
      this.#at++;
      return this.#braced();
    }
    const name = this.#name();
    if (name === undefined) throw new Refused('a dollar that begins no variable; a dollar itself is written as $$');
    return this.#value(name);
  }

  #braced(): Part {
    const name = this.#name();
    if (name === undefined) throw new Refused('a variable without a name');
    const form = /(?::?[-+?])?/y;
    form.lastIndex = this.#at;
    const operator = form.exec(this.#text)?.[0] ?? '';
    this.#at += operator.length;
    if (operator === '') {
      if (this.#text[this.#at++] !== '}') throw new Refused(`there is no } after \${${name}`);
      return this.#value(name);
    }
    // What stands behind is only looked into where it counts: its variables need no value otherwise.
    const value = this.#variables(name);
    const isThere = value !== undefined && !(operator.startsWith(':') && value === '');
    const kind = operator.at(-1);
    const isUsed = kind === '-' ? !isThere : kind === '+' && isThere;
    const before = new Set(this.unknown);
    const word = this.until('}');
    if (!isUsed) {
      this.unknown.clear();
      for (const one of before) this.unknown.add(one);
    }
    if (kind === '-') return isThere ? { value, written: '' } : word;
    if (kind === '+') return isThere ? word : nothing;
    return isThere ? { value, written: '' } : this.#open(name);
  }

  #name(): string | undefined {
    namePattern.lastIndex = this.#at;
    const name = namePattern.exec(this.#text)?.[0];
    if (name !== undefined) this.#at += name.length;
    return name;
  }

  #value(name: string): Part {
    const value = this.#variables(name);
    return value === undefined ? this.#open(name) : { value, written: '' };
  }

  #open(name: string): Part {
    this.unknown.add(name);
    return { value: unknownMark, written: unknownMark };
  }
}
