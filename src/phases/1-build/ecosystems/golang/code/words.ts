import { bytesAt, type Program } from '../../../../../foundations/formats/index.ts';

/** Numbers of one program in bytes of it; undefined outside of them. */
export class Words {
  readonly size: 4 | 8;
  readonly #view: DataView;
  readonly #littleEndian: boolean;

  constructor(bytes: Uint8Array, { wordSize, littleEndian }: Pick<Program, 'wordSize' | 'littleEndian'>) {
    this.size = wordSize;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#littleEndian = littleEndian;
  }

  u32(at: number): number | undefined {
    return at >= 0 && at + 4 <= this.#view.byteLength ? this.#view.getUint32(at, this.#littleEndian) : undefined;
  }

  /** A number of the size of a pointer; exact up to 2^53. */
  word(at: number): number | undefined {
    if (this.size === 4) return this.u32(at);
    const [first, second] = [this.u32(at), this.u32(at + 4)];
    if (first === undefined || second === undefined) return undefined;
    return this.#littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }
}

/** Exactly so many bytes that are loaded at an address; undefined where the file has fewer. Held by whoever asked. */
export function loadedBytes(program: Program, address: number, length: number): Buffer | undefined {
  const found = length < 0 ? undefined : bytesAt(program, address, length);
  return found?.length === length ? Buffer.from(found) : undefined;
}
