import { SeaworthyError } from '../../core/index.ts';
import type { EntryKind, LayerEntry } from './layer.ts';

const kinds: readonly EntryKind[] = ['file', 'directory', 'symlink', 'hardlink', 'other', 'whiteout', 'opaque'];
const chunkBytes = 1024 * 1024;
/** Bytes of the numbers of one entry at most: a kind, and five numbers of up to eight bytes. */
const numberBytes = 1 + 5 * 8;

/**
 * Entries of a layer in their order, in a few dozen bytes each: a layer may have millions. They can be added to and gone through, from front to back.
 * Paths lie there as what they do not share with the one before.
 */
export class EntryList implements Iterable<LayerEntry> {
  readonly #chunks: Buffer[] = [];
  /** Bytes that are used of each chunk. */
  readonly #used: number[] = [];
  #last = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(entry: LayerEntry): void {
    const path = Buffer.from(entry.path);
    const link = entry.link === undefined ? undefined : Buffer.from(entry.link);
    const shared = sharedLength(this.#last, path);
    const { chunk, at } = this.#room(path.length - shared + (link?.length ?? 0) + numberBytes);
    const writer = new Writer(chunk, at);
    chunk[writer.at++] = kinds.indexOf(entry.kind);
    writer.number(shared);
    writer.number(path.length - shared);
    writer.bytes(path.subarray(shared));
    writer.number(entry.mode);
    writer.number(entry.size);
    writer.number(link === undefined ? 0 : link.length + 1);
    if (link !== undefined) writer.bytes(link);
    this.#used[this.#used.length - 1] = writer.at;
    this.#last = path;
    this.#length++;
  }

  *[Symbol.iterator](): Generator<LayerEntry, void, undefined> {
    let path = Buffer.alloc(4_096);
    for (const [index, chunk] of this.#chunks.entries()) {
      const reader = new Reader(chunk.subarray(0, this.#used[index]));
      while (reader.more) {
        const kind = kinds[reader.byte()];
        const shared = reader.number();
        const rest = reader.bytes(reader.number());
        const length = shared + rest.length;
        if (kind === undefined || shared > path.length) throw damaged();
        if (length > path.length) path = Buffer.concat([path, Buffer.alloc(2 * length)]);
        path.set(rest, shared);
        const mode = reader.number();
        const size = reader.number();
        const link = reader.number();
        const entry = { path: path.toString('utf8', 0, length), kind, size, mode };
        yield link === 0 ? entry : { ...entry, link: reader.bytes(link - 1).toString() };
      }
    }
  }

  /** All of it, to be kept. */
  bytes(): Buffer {
    return Buffer.concat(this.#chunks.map((chunk, index) => chunk.subarray(0, this.#used[index])));
  }

  /** What `bytes` gave. Throws `E_FORMAT` when it is damaged. */
  static from(bytes: Buffer): EntryList {
    const list = new EntryList();
    list.#chunks.push(bytes);
    list.#used.push(bytes.length);
    for (const { path } of list) {
      list.#length++;
      list.#last = Buffer.from(path);
    }
    return list;
  }

  static of(entries: Iterable<LayerEntry>): EntryList {
    const list = new EntryList();
    for (const entry of entries) list.add(entry);
    return list;
  }

  /** Where the next entry goes. */
  #room(bytes: number): { readonly chunk: Buffer; readonly at: number } {
    const [chunk, at = 0] = [this.#chunks.at(-1), this.#used.at(-1)];
    if (chunk !== undefined && at + bytes <= chunk.length) return { chunk, at };
    const fresh = Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes));
    this.#chunks.push(fresh);
    this.#used.push(0);
    return { chunk: fresh, at: 0 };
  }
}

function sharedLength(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at++;
  return at;
}

const damaged = (): SeaworthyError => new SeaworthyError('E_FORMAT', 'a list of entries is damaged');

/** Numbers in groups of seven bits, the lowest first (LEB128). */
class Writer {
  at: number;
  readonly #into: Buffer;

  constructor(into: Buffer, at: number) {
    this.#into = into;
    this.at = at;
  }

  number(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#into[this.at++] = 0x80 | (rest % 0x80);
    this.#into[this.at++] = rest;
  }

  bytes(bytes: Buffer): void {
    this.at += bytes.copy(this.#into, this.at);
  }
}

class Reader {
  #at = 0;
  readonly #from: Buffer;

  constructor(from: Buffer) {
    this.#from = from;
  }

  get more(): boolean {
    return this.#at < this.#from.length;
  }

  byte(): number {
    const byte = this.#from[this.#at++];
    if (byte === undefined) throw damaged();
    return byte;
  }

  number(): number {
    let value = 0;
    for (let factor = 1; factor <= Number.MAX_SAFE_INTEGER; factor *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw damaged();
  }

  bytes(length: number): Buffer {
    if (this.#at + length > this.#from.length) throw damaged();
    const bytes = this.#from.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }
}
