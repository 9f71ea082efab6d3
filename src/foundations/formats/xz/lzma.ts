import type { Dictionary } from './dictionary.ts';
import { half, malformed, RangeDecoder } from './range-decoder.ts';

const states = 12;
const posStatesMax = 16;
/** Distances from here on have bits that are learned last. */
const firstModelled = 4;
const endModelled = 14;

/** Lengths of matches, from 2 on: near, middling and long ones. */
class LengthDecoder {
  readonly #choice = new Uint16Array(2);
  readonly #low = new Uint16Array(posStatesMax << 3);
  readonly #middle = new Uint16Array(posStatesMax << 3);
  readonly #high = new Uint16Array(256);

  reset(): void {
    for (const one of [this.#choice, this.#low, this.#middle, this.#high]) one.fill(half);
  }

  next(range: RangeDecoder, posState: number): number {
    if (range.bit(this.#choice, 0) === 0) return 2 + range.tree(this.#low, posState << 3, 3);
    if (range.bit(this.#choice, 1) === 0) return 10 + range.tree(this.#middle, posState << 3, 3);
    return 18 + range.tree(this.#high, 0, 8);
  }
}

/** Decodes LZMA (LZMA SDK, lzma-specification): bytes and matches of what was there before. */
export class Lzma {
  readonly #range = new RangeDecoder();
  readonly #dictionary: Dictionary;
  readonly #isMatch = new Uint16Array(states << 4);
  readonly #isRep = new Uint16Array(states);
  readonly #isRep0 = new Uint16Array(states);
  readonly #isRep1 = new Uint16Array(states);
  readonly #isRep2 = new Uint16Array(states);
  readonly #isRep0Long = new Uint16Array(states << 4);
  readonly #slots = new Uint16Array(4 << 6);
  readonly #special = new Uint16Array(128);
  readonly #align = new Uint16Array(16);
  readonly #lengths = new LengthDecoder();
  readonly #repLengths = new LengthDecoder();
  #literals = new Uint16Array(0);
  #lc = 0;
  #lpMask = 0;
  #pbMask = 0;
  #state = 0;
  #reps: [number, number, number, number] = [0, 0, 0, 0];
  /** Bytes since the dictionary was emptied: literals and matches depend on where they stand. */
  position = 0;

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  /** Takes the byte of properties: `(pb * 5 + lp) * 9 + lc`. */
  setProperties(byte: number): void {
    const lc = byte % 9;
    const rest = (byte - lc) / 9;
    const lp = rest % 5;
    const pb = (rest - lp) / 5;
    if (byte > 224 || lc + lp > 4) throw malformed;
    this.#lc = lc;
    this.#lpMask = (1 << lp) - 1;
    this.#pbMask = (1 << pb) - 1;
    this.#literals = new Uint16Array(0x300 << (lc + lp));
  }

  reset(): void {
    for (const one of [
      this.#isMatch,
      this.#isRep,
      this.#isRep0,
      this.#isRep1,
      this.#isRep2,
      this.#isRep0Long,
      this.#slots,
      this.#special,
      this.#align,
      this.#literals,
    ])
      one.fill(half);
    this.#lengths.reset();
    this.#repLengths.reset();
    this.#state = 0;
    this.#reps = [0, 0, 0, 0];
  }

  /** Decodes a chunk that makes `size` bytes from those between `at` and `end`. */
  decode(bytes: Uint8Array, at: number, end: number, size: number): void {
    const range = this.#range;
    range.begin(bytes, at, end);
    const dictionary = this.#dictionary;
    while (dictionary.length < size) {
      const posState = this.position & this.#pbMask;
      if (range.bit(this.#isMatch, (this.#state << 4) + posState) === 0) {
        dictionary.put(this.#literal());
        this.position++;
        continue;
      }
      const length = this.#match(posState);
      // Of length 0: one byte of the last distance.
      const count = length === 0 ? 1 : length;
      if (dictionary.length + count > size) throw malformed;
      dictionary.copy(this.#reps[0] + 1, count);
      this.position += count;
    }
    if (!range.finish()) throw malformed;
  }

  #literal(): number {
    const dictionary = this.#dictionary;
    const state = this.#state;
    const before = dictionary.back(1);
    const offset = 0x300 * (((this.position & this.#lpMask) << this.#lc) + (before >> (8 - this.#lc)));
    let symbol = 1;
    if (state >= 7) {
      let matched = dictionary.back(this.#reps[0] + 1);
      while (symbol < 0x100) {
        const expected = (matched >> 7) & 1;
        matched = (matched << 1) & 0xff;
        const bit = this.#range.bit(this.#literals, offset + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== expected) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#range.bit(this.#literals, offset + symbol);
    this.#state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    return symbol & 0xff;
  }

  /** The length of a match; the distance is the first of those remembered. */
  #match(posState: number): number {
    const range = this.#range;
    const state = this.#state;
    const [rep0, rep1, rep2, rep3] = this.#reps;
    if (range.bit(this.#isRep, state) === 0) {
      const length = this.#lengths.next(range, posState);
      this.#state = state < 7 ? 7 : 10;
      this.#reps = [this.#distance(length), rep0, rep1, rep2];
      return length;
    }
    if (range.bit(this.#isRep0, state) === 0) {
      if (range.bit(this.#isRep0Long, (state << 4) + posState) === 0) {
        this.#state = state < 7 ? 9 : 11;
        return 0;
      }
    } else if (range.bit(this.#isRep1, state) === 0) this.#reps = [rep1, rep0, rep2, rep3];
    else if (range.bit(this.#isRep2, state) === 0) this.#reps = [rep2, rep0, rep1, rep3];
    else this.#reps = [rep3, rep0, rep1, rep2];
    this.#state = state < 7 ? 8 : 11;
    return this.#repLengths.next(range, posState);
  }

  #distance(length: number): number {
    const range = this.#range;
    const slot = range.tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < firstModelled) return slot;
    const bits = (slot >> 1) - 1;
    const base = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < endModelled) return base + range.reverseTree(this.#special, base - slot, bits);
    // LZMA's own mark of the end, 2^32 - 1, is none of LZMA2, and further back than any dictionary.
    return base + range.direct(bits - 4) * 16 + range.reverseTree(this.#align, 0, 4);
  }
}
