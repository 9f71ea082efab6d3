import { malformed } from './range-decoder.ts';

/** What was inflated last, so far back as matches reach. It grows with what is inflated, whatever size a header claims. */
export class Dictionary {
  #size = 0;
  #bytes = new Uint8Array(64 * 1024);
  #at = 0;
  #from = 0;
  /** Bytes since it was emptied. */
  #held = 0;

  /** Begins a block whose matches reach so far back. */
  open(size: number): void {
    this.#size = size;
    this.#at = 0;
    this.#held = 0;
  }

  /** Begins a chunk of so many bytes: what it makes lies in one piece. */
  begin(count: number): void {
    if (this.#at + count > this.#bytes.length) this.#makeRoom(count);
    this.#from = this.#at;
  }

  /** Moves what matches may still reach to the front, into a larger place while there is not twice as much. */
  #makeRoom(count: number): void {
    const kept = Math.min(this.#held, this.#size);
    const wanted = Math.min(Math.max(kept + count, this.#bytes.length * 2), this.#size * 2 + count);
    const last = this.#bytes.subarray(this.#at - kept, this.#at);
    if (wanted > this.#bytes.length) {
      this.#bytes = new Uint8Array(wanted);
      this.#bytes.set(last);
    } else this.#bytes.copyWithin(0, this.#at - kept, this.#at);
    this.#at = kept;
  }

  /** What the chunk has made; valid until the next one begins. */
  get made(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.#at);
  }

  get length(): number {
    return this.#at - this.#from;
  }

  empty(): void {
    this.#held = 0;
  }

  /** The byte so far back, 1 the last; 0 where there is none. */
  back(distance: number): number {
    return distance > this.#held ? 0 : (this.#bytes[this.#at - distance] ?? 0);
  }

  put(byte: number): void {
    this.#bytes[this.#at++] = byte;
    this.#held++;
  }

  copy(distance: number, length: number): void {
    if (distance > this.#held || distance > this.#size) throw malformed;
    const bytes = this.#bytes;
    const end = this.#at + length;
    for (let at = this.#at; at < end; at++) bytes[at] = bytes[at - distance] ?? 0;
    this.#at = end;
    this.#held += length;
  }

  putAll(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    this.#held += bytes.length;
  }
}
