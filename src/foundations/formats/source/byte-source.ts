/** A file that is read where somebody looks, and is not held whole for it. */
export interface ByteSource {
  readonly size: number;
  /**
   * `length` bytes from `offset`; fewer where the file ends before, none outside of it. They may be a view into what others see too: nobody writes into
   * them, and nobody keeps them longer than he was lent the source. Throws `E_READ`, `E_TRUNCATED` where the file cannot be read any more.
   */
  read(offset: number, length: number): Uint8Array;
}

/** Bytes in memory as a source. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(...within(bytes.length, offset, length)) };
}

/** A part of a source as one of its own, cut to what is really there. */
export function partOf(source: ByteSource, offset: number, size: number): ByteSource {
  const [start, end] = within(source.size, offset, size);
  return {
    size: end - start,
    read: (from, length) => {
      const [first, last] = within(end - start, from, length);
      return source.read(start + first, last - first);
    },
  };
}

/** Where a range begins and ends in so many bytes. */
export function within(size: number, offset: number, length: number): [start: number, end: number] {
  const start = Math.min(Math.max(offset, 0), size);
  return [start, Math.min(Math.max(offset + length, start), size)];
}

/** All of it in one piece. Who calls it has looked at its size. */
export const wholeOf = (source: ByteSource): Uint8Array => source.read(0, source.size);

/** Bytes looked through at once: enough that few calls are made, and little to hold. */
const windowBytes = 256 * 1024;

/** Where the bytes of `mark` stand between two offsets, in their order; looked for in pieces. */
export function* marksIn(source: ByteSource, mark: Uint8Array, from = 0, to = source.size): Generator<number> {
  const [start, end] = within(source.size, from, to - from);
  for (let at = start; at < end; at += windowBytes) {
    const bytes = source.read(at, Math.min(windowBytes + mark.length - 1, end - at));
    const window = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let found = window.indexOf(mark); found >= 0; found = window.indexOf(mark, found + 1)) yield at + found;
  }
}
