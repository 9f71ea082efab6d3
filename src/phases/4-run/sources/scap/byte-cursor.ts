import { SeaworthyError } from '../../../../core/index.ts';
import { textOf } from './text-of.ts';

/** Reads numbers and texts one after the other, never past the end. Throws `E_FORMAT` there. */
export class ByteCursor {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #little: boolean;
  readonly #what: string;
  #at: number;
  #end: number;

  constructor(bytes: Buffer, littleEndian: boolean, what: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#little = littleEndian;
    this.#what = what;
    this.#at = 0;
    this.#end = bytes.length;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  get at(): number {
    return this.#at;
  }

  /** Goes on at a place further on. */
  seek(at: number): void {
    this.skip(at - this.#at);
  }

  skip(length: number): void {
    this.#take(length);
  }

  /** What follows ends after that many bytes. Gives the place where it did end, for `widen`. */
  narrow(length: number): number {
    const before = this.#end;
    if (length < 0 || length > this.left) this.#short();
    this.#end = this.#at + length;
    return before;
  }

  /** Undoes `narrow`, after skipping what was not read. */
  widen(end: number): void {
    this.#at = this.#end;
    this.#end = end;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), this.#little);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), this.#little);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), this.#little);
  }

  /** A signed number of eight bytes, which need not be exact beyond 2^53: process ids, sizes. */
  i64(): number {
    return Number(this.#view.getBigInt64(this.#take(8), this.#little));
  }

  /** Bytes that stay valid after the reader has gone on. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return Uint8Array.from(this.#bytes.subarray(at, at + length));
  }

  /** A text after its length in two bytes. */
  text(): string {
    const length = this.u16();
    const at = this.#take(length);
    return textOf(this.#bytes, at, at + length);
  }

  /** Texts that each end with a NUL, after their length in two bytes. */
  texts(): readonly string[] {
    return splitTexts(this.text());
  }

  #take(length: number): number {
    if (length < 0 || length > this.left) this.#short();
    const at = this.#at;
    this.#at += length;
    return at;
  }

  #short(): never {
    throw new SeaworthyError('E_FORMAT', `${this.#what} is shorter than it says`);
  }
}

/** The parts of a text that each end with a NUL; what follows the last one counts when it is not empty. */
export function splitTexts(text: string): readonly string[] {
  if (text === '') return [];
  const parts = text.split('\0');
  if (parts.at(-1) === '') parts.pop();
  return parts;
}
