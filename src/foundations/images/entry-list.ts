import { defined, SeaworthyError } from '../../core/index.ts';
import type { EntryKind, LayerEntry } from './layer.ts';

const kinds: readonly EntryKind[] = ['file', 'directory', 'symlink', 'hardlink', 'other', 'whiteout', 'opaque'];
const chunkBytes = 1024 * 1024;
/** Bytes of the numbers of one entry at most: a kind, and eight numbers of up to eight bytes. */
const numberBytes = 1 + 8 * 8;
/** Bits beside the kind: that an owner follows, and capabilities. */
const bits = { kind: 7, owner: 8, capabilities: 16 } as const;

/**
 * Entries of a layer in their order, in a few dozen bytes each: a layer may have millions. They can be added to and gone through, from front to back.
 * Paths lie there as what they do not share with the one before.
 */
export class EntryList implements Iterable<LayerEntry> {
  readonly #chunks: Buffer[] = [];
  /** Bytes that are used of each chunk. */
  readonly #used: number[] = [];
  #last = '';
  #length = 0;
  /** How many there are of each kind. */
  readonly #ofKind = kinds.map(() => 0);

  get length(): number {
    return this.#length;
  }

  add(entry: LayerEntry): void {
    const { path, link = '' } = entry;
    const shared = sharedLength(this.#last, path);
    const rest = shared === 0 ? path : path.slice(shared);
    const restBytes = Buffer.byteLength(rest);
    const linkBytes = link === '' ? 0 : Buffer.byteLength(link);
    const { chunk, at } = this.#room(restBytes + linkBytes + numberBytes);
    const writer = new Writer(chunk, at);
    const { owner, capabilities } = entry;
    chunk[writer.at++] =
      kinds.indexOf(entry.kind) | (owner ? bits.owner : 0) | (capabilities === undefined ? 0 : bits.capabilities);
    writer.number(shared);
    writer.number(restBytes);
    writer.text(rest);
    writer.number(entry.mode);
    writer.number(entry.size);
    writer.number(entry.link === undefined ? 0 : linkBytes + 1);
    writer.text(link);
    if (owner) {
      writer.number(owner.uid);
      writer.number(owner.gid);
    }
    if (capabilities !== undefined) writer.number(capabilities);
    this.#used[this.#used.length - 1] = writer.at;
    this.#note(entry.kind, path);
  }

  #note(kind: EntryKind, path: string): void {
    this.#last = path;
    this.#length++;
    const index = kinds.indexOf(kind);
    this.#ofKind[index] = (this.#ofKind[index] ?? 0) + 1;
  }

  [Symbol.iterator](): Generator<LayerEntry, void, undefined> {
    return this.#read(kinds);
  }

  /** Those of some kinds, in their order. Costs nothing where there are none, and little for the others that lie between. */
  *ofKinds(wanted: readonly EntryKind[]): Generator<LayerEntry, void, undefined> {
    if (wanted.some((kind) => this.#ofKind[kinds.indexOf(kind)] !== 0)) yield* this.#read(wanted);
  }

  *#read(wanted: readonly EntryKind[]): Generator<LayerEntry, void, undefined> {
    let path = Buffer.alloc(4_096);
    for (const [index, chunk] of this.#chunks.entries()) {
      const reader = new Reader(chunk.subarray(0, this.#used[index]));
      while (reader.more) {
        const first = reader.byte();
        const kind = first < 32 ? kinds[first & bits.kind] : undefined;
        const shared = reader.number();
        const rest = reader.number();
        const start = reader.pass(rest);
        const length = shared + rest;
        if (kind === undefined || shared > path.length) throw damaged();
        if (length > path.length) path = Buffer.concat([path, Buffer.alloc(2 * length)]);
        // Parts of paths are short: a loop is cheaper than a call that copies.
        for (let at = 0; at < rest; at++) path[shared + at] = chunk[start + at] as number;
        const mode = reader.number();
        const size = reader.number();
        const link = reader.number();
        const isWanted = wanted.includes(kind);
        const target = link > 0 && isWanted ? reader.text(link - 1) : undefined;
        if (link > 1 && !isWanted) reader.pass(link - 1);
        const owner = (first & bits.owner) === 0 ? undefined : { uid: reader.number(), gid: reader.number() };
        const capabilities = (first & bits.capabilities) === 0 ? undefined : reader.number();
        if (!isWanted) continue;
        const entry = { path: path.toString('utf8', 0, length), kind, size, mode };
        const isPlain = target === undefined && owner === undefined && capabilities === undefined;
        yield isPlain ? entry : { ...entry, ...defined({ link: target, owner, capabilities }) };
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
    for (const { kind, path } of list) list.#note(kind, path);
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

/** How many characters of ASCII both begin with: as many bytes, whatever follows. */
function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at) && a.charCodeAt(at) < 0x80) at++;
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

  text(text: string): void {
    if (text !== '') this.at += this.#into.write(text, this.at);
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

  text(length: number): string {
    const start = this.pass(length);
    return this.#from.toString('utf8', start, start + length);
  }

  /** Goes on behind `length` bytes; where they began. */
  pass(length: number): number {
    const start = this.#at;
    if (start + length > this.#from.length) throw damaged();
    this.#at += length;
    return start;
  }
}
