import { bytesAt, type Program } from '../../../../../foundations/formats/index.ts';

const nothing: DataView = new DataView(new ArrayBuffer(0));

/** Looks at bytes that are loaded at addresses, mostly rising ones, in windows: one is good until the next call. */
export class LoadedWindow {
  readonly #program: Program;
  readonly #most: number;
  #start = 0;
  #view = nothing;

  /** `most` bytes are read at once, or those that are asked for. */
  constructor(program: Program, most = 256 * 1024) {
    this.#program = program;
    this.#most = most;
  }

  /** A view whose first byte is that of the address, with at least so many bytes; undefined where the file has fewer. */
  at(address: number, length: number): { readonly view: DataView; readonly from: number } | undefined {
    if (address < this.#start || address + length > this.#start + this.#view.byteLength) {
      const found = bytesAt(this.#program, address, Math.max(this.#most, length));
      this.#start = address;
      this.#view = found === undefined ? nothing : new DataView(found.buffer, found.byteOffset, found.byteLength);
    }
    const from = address - this.#start;
    return from + length <= this.#view.byteLength ? { view: this.#view, from } : undefined;
  }
}
