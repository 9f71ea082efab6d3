import type { HeaderSource } from './header-source.ts';

const hashMagic = 0x061561;
const overflowPage = 7;
const unsortedHashPage = 2;
const hashPage = 13;
const hashMetaPage = 8;
const pageHead = 26;
/** Items of a hash page: in the page, or on overflow pages. */
const inPage = 1;
const offPage = 3;
const offPageSize = 12;

/** A database in the byte order of the machine that wrote it. */
class HashFile {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  readonly pageSize: number;
  readonly #taken: Uint8Array;

  constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.littleEndian = littleEndian;
    this.pageSize = this.u32(20);
    this.#taken = new Uint8Array(this.pages);
  }

  get pages(): number {
    return this.pageSize < 512 ? 0 : Math.floor(this.bytes.length / this.pageSize);
  }

  u16(at: number): number {
    return this.view.getUint16(at, this.littleEndian);
  }

  u32(at: number): number {
    return this.view.getUint32(at, this.littleEndian);
  }

  /** Takes an overflow page, where it begins; each can be taken once. A sentence when it cannot. */
  takeOverflow(number: number): number | string {
    if (number < 1 || number >= this.pages) return `page ${number} of ${this.pages}`;
    if (this.#taken[number] === 1) return `page ${number} is used twice`;
    this.#taken[number] = 1;
    const start = number * this.pageSize;
    return this.view.getUint8(start + 25) === overflowPage ? start : `page ${number} is no overflow page`;
  }
}

function openHash(bytes: Uint8Array): HashFile | undefined {
  if (bytes.length < 512) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = [true, false].find((order) => view.getUint32(12, order) === hashMagic);
  return littleEndian === undefined ? undefined : new HashFile(bytes, littleEndian);
}

/**
 * `Packages` of rpm before 4.16: a hash table of Berkeley DB, of which the keys are numbers of packages and the values their headers. Pages are gone through in the
 * order of the file, so that nothing hangs on where a key belongs.
 */
export const berkeleyBlobs: HeaderSource = {
  isOne: (bytes) => openHash(bytes) !== undefined,
  *headers(bytes, _where, onDamage) {
    const file = openHash(bytes);
    if (file === undefined) return;
    const { pageSize, pages } = file;
    if (
      pages === 0 ||
      pageSize > 65_536 ||
      (pageSize & (pageSize - 1)) !== 0 ||
      file.view.getUint8(25) !== hashMetaPage
    ) {
      onDamage(`its first page is damaged: pages of ${pageSize} bytes`);
      return;
    }
    if (file.view.getUint8(24) !== 0) {
      onDamage('it is encrypted');
      return;
    }
    const last = file.u32(32);
    if (last >= pages || bytes.length % pageSize !== 0)
      onDamage(`it was cut short: it has ${pages} of ${last + 1} pages`);
    for (let number = 1; number < pages; number++) {
      const kind = file.view.getUint8(number * pageSize + 25);
      if (kind === hashPage || kind === unsortedHashPage) yield* itemsOf(file, number, onDamage);
    }
  },
};

/** The values of a hash page: its items are keys and values in turn, laid from the end of the page to its beginning. */
function* itemsOf(
  file: HashFile,
  number: number,
  onDamage: (why: string) => void,
): Generator<Uint8Array, void, undefined> {
  const start = number * file.pageSize;
  const count = file.u16(start + 20);
  if (pageHead + 2 * count > file.pageSize) {
    onDamage(`page ${number} cannot have ${count} items`);
    return;
  }
  let end = file.pageSize;
  for (let index = 0; index < count; index++) {
    const at = file.u16(start + pageHead + 2 * index);
    if (at < pageHead + 2 * count || at >= end) {
      onDamage(`item ${index} of page ${number} is not where it can be`);
      return;
    }
    if (index % 2 === 1) {
      const value = valueAt(file, start + at, start + end);
      if (typeof value === 'string') onDamage(`item ${index} of page ${number}: ${value}`);
      // The value of key 0 is the highest number of a package.
      else if (value !== undefined && value.length > 4) yield value;
    }
    end = at;
  }
}

function valueAt(file: HashFile, at: number, end: number): Uint8Array | string | undefined {
  const kind = file.view.getUint8(at);
  if (kind === inPage) return file.bytes.subarray(at + 1, end);
  if (kind !== offPage) return `a value of kind ${kind}`;
  if (at + offPageSize > end) return 'a value that is cut short';
  return overflow(file, file.u32(at + 4), file.u32(at + 8));
}

/** A value on pages of its own, each of which says how much it has and which comes next. */
function overflow(file: HashFile, first: number, length: number): Uint8Array | string {
  if (length > file.bytes.length) return `a value of ${length} bytes, more than the file has`;
  const parts: Uint8Array[] = [];
  let next = first;
  for (let left = length; left > 0; ) {
    const start = file.takeOverflow(next);
    if (typeof start === 'string') return start;
    const size = file.u16(start + 22);
    if (size === 0 || pageHead + size > file.pageSize) return `page ${next} says that it has ${size} bytes`;
    parts.push(file.bytes.subarray(start + pageHead, start + pageHead + Math.min(size, left)));
    left -= size;
    next = file.u32(start + 16);
  }
  return Buffer.concat(parts, length);
}
