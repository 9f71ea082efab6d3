/** One way of logging in that a server offers in `WWW-Authenticate` (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** Lower case: `bearer`, `basic` … */
  readonly scheme: string;
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

const maxLength = 16 * 1024;
const tokenCharacter = /[!#$%&'*+.^_`|~0-9A-Za-z-]/;

/** Reads text from front to back. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  skip(characters: string): void {
    while (!this.done && characters.includes(this.#text.charAt(this.#at))) this.#at++;
  }

  take(character: string): boolean {
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at++;
    return true;
  }

  token(): string {
    const start = this.#at;
    while (!this.done && tokenCharacter.test(this.#text.charAt(this.#at))) this.#at++;
    return this.#text.slice(start, this.#at);
  }

  /** After the opening quote: up to the closing one, with backslashes undone. */
  quoted(): string {
    let value = '';
    while (!this.done) {
      const character = this.#text.charAt(this.#at++);
      if (character === '"') return value;
      value += character === '\\' ? this.#text.charAt(this.#at++) : character;
    }
    return value;
  }

  /** Up to a comma or blank: values that servers forget to quote (`realm=https://…`) have more than token characters. */
  bare(): string {
    const start = this.#at;
    while (!this.done && !', \t'.includes(this.#text.charAt(this.#at))) this.#at++;
    return this.#text.slice(start, this.#at);
  }
}

/**
 * All challenges of a header, or of several joined by commas. Never throws: what cannot be read is passed over, and a first parameter of a
 * name wins over a second.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const reader = new Reader(header.slice(0, maxLength));
  const challenges: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];
  while (!reader.done) {
    reader.skip(', \t');
    const word = reader.token().toLowerCase();
    reader.skip(' \t');
    if (word === '') {
      // Not a token: skip the character so that reading goes on.
      reader.bare();
    } else if (reader.take('=')) {
      reader.skip(' \t');
      const value = reader.take('"') ? reader.quoted() : reader.bare();
      const parameters = challenges.at(-1)?.parameters;
      if (parameters !== undefined && !parameters.has(word)) parameters.set(word, value);
    } else {
      challenges.push({ scheme: word, parameters: new Map() });
    }
  }
  return challenges;
}
