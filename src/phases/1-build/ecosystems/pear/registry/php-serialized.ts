import { SeaworthyError } from '../../../../../core/index.ts';

/** A value that PHP's `serialize` wrote; arrays of both kinds are maps. */
export type PhpValue = string | number | boolean | null | ReadonlyMap<string, PhpValue>;

const maxDepth = 32;
const maxValues = 500_000;

/**
 * Reads what PHP's `serialize` wrote (php.net, "serialize"): `a:1:{s:4:"name";s:1:"x";}`. Lengths count bytes. Objects and references are refused: nothing
 * that is only data has them. Throws `E_FORMAT` and `E_LIMIT`.
 */
export function readSerialized(bytes: Uint8Array, where: string): PhpValue {
  const reader = new Reader(bytes, where);
  return reader.value(0);
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #where: string;
  #at = 0;
  #values = 0;

  constructor(bytes: Uint8Array, where: string) {
    this.#bytes = bytes;
    this.#where = where;
  }

  value(depth: number): PhpValue {
    if (depth > maxDepth || ++this.#values > maxValues) {
      throw new SeaworthyError('E_LIMIT', 'PHP data deeper or larger than is read', { where: this.#where });
    }
    const type = this.#char();
    if (type === 'N') {
      this.#expect(';');
      return null;
    }
    this.#expect(':');
    if (type === 's') {
      const text = this.#text();
      this.#expect(';');
      return text;
    }
    if (type === 'a') return this.#array(depth);
    const told = this.#upTo(';');
    if (type === 'b') return told === '1';
    if (type === 'i' || type === 'd') return Number(told);
    return this.#refuse('no plain value');
  }

  #array(depth: number): ReadonlyMap<string, PhpValue> {
    const count = this.#count(':');
    this.#expect('{');
    const found = new Map<string, PhpValue>();
    for (let i = 0; i < count; i++) {
      const key = this.value(depth + 1);
      if (typeof key !== 'string' && typeof key !== 'number') return this.#refuse('a key that is none');
      found.set(`${key}`, this.value(depth + 1));
    }
    this.#expect('}');
    return found;
  }

  #text(): string {
    const length = this.#count(':');
    this.#expect('"');
    const end = this.#at + length;
    if (end > this.#bytes.length) return this.#refuse('a text longer than the file');
    const text = new TextDecoder().decode(this.#bytes.subarray(this.#at, end));
    this.#at = end;
    this.#expect('"');
    return text;
  }

  #count(end: string): number {
    const told = this.#upTo(end);
    return /^\d{1,9}$/.test(told) ? Number(told) : this.#refuse('no length');
  }

  /** What stands before the character, a number: no more than some digits. */
  #upTo(end: string): string {
    let text = '';
    for (let char = this.#char(); char !== end; char = this.#char()) {
      text += char;
      if (text.length > 40) return this.#refuse('no number');
    }
    return text;
  }

  #char(): string {
    const byte = this.#bytes[this.#at++];
    return byte === undefined ? this.#refuse('it ends too early') : String.fromCharCode(byte);
  }

  #expect(char: string): void {
    if (this.#char() !== char) this.#refuse(`no ${char} where one should be`);
  }

  #refuse(why: string): never {
    throw new SeaworthyError('E_FORMAT', 'not the data of a PHP program', {
      where: `${this.#where}, byte ${this.#at}`,
      why,
    });
  }
}
