import { SeaworthyError } from '../../../core/index.ts';
import type { SqliteLog } from './log.ts';
import { viewOf } from './view.ts';

const magic = 'SQLite format 3\u0000';

/** What the first 100 bytes say of a database (sqlite.org, "Database File Format", 1.3). */
export interface SqliteHeader {
  readonly pageSize: number;
  /** Bytes of a page that hold content; the rest is reserved for extensions. */
  readonly usable: number;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
}

const damaged = (why: string, where: string): SeaworthyError =>
  new SeaworthyError('E_FORMAT', 'damaged SQLite database', { where, why });

const encodings: Readonly<Record<number, SqliteHeader['encoding']>> = { 1: 'utf-8', 2: 'utf-16le', 3: 'utf-16be' };

/** Throws `E_FORMAT` for what is no SQLite database of format 3. */
function readHeader(bytes: Uint8Array, where: string): SqliteHeader {
  const isSqlite = bytes.length >= 100 && Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString('latin1') === magic;
  if (!isSqlite) throw new SeaworthyError('E_FORMAT', 'not a SQLite database', { where });
  const view = viewOf(bytes);
  const said = view.getUint16(16);
  const pageSize = said === 1 ? 65_536 : said;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw damaged(`pages of ${pageSize} bytes`, where);
  const usable = pageSize - view.getUint8(20);
  if (usable < 480) throw damaged(`only ${usable} bytes of a page are usable`, where);
  // The number to read it by: 1 is that of rollback journals, 2 that of write-ahead logs.
  if (view.getUint8(19) > 2) throw damaged(`it asks for a reader of version ${view.getUint8(19)}`, where);
  // No text was ever written where no encoding was set.
  const encoding = encodings[view.getUint32(56) || 1];
  if (encoding === undefined) throw damaged(`text encoding ${view.getUint32(56)}`, where);
  return { pageSize, usable, encoding };
}

/** The pages of a database in memory. Each can be taken once in one reading: a page that two places claim is a cycle or a lie. */
export class SqlitePages {
  readonly header: SqliteHeader;
  readonly where: string;
  readonly #bytes: Uint8Array;
  readonly #log: SqliteLog | undefined;
  #taken: Uint8Array;

  constructor(bytes: Uint8Array, where: string, log?: SqliteLog) {
    const first = log?.pages.get(1);
    this.header = readHeader(first ?? bytes, where);
    if (log !== undefined && log.pageSize !== this.header.pageSize)
      throw damaged(`its log has pages of ${log.pageSize} bytes`, where);
    this.where = where;
    this.#bytes = bytes;
    this.#log = log;
    this.#taken = new Uint8Array(this.count + 1);
  }

  /** How many pages there are. What the header says of it is not believed: older programs did not keep it. */
  get count(): number {
    const inFile = Math.floor(this.#bytes.length / this.header.pageSize);
    return this.#log === undefined ? inFile : Math.min(this.#log.pageCount, inFile + this.#log.pages.size);
  }

  /** All bytes that a payload could ever have. */
  get size(): number {
    return this.count * this.header.pageSize;
  }

  /** Pages may be taken again from here on. */
  startReading(): void {
    this.#taken = new Uint8Array(this.count + 1);
  }

  /** A page by its number, which begins with 1. Throws `E_FORMAT` where there is none, or it was taken before. */
  take(number: number): Uint8Array {
    if (number < 1 || number > this.count) throw this.damaged(`page ${number} of ${this.count}`);
    if (this.#taken[number] === 1) throw this.damaged(`page ${number} is used twice`);
    this.#taken[number] = 1;
    const logged = this.#log?.pages.get(number);
    if (logged !== undefined) return logged;
    const { pageSize } = this.header;
    const page = this.#bytes.subarray((number - 1) * pageSize, number * pageSize);
    if (page.length < pageSize) throw this.damaged(`page ${number} is not whole`);
    return page;
  }

  damaged(why: string): SeaworthyError {
    return damaged(why, this.where);
  }
}
