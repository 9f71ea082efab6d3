import { SeaworthyError } from '../../../core/index.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { ProgramPart } from './program.ts';

/** Headers lie together, and their names elsewhere: two windows that take turns. */
const windowBytes = 4 * 1024;

interface Window {
  readonly start: number;
  readonly bytes: Buffer;
  readonly view: DataView;
}

function windowOf(start: number, { buffer, byteOffset, byteLength }: Uint8Array): Window {
  return {
    start,
    bytes: Buffer.from(buffer, byteOffset, byteLength),
    view: new DataView(buffer, byteOffset, byteLength),
  };
}

const nowhere = windowOf(0, new Uint8Array(0));

/** Reads numbers and names at offsets. Every read outside the bytes throws `E_TRUNCATED`. */
export class ByteReader {
  readonly size: number;
  readonly littleEndian: boolean;
  readonly #source: ByteSource;
  readonly #where: string;
  /** The one that was looked into last, and the one before. */
  #window = nowhere;
  #other = nowhere;

  constructor(source: ByteSource, littleEndian: boolean, where: string) {
    this.size = source.size;
    this.littleEndian = littleEndian;
    this.#source = source;
    this.#where = where;
  }

  u16(offset: number): number {
    const at = this.#at(offset, 2);
    return this.#window.view.getUint16(at, this.littleEndian);
  }

  u32(offset: number): number {
    const at = this.#at(offset, 4);
    return this.#window.view.getUint32(at, this.littleEndian);
  }

  /** 64 bits as a number: exact up to 2^53, which is more than any file has. */
  u64(offset: number): number {
    const at = this.#at(offset, 8);
    const { view } = this.#window;
    const first = view.getUint32(at, this.littleEndian);
    const second = view.getUint32(at + 4, this.littleEndian);
    const [low, high] = this.littleEndian ? [first, second] : [second, first];
    // Nearly every one is small, and stays a small number for the engine.
    return high === 0 ? low : high * 2 ** 32 + low;
  }

  /** A number of the program's word size. */
  word(offset: number, wordSize: 4 | 8): number {
    return wordSize === 4 ? this.u32(offset) : this.u64(offset);
  }

  /** The characters up to a NUL, at most `length`; what lies outside the bytes is left out. */
  name(offset: number, length: number): string {
    const first = Math.max(offset, 0);
    const count = Math.min(offset + length, this.size) - first;
    if (count <= 0) return '';
    const at = this.#at(first, count);
    const { bytes } = this.#window;
    let end = at;
    while (end < at + count && bytes[end] !== 0) end++;
    return bytes.toString('latin1', at, end);
  }

  /** A part cut to what is really in the file; undefined when nothing of it is. */
  part(name: string, offset: number, size: number, address: number, writable: boolean): ProgramPart | undefined {
    if (size === 0 || offset >= this.size) return undefined;
    return { name, offset, size: Math.min(size, this.size - offset), address, writable };
  }

  /** Where in the window, which is moved when it has to be, the bytes lie. */
  #at(offset: number, size: number): number {
    if (!(offset >= 0 && offset + size <= this.size)) {
      throw new SeaworthyError('E_TRUNCATED', 'a program ends inside its headers', {
        where: this.#where,
        why: `${this.size} bytes, offset ${offset} asked for`,
      });
    }
    if (!holds(this.#window, offset, size)) {
      [this.#window, this.#other] = [this.#other, this.#window];
      if (!holds(this.#window, offset, size)) this.#window = this.#read(offset, size);
    }
    return offset - this.#window.start;
  }

  #read(offset: number, size: number): Window {
    const length = Math.max(windowBytes, size);
    // The table of sections is mostly the last of a file, and their names stand before it.
    const start = Math.max(0, Math.min(offset, this.size - length));
    const bytes = this.#source.read(start, length);
    // A source that was cut short since it was opened.
    if (start + bytes.length < offset + size)
      throw new SeaworthyError('E_TRUNCATED', 'the file has become shorter', { where: this.#where });
    return windowOf(start, bytes);
  }
}

const holds = ({ start, view }: Window, offset: number, size: number): boolean =>
  offset >= start && offset + size <= start + view.byteLength;
