import { SeaworthyError } from '../../../core/index.ts';
import { viewOf } from './view.ts';

/** What a write-ahead log holds that was committed: pages as they are now, and how many there are. */
export interface SqliteLog {
  readonly pageSize: number;
  readonly pageCount: number;
  readonly pages: ReadonlyMap<number, Uint8Array>;
}

const bigEndianSums = 0x377f0683;
const littleEndianSums = 0x377f0682;
const headerSize = 32;
const frameHeader = 24;

/** The running check sum of a log (sqlite.org, "WAL-mode File Format", 4.2). */
class Sum {
  #first = 0;
  #second = 0;
  readonly #littleEndian: boolean;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  add(view: DataView, from: number, to: number): void {
    for (let at = from; at < to; at += 8) {
      this.#first = (this.#first + view.getUint32(at, this.#littleEndian) + this.#second) >>> 0;
      this.#second = (this.#second + view.getUint32(at + 4, this.#littleEndian) + this.#first) >>> 0;
    }
  }

  /** Whether it is what stands there, always in big endian. */
  is(view: DataView, at: number): boolean {
    return view.getUint32(at) === this.#first && view.getUint32(at + 4) === this.#second;
  }
}

/**
 * Reads a write-ahead log, `NAME-wal` beside a database (sqlite.org, "WAL-mode File Format"). Undefined when nothing in it was committed: an empty file, one
 * of before a checkpoint, one that was cut short in its first transaction. Throws `E_FORMAT` for a file that is no log.
 */
export function readSqliteLog(bytes: Uint8Array, where: string): SqliteLog | undefined {
  if (bytes.length < headerSize) return undefined;
  const view = viewOf(bytes);
  const magic = view.getUint32(0);
  const isReset = bytes.subarray(0, headerSize).every((byte) => byte === 0);
  if (isReset) return undefined;
  if (magic !== bigEndianSums && magic !== littleEndianSums)
    throw new SeaworthyError('E_FORMAT', 'not a write-ahead log of SQLite', { where });
  const pageSize = view.getUint32(8);
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0)
    throw new SeaworthyError('E_FORMAT', 'damaged write-ahead log', { where, why: `pages of ${pageSize} bytes` });
  const sum = new Sum(magic === littleEndianSums);
  sum.add(view, 0, 24);
  // A log whose head does not hold was never begun, for SQLite too.
  if (!sum.is(view, 24)) return undefined;
  const committed = new Map<number, Uint8Array>();
  const open = new Map<number, Uint8Array>();
  let pageCount = 0;
  for (let at = headerSize; at + frameHeader + pageSize <= bytes.length; at += frameHeader + pageSize) {
    const body = at + frameHeader;
    // Frames of before the last restart have other salts; the first that does not hold is the end.
    if (view.getUint32(at + 8) !== view.getUint32(16) || view.getUint32(at + 12) !== view.getUint32(20)) break;
    sum.add(view, at, at + 8);
    sum.add(view, body, body + pageSize);
    if (!sum.is(view, at + 16)) break;
    open.set(view.getUint32(at), bytes.subarray(body, body + pageSize));
    const after = view.getUint32(at + 4);
    if (after === 0) continue;
    pageCount = after;
    for (const [number, page] of open) committed.set(number, page);
    open.clear();
  }
  return pageCount === 0 ? undefined : { pageSize, pageCount, pages: committed };
}
