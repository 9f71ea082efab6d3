/** One in so many names that are not in a set looks as if it were: 2 to the power of this. */
const bits = 14;
/** Far more than are put into one. */
const most = 1 << 17;

/**
 * A set of names in about two bytes a name (a Golomb-coded set: hashes are put in order, and the steps between them are written). It never denies a name that
 * was put in; one in 16,384 others looks as if it had been.
 */
export class HashedNames {
  readonly #values: Uint32Array;

  private constructor(values: Uint32Array) {
    this.#values = values;
  }

  static encode(names: Iterable<string>): string {
    const all = [...new Set(names)];
    const count = Math.min(all.length, most);
    const values = Uint32Array.from(all.slice(0, most), (name) => placeOf(name, count)).sort();
    const writer = new BitWriter();
    writer.write(count, 24);
    let last = 0;
    for (const value of values) {
      const step = value - last;
      last = value;
      for (let left = step >>> bits; left > 0; left--) writer.write(1, 1);
      writer.write(0, 1);
      writer.write(step & ((1 << bits) - 1), bits);
    }
    return writer.text();
  }

  /** Undefined for a text that none wrote. */
  static decode(text: string): HashedNames | undefined {
    const reader = new BitReader(Buffer.from(text, 'base64'));
    const count = reader.read(24);
    if (count > most || count * (bits + 1) > reader.left) return undefined;
    const values = new Uint32Array(count);
    let last = 0;
    for (let index = 0; index < count; index++) {
      let high = 0;
      while (reader.read(1) === 1) high++;
      last += high * 2 ** bits + reader.read(bits);
      if (reader.left < 0 || last >= count * 2 ** bits) return undefined;
      values[index] = last;
    }
    return new HashedNames(values);
  }

  has(name: string): boolean {
    const wanted = placeOf(name, this.#values.length);
    let low = 0;
    let high = this.#values.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#values[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return low < this.#values.length && this.#values[low] === wanted;
  }
}

/** The place of a name among `count` times 2^`bits`: its FNV-1a hash, mixed as MurmurHash3 ends, so that alike names lie apart. */
function placeOf(name: string, count: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * count * 2 ** bits);
}

class BitWriter {
  readonly #bytes: number[] = [];
  #bit = 0;

  write(value: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit--) {
      if (this.#bit === 0) this.#bytes.push(0);
      const last = this.#bytes.length - 1;
      this.#bytes[last] = (this.#bytes[last] as number) | (((value >>> bit) & 1) << (7 - this.#bit));
      this.#bit = (this.#bit + 1) & 7;
    }
  }

  text(): string {
    return Buffer.from(this.#bytes).toString('base64').replace(/=+$/, '');
  }
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bits that are left; below zero once more was read. */
  get left(): number {
    return this.#bytes.length * 8 - this.#at;
  }

  /** Behind the end there are zeroes. */
  read(length: number): number {
    let value = 0;
    for (let index = 0; index < length; index++, this.#at++)
      value = value * 2 + (((this.#bytes[this.#at >>> 3] ?? 0) >>> (7 - (this.#at & 7))) & 1);
    return value;
  }
}
