import { closeSync } from 'node:fs';
import { SeaworthyError } from '../../core/index.ts';
import { type ByteSource, sourceOf, within } from '../formats/index.ts';
import { fileSource, namelessDescriptor, writeAll } from './temporary-file.ts';

const blockBytes = 1024 * 1024;
/** Bodies of more bytes go to a temporary file. */
const heldBytes = 16 * 1024 * 1024;
/** Where no temporary file can be had, bodies of up to so many bytes are held after all. */
const mostHeldBytes = 512 * 1024 * 1024;

/**
 * Makes a source of a body that comes in pieces, one body after another. One that comes in a single piece is lent as it is; others lie in blocks that are
 * used again and again, and large ones in a temporary file without a name, so that memory does not grow with what is in a layer.
 */
export class BodyKeeper {
  readonly #where: string;
  readonly #openFile: typeof namelessDescriptor;
  readonly #blocks: Buffer[] = [];
  /** Bytes of the body that came so far. */
  #length = 0;
  #file: { readonly descriptor: number; readonly room: number } | undefined;
  /** Whether this body goes to the file; the first block then is what was not written yet. */
  #isWritten = false;

  constructor(where: string, openFile = namelessDescriptor) {
    this.#where = where;
    this.#openFile = openFile;
  }

  /**
   * Takes the next piece of a body of which so many bytes are left; the body when it is whole. It is lent until the next piece comes. Throws `E_LIMIT`,
   * `E_WRITE`: the rest of that body must not be given.
   */
  add(bytes: Uint8Array, left: number): ByteSource | undefined {
    if (this.#length === 0) {
      if (left === 0) return sourceOf(bytes);
      this.#isWritten = this.#goesToFile(bytes.length + left);
    }
    try {
      for (let at = 0; at < bytes.length; ) at += this.#put(bytes, at);
      if (left > 0) return undefined;
      return this.#finish();
    } catch (error) {
      this.#length = 0;
      throw error;
    }
  }

  /** Lets everything go. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file.descriptor);
    this.#file = undefined;
    this.#blocks.length = 0;
  }

  #goesToFile(size: number): boolean {
    if (size <= heldBytes) return false;
    try {
      this.#file ??= this.#openFile();
      if (size <= this.#file.room) return true;
    } catch (error) {
      if (size > mostHeldBytes) throw error;
    }
    if (size <= mostHeldBytes) return false;
    throw new SeaworthyError('E_LIMIT', `the file has ${size} bytes, more than half of the space for temporary files`, {
      where: this.#where,
      next: 'Make room, or name another folder with TMPDIR.',
    });
  }

  /** Copies what fits into the block that is being filled. */
  #put(bytes: Uint8Array, at: number): number {
    const inBlock = this.#length % blockBytes;
    const index = this.#isWritten ? 0 : (this.#length - inBlock) / blockBytes;
    const block = this.#blocks[index] ?? Buffer.allocUnsafeSlow(blockBytes);
    this.#blocks[index] = block;
    const count = Math.min(bytes.length - at, blockBytes - inBlock);
    block.set(bytes.subarray(at, at + count), inBlock);
    this.#length += count;
    if (this.#isWritten && inBlock + count === blockBytes) this.#write(block);
    return count;
  }

  /** Writes the bytes that came last. */
  #write(bytes: Uint8Array): void {
    if (this.#file !== undefined) writeAll(this.#file.descriptor, bytes, this.#length - bytes.length);
  }

  #finish(): ByteSource {
    const size = this.#length;
    this.#length = 0;
    if (this.#isWritten && this.#file !== undefined) {
      const rest = this.#blocks[0]?.subarray(0, size % blockBytes) ?? Buffer.alloc(0);
      writeAll(this.#file.descriptor, rest, size - rest.length);
      return fileSource(this.#file.descriptor, 0, size, this.#where);
    }
    // What was held for want of a file is not kept for bodies to come.
    const blocks = this.#blocks.slice(0, Math.ceil(size / blockBytes));
    this.#blocks.length = Math.min(this.#blocks.length, heldBytes / blockBytes);
    return { size, read: (offset, length, into) => readBlocks(blocks, ...within(size, offset, length), into) };
  }
}

/** A range that lies in one block as it is, any other as a copy. */
function readBlocks(blocks: readonly Buffer[], start: number, end: number, into?: Uint8Array): Uint8Array {
  const first = Math.floor(start / blockBytes);
  const from = start - first * blockBytes;
  if (end - start <= blockBytes - from) return (blocks[first] ?? Buffer.alloc(0)).subarray(from, from + end - start);
  const bytes = into?.subarray(0, end - start) ?? Buffer.allocUnsafe(end - start);
  for (let at = start, index = first; at < end; index++) {
    const block = blocks[index] ?? Buffer.alloc(0);
    const offset = at - index * blockBytes;
    const part = block.subarray(offset, Math.min(blockBytes, offset + end - at));
    bytes.set(part, at - start);
    at += part.length;
  }
  return bytes;
}
