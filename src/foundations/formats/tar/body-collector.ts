/** Collects the bytes of one body that lies in several chunks. It grows with what arrives, not with what a header promises. */
export class BodyCollector {
  #buffer: Buffer = Buffer.alloc(0);
  #length = 0;

  /** Forgets the last body. A buffer that became large is let go. */
  reset(): void {
    if (this.#buffer.length > 4 * 1024 * 1024) this.#buffer = Buffer.alloc(0);
    this.#length = 0;
  }

  /** Appends a copy of the bytes; at most `limit` will ever be needed. */
  add(bytes: Uint8Array, limit: number): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(
        Math.min(Math.max(needed, 2 * this.#buffer.length, 4096), Math.max(limit, needed)),
      );
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = needed;
  }

  get length(): number {
    return this.#length;
  }

  /** What was collected. Valid until the next `reset`. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}
