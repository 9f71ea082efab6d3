import { alphabets, sample } from './sample.ts';

/** Classes of characters that a shape may name, as they stand between the brackets of an expression. */
const classes = {
  digit: '0-9',
  hex: '0-9a-f',
  HEX: '0-9A-F',
  anyhex: '0-9a-fA-F',
  small: 'a-z0-9',
  upper: 'A-Z0-9',
  base32: 'A-Z2-7',
  base58: '1-9A-HJ-NP-Za-km-z',
  alnum: 'A-Za-z0-9',
  url: 'A-Za-z0-9_-',
  dotted: 'A-Za-z0-9_.=-',
  base64: 'A-Za-z0-9+/',
  kebab: 'a-z0-9-',
  percent: 'A-Za-z0-9%',
  padding: '=',
  /** Last characters before `=` and `==`: their unused bits are zero. */
  end1: 'AEIMQUYcgkosw048',
  end2: 'AQgw',
} as const;

type ClassName = keyof typeof classes;

/** What examples of a class are made of: characters that are in it. */
const sampled: Readonly<Record<ClassName, keyof typeof alphabets>> = {
  digit: 'digits',
  hex: 'hex',
  HEX: 'upperHex',
  anyhex: 'hex',
  small: 'small',
  upper: 'upperAlphanumeric',
  base32: 'upper',
  base58: 'base58',
  alnum: 'alphanumeric',
  url: 'alphanumeric',
  dotted: 'alphanumeric',
  base64: 'alphanumeric',
  kebab: 'small',
  percent: 'alphanumeric',
  padding: 'ends',
  end1: 'ends',
  end2: 'ends',
};

type Part =
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  | { readonly kind: 'class'; readonly name: ClassName; readonly least: number; readonly most: number };

const uuid = '{8 hex}-{4 hex}-{4 hex}-{4 hex}-{12 hex}';
const grammar = /\{(\d{1,3})(?:-(\d{1,4}))? (\w{1,10})\}|\(([^()]{1,80})\)|([^{}()]{1,80})/gy;
const isClass = (name: string): name is ClassName => Object.hasOwn(classes, name);

/**
 * How an issuer writes its values: text as it stands, `{32 hex}` and `{22-60 url}` for so many characters of a class, `(live|test)` for one of several
 * texts, `{uuid}`. Throws a `RangeError` for what is none.
 */
export class TokenShape {
  readonly #parts: readonly Part[];

  constructor(text: string) {
    const whole = text.replaceAll('{uuid}', uuid);
    const found = [...whole.matchAll(grammar)];
    if (found.map(([one]) => one).join('') !== whole) throw new RangeError(`no shape: ${text}`);
    this.#parts = found.map(([one, least, most = least, name = '', texts]): Part => {
      if (least === undefined) return { kind: 'text', texts: texts?.split('|') ?? [one] };
      if (!isClass(name)) throw new RangeError(`no class of characters: ${name}`);
      return { kind: 'class', name, least: Number(least), most: Number(most) };
    });
  }

  /** The source of an expression. */
  get source(): string {
    return this.#parts
      .map((part) =>
        part.kind === 'class'
          ? `[${classes[part.name]}]{${part.least}${part.most === part.least ? '' : `,${part.most}`}}`
          : `(?:${part.texts.map(escaped).join('|')})`,
      )
      .join('');
  }

  /** What may not follow: more of the same would be another value. */
  get end(): string {
    const last = this.#parts.at(-1);
    return `(?![\\w${last?.kind === 'class' ? classes[last.name].replace('A-Za-z0-9', '') : ''}])`;
  }

  /** Words of which one is in every value, and how far before them a value begins. */
  get keywords(): { readonly words: readonly string[]; readonly lead: number } {
    const opening = this.#parts.slice(0, this.#firstClass());
    const words = opening.reduce<readonly string[]>(
      (begun, part) => (part.kind === 'text' ? begun.flatMap((one) => part.texts.map((text) => one + text)) : begun),
      [''],
    );
    if (words.every((word) => word.length >= 3)) return { words, lead: 0 };
    const at = this.#parts.findIndex((part) => part.kind === 'text' && part.texts.every((text) => text.length >= 3));
    const word = this.#parts[at];
    if (word?.kind !== 'text') throw new RangeError('a shape without a word that tells it');
    const lead = this.#parts
      .slice(0, at)
      .reduce((sum, part) => sum + (part.kind === 'class' ? part.least : (part.texts[0]?.length ?? 0)), 0);
    return { words: word.texts, lead };
  }

  #firstClass(): number {
    const at = this.#parts.findIndex(({ kind }) => kind === 'class');
    return at < 0 ? this.#parts.length : at;
  }

  /** A value that is made up, another one for each `seed`. */
  example(seed: number): string {
    return this.#filled((length, alphabet, at) => sample(length, alphabet, seed + at));
  }

  /** A value in which one character takes the place of all that chance would write. */
  repeated(character: string): string {
    return this.#filled((length) => character.repeat(length));
  }

  #filled(drawn: (length: number, alphabet: keyof typeof alphabets, at: number) => string): string {
    return this.#parts
      .map((part, at) => (part.kind === 'text' ? (part.texts[0] ?? '') : drawn(part.least, sampled[part.name], at)))
      .join('');
  }

  /** The parts of a value that chance wrote. */
  drawn(value: string): string {
    const groups = this.#parts.map((part) =>
      part.kind === 'class'
        ? `([${classes[part.name]}]{${part.least},${part.most}})`
        : `(?:${part.texts.map(escaped).join('|')})`,
    );
    return new RegExp(`^${groups.join('')}$`).exec(value)?.slice(1).join('') ?? value;
  }

  /** The least entropy, in bits a character, of a drawn part this long: seven tenths of what chance gives. */
  leastEntropy(length: number): number {
    const sizes = this.#parts.flatMap((part) => (part.kind === 'class' ? [alphabets[sampled[part.name]].length] : []));
    return 0.7 * Math.log2(Math.max(2, Math.min(length, ...[Math.max(2, ...sizes)])));
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
