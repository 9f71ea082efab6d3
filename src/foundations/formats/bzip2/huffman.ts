import type { BitSource } from './bits.ts';

/** Codes have at most this many bits. */
const longest = 20;
/** Codes up to this length are found in a table of one step. */
const shortBits = 10;

/** Reads the symbols of one canonical Huffman code. */
export class HuffmanCode {
  /** By the next bits: symbol and length of the code that they begin with, or 0. */
  readonly #short = new Uint16Array(1 << shortBits);
  readonly #limit = new Int32Array(longest + 2);
  readonly #offset = new Int32Array(longest + 2);
  readonly #sorted: Uint16Array;
  readonly #max: number;

  /** `lengths` by symbol, each 1 to 20. */
  constructor(lengths: Uint8Array) {
    const counts = new Int32Array(longest + 2);
    for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
    this.#sorted = new Uint16Array(lengths.length);
    const starts = new Int32Array(longest + 2);
    let code = 0;
    let first = 0;
    let max = 0;
    for (let length = 1; length <= longest; length++) {
      const count = counts[length] ?? 0;
      starts[length] = first;
      this.#offset[length] = first - code;
      code += count;
      this.#limit[length] = code;
      if (count > 0) max = length;
      first += count;
      code <<= 1;
    }
    this.#max = max;
    for (const [symbol, length] of lengths.entries()) {
      const index = starts[length] ?? 0;
      starts[length] = index + 1;
      this.#sorted[index] = symbol;
      if (length <= shortBits) this.#enter(symbol, length, index - (this.#offset[length] ?? 0));
    }
  }

  #enter(symbol: number, length: number, code: number): void {
    const shift = shortBits - length;
    for (let fill = 0; fill < 1 << shift; fill++) this.#short[(code << shift) | fill] = (symbol << 5) | length;
  }

  /** The next symbol; undefined where the bits are none of its codes. */
  next(bits: BitSource): number | undefined {
    const entry = this.#short[bits.peek(shortBits)] ?? 0;
    if (entry !== 0) {
      bits.take(entry & 31);
      return entry >> 5;
    }
    for (let length = 1; length <= this.#max; length++) {
      const code = bits.peek(length);
      if (code >= (this.#limit[length] ?? 0)) continue;
      bits.take(length);
      return this.#sorted[code + (this.#offset[length] ?? 0)];
    }
    return undefined;
  }
}
