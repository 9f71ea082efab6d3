/** A file that is read where somebody looks, and is not held whole for it. */
export interface ByteSource {
  readonly size: number;
  /**
   * `length` bytes from `offset`; fewer where the file ends before, none outside of it. They may be a view into what others see too: nobody writes into
   * them, and nobody keeps them longer than he was lent the source. Who goes through much of a file lends memory (`into`, of at least `length` bytes), which is
   * used where the bytes have to be copied: they are then good until he lends it again. Throws `E_READ`, `E_TRUNCATED` where the file cannot be read any more.
   */
  read(offset: number, length: number, into?: Uint8Array): Uint8Array;
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
    read: (from, length, into) => {
      const [first, last] = within(end - start, from, length);
      return source.read(start + first, last - first, into);
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

/**
 * A range in pieces, with the place of each in the file; `overlap` bytes of the next one follow each, for what begins in one and ends in the other. A piece
 * is good until the next.
 */
export function* piecesOf(
  source: ByteSource,
  overlap = 0,
  from = 0,
  to = source.size,
): Generator<readonly [at: number, bytes: Buffer]> {
  const [start, end] = within(source.size, from, to - from);
  const into = Buffer.allocUnsafe(Math.min(windowBytes + overlap, end - start));
  for (let at = start; at < end; at += windowBytes) {
    const bytes = source.read(at, Math.min(windowBytes + overlap, end - at), into);
    yield [at, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
  }
}

/** Where the bytes of `mark` stand between two offsets, in their order; looked for in pieces. */
export function* marksIn(source: ByteSource, mark: Uint8Array, from = 0, to = source.size): Generator<number> {
  for (const [at, window] of piecesOf(source, mark.length - 1, from, to)) {
    for (let found = window.indexOf(mark); found >= 0; found = window.indexOf(mark, found + 1)) yield at + found;
  }
}
