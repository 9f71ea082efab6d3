import { SeaworthyError } from '../../../../core/index.ts';
import { textOf } from '../scap/text-of.ts';

/** What is said of bytes that are no frames. */
export const malformed = (why: string): SeaworthyError =>
  new SeaworthyError('E_FORMAT', 'the stream of the sensor is malformed', { why });

/** Reads what a frame holds, one after the other, never past its end. Throws `E_FORMAT` there. */
export class FrameCursor {
  readonly #bytes: Buffer;
  #at: number;
  readonly #end: number;

  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  u16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  i32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }

  u64(): bigint {
    return this.#bytes.readBigUInt64LE(this.#take(8));
  }

  /** A number of eight bytes that names something: beyond 2^53 neighbours may become one. */
  id(): number {
    const at = this.#take(8);
    return this.#bytes.readUInt32LE(at) + this.#bytes.readUInt32LE(at + 4) * 0x1_0000_0000;
  }

  /** A number of eight bytes that a double holds. */
  count(): number {
    const value = this.id();
    if (!Number.isSafeInteger(value)) throw malformed('a count beyond all measure');
    return value;
  }

  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return Uint8Array.from(this.#bytes.subarray(at, at + length));
  }

  /** A string as text, after its length in two bytes. */
  text(): string {
    const length = this.u16();
    const at = this.#take(length);
    return textOf(this.#bytes, at, at + length);
  }

  characters(length: number): string {
    const at = this.#take(length);
    return this.#bytes.toString('latin1', at, at + length);
  }

  #take(length: number): number {
    if (length > this.left) throw malformed('a frame that is shorter than what it holds');
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
