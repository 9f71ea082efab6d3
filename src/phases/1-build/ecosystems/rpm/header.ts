/** Kinds of values in a header (rpm, "Package format": header structure). */
const kinds = { int8: 2, int16: 3, int32: 4, int64: 5, text: 6, texts: 8, translated: 9 } as const;

/** Of an entry of the index. */
interface Entry {
  readonly kind: number;
  readonly offset: number;
  readonly count: number;
}

const intro = 8;
const entrySize = 16;
/** As rpm itself bounds them. */
const maxEntries = 0xffff;
const maxData = 256 * 1024 * 1024;
/** Values of one tag that are read. The largest packages have some hundred thousand files. */
const mostValues = 1_000_000;

const utf8 = new TextDecoder('utf-8');

/**
 * The header of a package, as a database keeps it: two numbers (entries of the index, bytes of data), the index, the data, all in big endian. Entries are
 * looked at when they are asked for. A tag that comes twice counts as it comes last: what was added to a package after it was built stands behind it.
 */
export class RpmHeader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #dataStart: number;
  readonly #dataEnd: number;
  readonly #entries: ReadonlyMap<number, Entry>;

  private constructor(bytes: Uint8Array, dataStart: number, dataEnd: number, entries: ReadonlyMap<number, Entry>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#dataStart = dataStart;
    this.#dataEnd = dataEnd;
    this.#entries = entries;
  }

  /** The header that the bytes are; a sentence when they are none. */
  static read(bytes: Uint8Array): RpmHeader | string {
    if (bytes.length < intro) return 'a header of less than eight bytes';
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = view.getUint32(0);
    const size = view.getUint32(4);
    const start = intro + entrySize * count;
    if (count < 1 || count > maxEntries || size > maxData)
      return `a header that says that it has ${count} entries and ${size} bytes`;
    if (start + size > bytes.length) return 'a header that is cut short';
    const entries = new Map<number, Entry>();
    for (let at = intro; at < start; at += entrySize) {
      const [tag, kind, offset] = [view.getInt32(at), view.getUint32(at + 4), view.getInt32(at + 8)];
      if (offset >= 0 && offset <= size) entries.set(tag, { kind, offset, count: view.getUint32(at + 12) });
    }
    return new RpmHeader(bytes, start, start + size, entries);
  }

  has(tag: number): boolean {
    return this.#entries.has(tag);
  }

  /** A text, the first of several; undefined when it is not there or no text. */
  text(tag: number): string | undefined {
    return this.#texts(tag, 1)[0];
  }

  texts(tag: number): readonly string[] {
    return this.#texts(tag, mostValues);
  }

  /** Whether there are more values than are read. */
  isCut(tag: number): boolean {
    return (this.#entries.get(tag)?.count ?? 0) > mostValues;
  }

  #texts(tag: number, most: number): readonly string[] {
    const entry = this.#entries.get(tag);
    if (
      entry === undefined ||
      (entry.kind !== kinds.text && entry.kind !== kinds.texts && entry.kind !== kinds.translated)
    )
      return [];
    const texts: string[] = [];
    const wanted = Math.min(entry.kind === kinds.text ? 1 : entry.count, most);
    for (let at = this.#dataStart + entry.offset; texts.length < wanted && at < this.#dataEnd; ) {
      const end = this.#bytes.indexOf(0, at);
      if (end < 0 || end >= this.#dataEnd) break;
      texts.push(utf8.decode(this.#bytes.subarray(at, end)));
      at = end + 1;
    }
    return texts;
  }

  /** Whole numbers without sign; undefined when they are not there, no numbers, not all there, or too many. */
  numbers(tag: number): readonly number[] | undefined {
    const entry = this.#entries.get(tag);
    if (entry === undefined) return undefined;
    const size = sizes.get(entry.kind);
    const start = this.#dataStart + entry.offset;
    if (size === undefined || entry.count > mostValues || start + size * entry.count > this.#dataEnd) return undefined;
    return Array.from({ length: entry.count }, (_, index) => this.#number(start + size * index, size));
  }

  #number(at: number, size: number): number {
    if (size === 4) return this.#view.getUint32(at);
    if (size === 2) return this.#view.getUint16(at);
    return size === 1 ? this.#view.getUint8(at) : Number(this.#view.getBigUint64(at));
  }
}

const sizes: ReadonlyMap<number, number> = new Map([
  // A character is a number too.
  [1, 1],
  [kinds.int8, 1],
  [kinds.int16, 2],
  [kinds.int32, 4],
  [kinds.int64, 8],
]);
