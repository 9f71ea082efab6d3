import { SeaworthyError } from '../../../core/index.ts';
import type { ByteSource } from '../source/byte-source.ts';

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** One record of the central directory (APPNOTE.TXT 4.3.12). */
export interface DirectoryEntry {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Of its local header, from the start of the archive. */
  readonly offset: number;
}

const endRecord = 0x06054b50;
const endRecord64 = 0x06064b50;
const endLocator64 = 0x07064b50;
const directoryRecord = 0x02014b50;
const endRecordSize = 22;
const maxComment = 0xffff;
const locatorSize = 20;
/** Of all records together; the directory of a million files has about a hundred bytes for each. */
const maxDirectory = 256 * 1024 * 1024;

const truncated = (where: string): SeaworthyError =>
  new SeaworthyError('E_TRUNCATED', 'zip ends before its directory does', { where });

/** A 64-bit number that must be an exact integer. */
function big(view: DataView, at: number, where: string): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new SeaworthyError('E_FORMAT', 'zip names a size or place that no file can have', { where });
  }
  return Number(value);
}

/** The end of a file, and where it begins in it. */
interface Tail {
  readonly view: DataView;
  readonly from: number;
}

/** The end record lies at the end, before a comment of up to 65,535 bytes (APPNOTE 4.3.16). What comes back is its place in the tail. */
function findEnd({ view }: Tail, source: ByteSource, where: string): number {
  const last = view.byteLength - endRecordSize;
  for (let at = last; at >= 0 && at >= last - maxComment; at--) {
    if (
      view.getUint32(at, true) === endRecord &&
      at + endRecordSize + view.getUint16(at + 20, true) <= view.byteLength
    ) {
      return at;
    }
  }
  if (source.size >= 4 && viewOf(source.read(0, 4)).getUint32(0, true) === 0x04034b50) throw truncated(where);
  throw new SeaworthyError('E_FORMAT', 'not a zip archive', { where });
}

interface DirectoryPlace {
  readonly count: number;
  readonly start: number;
  readonly size: number;
  /** Bytes put before the archive (a start script), which its own offsets do not count. */
  readonly shift: number;
}

/** Where the directory is, from the zip64 end record where there is one (APPNOTE 4.3.14, 4.3.15). */
function directoryPlace(source: ByteSource, where: string): DirectoryPlace {
  const from = Math.max(0, source.size - endRecordSize - maxComment - locatorSize);
  const tail: Tail = { view: viewOf(source.read(from, source.size - from)), from };
  const at = findEnd(tail, source, where);
  const { view } = tail;
  const locator = at - locatorSize;
  if (locator >= 0 && view.getUint32(locator, true) === endLocator64) {
    const at64 = big(view, locator + 8, where);
    if (at64 + 56 > source.size) throw truncated(where);
    const wide = viewOf(source.read(at64, 56));
    if (wide.getUint32(0, true) !== endRecord64) {
      throw new SeaworthyError('E_FORMAT', 'zip64 end record is not where it should be', { where });
    }
    return { count: big(wide, 32, where), size: big(wide, 40, where), start: big(wide, 48, where), shift: 0 };
  }
  const end = from + at;
  const size = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  const isThere =
    size === 0 || (start + 4 <= end && viewOf(source.read(start, 4)).getUint32(0, true) === directoryRecord);
  const shift = isThere ? 0 : end - size - start;
  if (shift < 0) throw truncated(where);
  return { count: view.getUint16(at + 10, true), size, start: start + shift, shift };
}

/** The 64-bit values of an entry whose 32-bit fields are all ones (APPNOTE 4.5.3), in the order of the standard. */
function zip64Values(view: DataView, extraStart: number, extraEnd: number, where: string): number[] {
  for (let at = extraStart; at + 4 <= extraEnd; ) {
    const size = view.getUint16(at + 2, true);
    if (at + 4 + size > extraEnd) break;
    if (view.getUint16(at, true) === 1) {
      const values: number[] = [];
      for (let i = at + 4; i + 8 <= at + 4 + size; i += 8) values.push(big(view, i, where));
      return values;
    }
    at += 4 + size;
  }
  return [];
}

const utf8 = new TextDecoder('utf-8');

/** `a/b` for `/a/./b`, `a\b`; parts `..` are dropped, so that no name leaves the archive. */
function normalise(raw: string): string {
  return raw
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

/** The name of an entry as its bytes have it, normalised. */
export const nameOf = (bytes: Uint8Array): string => normalise(utf8.decode(bytes));

/** The records of the central directory. Throws `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT` (more than `maxEntries`). */
export function* readDirectory(
  source: ByteSource,
  maxEntries: number,
  where: string,
): Generator<DirectoryEntry, void, undefined> {
  const place = directoryPlace(source, where);
  const end = place.size;
  if (place.start + end > source.size) throw truncated(where);
  if (end > maxDirectory) throw new SeaworthyError('E_LIMIT', `zip with a directory of ${end} bytes`, { where });
  const bytes = source.read(place.start, end);
  const view = viewOf(bytes);
  let at = 0;
  let count = 0;
  for (; at < end; count++) {
    if (count >= maxEntries) {
      throw new SeaworthyError('E_LIMIT', `zip with more than ${maxEntries} entries`, { where });
    }
    if (at + 46 > end) throw truncated(where);
    if (view.getUint32(at, true) !== directoryRecord) {
      throw new SeaworthyError('E_FORMAT', `zip directory record ${count + 1} is damaged`, { where });
    }
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > end) throw truncated(where);
    const wide = zip64Values(view, nameEnd, extraEnd, where);
    const value = (narrow: number): number => {
      if (narrow !== 0xffffffff) return narrow;
      return wide.shift() ?? narrow;
    };
    const raw = utf8.decode(bytes.subarray(at + 46, nameEnd));
    // The order of these three is the order of the values in the zip64 field.
    const size = value(view.getUint32(at + 24, true));
    const compressedSize = value(view.getUint32(at + 20, true));
    const offset = value(view.getUint32(at + 42, true));
    yield {
      name: normalise(raw),
      isDirectory: raw.endsWith('/'),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressedSize,
      size,
      offset: offset + place.shift,
    };
    at = next;
  }
  // Old writers let the 16-bit count wrap around instead of writing zip64.
  if ((count & 0xffff) !== (place.count & 0xffff)) {
    throw new SeaworthyError('E_FORMAT', `zip directory has ${count} records and claims ${place.count}`, { where });
  }
}
