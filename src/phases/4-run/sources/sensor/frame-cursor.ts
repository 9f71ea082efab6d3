import { SeaworthyError } from '../../../../core/index.ts';

/** Most bytes of a string in a frame. */
export const maxStringBytes = 4096;

/** Reads what a frame holds, one after the other, never past its end. Throws `E_FORMAT` there. */
export class FrameCursor {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#at = at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
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

  /** A number of eight bytes that a double holds. */
  count(): number {
    const value = Number(this.u64());
    if (!Number.isSafeInteger(value)) throw this.#malformed('a count beyond all measure');
    return value;
  }

  /** The bytes of a string; valid as long as the frame's are. */
  bytes(): Uint8Array {
    const length = this.u16();
    if (length > maxStringBytes) throw this.#malformed(`a string of ${length} bytes, ${maxStringBytes} is the most`);
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** A string as text; bytes that are not UTF-8 become U+FFFD. */
  text(): string {
    const length = this.u16();
    if (length > maxStringBytes) throw this.#malformed(`a string of ${length} bytes, ${maxStringBytes} is the most`);
    const at = this.#take(length);
    return this.#bytes.toString('utf8', at, at + length);
  }

  characters(length: number): string {
    const at = this.#take(length);
    return this.#bytes.toString('latin1', at, at + length);
  }

  #take(length: number): number {
    if (length > this.left) throw this.#malformed('a frame that is shorter than what it holds');
    const at = this.#at;
    this.#at += length;
    return at;
  }

  #malformed(why: string): SeaworthyError {
    return new SeaworthyError('E_FORMAT', 'the stream of the sensor is malformed', { why });
  }
}
