import { SeaworthyError } from '../../../core/index.ts';
import type { ProgramPart } from './program.ts';

/** Reads numbers and names at offsets. Every read outside the bytes throws `E_TRUNCATED`. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly #view: DataView;
  readonly #where: string;

  constructor(bytes: Uint8Array, littleEndian: boolean, where: string) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#where = where;
  }

  u16(offset: number): number {
    this.#check(offset, 2);
    return this.#view.getUint16(offset, this.littleEndian);
  }

  u32(offset: number): number {
    this.#check(offset, 4);
    return this.#view.getUint32(offset, this.littleEndian);
  }

  /** 64 bits as a number: exact up to 2^53, which is more than any file has. */
  u64(offset: number): number {
    this.#check(offset, 8);
    const [low, high] = this.littleEndian ? [offset, offset + 4] : [offset + 4, offset];
    return this.#view.getUint32(high, this.littleEndian) * 2 ** 32 + this.#view.getUint32(low, this.littleEndian);
  }

  /** A number of the program's word size. */
  word(offset: number, wordSize: 4 | 8): number {
    return wordSize === 4 ? this.u32(offset) : this.u64(offset);
  }

  /** The characters up to a NUL, at most `length`; what lies outside the bytes is left out. */
  name(offset: number, length: number): string {
    const most = Math.min(offset + length, this.bytes.length);
    let name = '';
    for (let at = Math.max(offset, 0); at < most; at++) {
      const byte = this.bytes[at] as number;
      if (byte === 0) break;
      name += String.fromCharCode(byte);
    }
    return name;
  }

  /** A part cut to what is really in the file; undefined when nothing of it is. */
  part(name: string, offset: number, size: number, address: number, writable: boolean): ProgramPart | undefined {
    if (size === 0 || offset >= this.bytes.length) return undefined;
    return { name, offset, size: Math.min(size, this.bytes.length - offset), address, writable };
  }

  #check(offset: number, size: number): void {
    if (offset >= 0 && offset + size <= this.bytes.length) return;
    throw new SeaworthyError('E_TRUNCATED', 'a program ends inside its headers', {
      where: this.#where,
      why: `${this.bytes.length} bytes, offset ${offset} asked for`,
    });
  }
}
