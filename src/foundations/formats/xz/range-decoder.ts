/** Thrown where the compressed bytes of a chunk end too soon or cannot be; becomes `E_FORMAT`. */
export const malformed = new Error('the compressed bytes are none that LZMA writes');

const topValue = 0x1000000;
const modelBits = 11;
/** The probability of one half, which every bit has at first. */
export const half = 1 << (modelBits - 1);

/** Reads bits whose probabilities are learned on the way (LZMA SDK, lzma-specification, "Range Decoder"). */
export class RangeDecoder {
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  #range = 0;
  #code = 0;

  /** Begins with the chunk that stands there. */
  begin(bytes: Uint8Array, at: number, end: number): void {
    this.#bytes = bytes;
    this.#at = at + 5;
    this.#end = end;
    this.#range = 0xffffffff;
    if (bytes[at] !== 0 || this.#at > end) throw malformed;
    this.#code =
      (((bytes[at + 1] ?? 0) << 24) |
        ((bytes[at + 2] ?? 0) << 16) |
        ((bytes[at + 3] ?? 0) << 8) |
        (bytes[at + 4] ?? 0)) >>>
      0;
  }

  /** Ends the chunk: whether it was used up, and nothing is left over. */
  finish(): boolean {
    this.#normalise();
    return this.#at === this.#end && this.#code === 0;
  }

  #normalise(): void {
    if (this.#range >= topValue) return;
    if (this.#at >= this.#end) throw malformed;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | (this.#bytes[this.#at++] ?? 0)) >>> 0;
  }

  bit(probabilities: Uint16Array, index: number): number {
    this.#normalise();
    const probability = probabilities[index] ?? half;
    const bound = (this.#range >>> modelBits) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + (((1 << modelBits) - probability) >> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = probability - (probability >> 5);
    return 1;
  }

  /** So many bits, the most significant first, by a tree of probabilities. */
  tree(probabilities: Uint16Array, offset: number, bits: number): number {
    let node = 1;
    for (let left = bits; left > 0; left--) node = (node << 1) | this.bit(probabilities, offset + node);
    return node - (1 << bits);
  }

  /** The same, the least significant first. */
  reverseTree(probabilities: Uint16Array, offset: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let at = 0; at < bits; at++) {
      const bit = this.bit(probabilities, offset + node);
      node = (node << 1) | bit;
      value |= bit << at;
    }
    return value;
  }

  /** Bits that are as likely as not. */
  direct(bits: number): number {
    let value = 0;
    for (let left = bits; left > 0; left--) {
      this.#normalise();
      this.#range >>>= 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      value = (value << 1) | (isOne ? 1 : 0);
    }
    return value >>> 0;
  }
}
