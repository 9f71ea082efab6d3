const lineFeed = 0x0a;
/** A line that is longer than this has its columns counted in bytes. */
const longLine = 1024 * 1024;

/** Finds line and column of offsets that are asked for in rising order, in one pass. */
export class Places {
  readonly #bytes: Uint8Array;
  #line = 1;
  #lineStart = 0;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  of(offset: number): { readonly line: number; readonly column: number } {
    while (this.#at < offset) {
      const next = this.#bytes.indexOf(lineFeed, this.#at);
      if (next < 0 || next >= offset) break;
      this.#line += 1;
      this.#lineStart = next + 1;
      this.#at = next + 1;
    }
    this.#at = Math.max(this.#at, offset);
    const before = this.#bytes.subarray(this.#lineStart, offset);
    const column = before.length > longLine ? before.length : new TextDecoder().decode(before).length;
    return { line: this.#line, column: column + 1 };
  }
}
