/** Thrown inside the reader where the bytes end too soon; becomes `E_TRUNCATED`. */
export const outOfBytes = new Error('the bytes end inside a block');

/** Reads bits, most significant first. */
export class BitSource {
  readonly #bytes: Uint8Array;
  #at: number;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Offset of the first byte that no bit was taken of. */
  get position(): number {
    return this.#at - (this.#count >> 3);
  }

  /** The next bits without taking them, at most 24; behind the end come zeros. */
  peek(bits: number): number {
    while (this.#count < bits) {
      this.#held = ((this.#held << 8) | (this.#bytes[this.#at++] ?? 0)) >>> 0;
      this.#count += 8;
    }
    return (this.#held >>> (this.#count - bits)) & ((1 << bits) - 1);
  }

  /** Takes bits that were peeked at. */
  take(bits: number): void {
    this.#count -= bits;
    if (this.position > this.#bytes.length) throw outOfBytes;
  }

  /** The next bits, at most 24. */
  read(bits: number): number {
    const value = this.peek(bits);
    this.take(bits);
    return value;
  }

  /** The next 32 bits. */
  read32(): number {
    return ((this.read(16) << 16) | this.read(16)) >>> 0;
  }
}
