import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Digest, oneDay, SeaworthyError, whyOf } from '../../../core/index.ts';
import { makeFolder } from '../../../foundations/formats/index.ts';
import { EntryList } from '../../../foundations/images/index.ts';
import type { LayerParts } from './layer-facts.ts';

/**
 * What layers told, kept so that each is read once ever, and once more by a reader that has changed. Neither method throws when the cache itself fails:
 * then the layer is read again.
 */
export interface LayerCache {
  /** The first thing that went wrong with the cache itself. */
  readonly trouble?: string | undefined;
  /** What was kept of a layer, of whichever readers in whichever versions. */
  get(layer: LayerKey): LayerParts | undefined;
  /** In place of what was kept of it before. */
  put(layer: LayerKey, parts: LayerParts): void;
  /** What was joined of all layers of an image, by everything that it depends on. */
  joined(key: string): string | undefined;
  putJoined(key: string, text: string): void;
  close(): void;
}

/** A layer by its digest, and by what the image claims about its content: what was learnt holds for the content that was claimed then. */
export type LayerKey = `${Digest} ${Digest | ''}`;

/** Raised when the form of `LayerParts` changes. */
const form = 7;

/** Rows that were not asked for in this many days are dropped. */
const keepDays = 60;

/** The most one row may inflate to: a cache file may have been tampered with. */
const maxFactsBytes = 1024 * 1024 * 1024;

/** Opens the layer cache in a folder, made when absent. Throws `E_WRITE` when that cannot be. */
export function openLayerCache(directory: string, now: Date): LayerCache {
  const path = join(directory, 'layers.sqlite');
  try {
    makeFolder(directory, 0o700);
    return new SqliteLayerCache(path, Math.floor(now.getTime() / oneDay));
  } catch (error) {
    throw new SeaworthyError('E_WRITE', 'the layer cache cannot be opened', {
      where: path,
      why: whyOf(error),
      next: 'Remove the file, choose another folder with `--cache`, or use `--cache off`.',
      cause: error,
    });
  }
}

class SqliteLayerCache implements LayerCache {
  readonly #database: DatabaseSync;
  readonly #day: number;
  trouble: string | undefined;

  constructor(path: string, day: number) {
    this.#day = day;
    this.#database = new DatabaseSync(path, { timeout: 5_000 });
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      DROP TABLE IF EXISTS facts;
      CREATE TABLE IF NOT EXISTS layers (layer TEXT, form INTEGER, day INTEGER, body BLOB, PRIMARY KEY (layer, form));
      CREATE TABLE IF NOT EXISTS joined (key TEXT PRIMARY KEY, day INTEGER, body BLOB);
    `);
  }

  get(layer: LayerKey): LayerParts | undefined {
    return this.#attempt(() => this.#read(layer));
  }

  put(layer: LayerKey, parts: LayerParts): void {
    this.#attempt(() => this.#write(layer, parts));
  }

  joined(key: string): string | undefined {
    return this.#attempt(() => {
      const row = this.#database.prepare('SELECT body, day FROM joined WHERE key = ?').get(key);
      if (!(row?.body instanceof Uint8Array)) return undefined;
      if (row.day !== this.#day) this.#database.prepare('UPDATE joined SET day = ? WHERE key = ?').run(this.#day, key);
      return inflated(row.body)?.toString();
    });
  }

  putJoined(key: string, text: string): void {
    this.#attempt(() => {
      this.#database.prepare('DELETE FROM joined WHERE day < ?').run(this.#day - keepDays);
      const body = zstdCompressSync(Buffer.from(text));
      this.#database.prepare('INSERT OR REPLACE INTO joined VALUES (?, ?, ?)').run(key, this.#day, body);
    });
  }

  close(): void {
    this.#attempt(() => this.#database.close());
  }

  /** A full disk, a damaged page or a lock held for too long costs the time that the cache would have saved, and nothing else. */
  #attempt<Value>(work: () => Value): Value | undefined {
    try {
      return work();
    } catch (error) {
      this.trouble ??= whyOf(error);
      return undefined;
    }
  }

  #read(layer: LayerKey): LayerParts | undefined {
    const row = this.#database.prepare('SELECT body, day FROM layers WHERE layer = ? AND form = ?').get(layer, form);
    if (!(row?.body instanceof Uint8Array)) return undefined;
    if (row.day !== this.#day) {
      this.#database.prepare('UPDATE layers SET day = ? WHERE layer = ? AND form = ?').run(this.#day, layer, form);
    }
    return decode(row.body);
  }

  /** One row holds all parts of a layer: it is whole or not there. Of two processes that read it at once the last one's stays. */
  #write(layer: LayerKey, parts: LayerParts): void {
    this.#database.prepare('DELETE FROM layers WHERE day < ?').run(this.#day - keepDays);
    this.#database
      .prepare('INSERT OR REPLACE INTO layers VALUES (?, ?, ?, ?)')
      .run(layer, form, this.#day, encode(parts));
  }
}

/** The bytes of a row, or nothing when it is damaged: then what it stood for is done again. */
function inflated(body: Uint8Array): Buffer | undefined {
  try {
    return zstdDecompressSync(body, { maxOutputLength: maxFactsBytes });
  } catch {
    return undefined;
  }
}

/** Length of the JSON, the JSON without the entries, the entries. */
function encode(parts: LayerParts): Uint8Array {
  const { entries, ...rest } = parts;
  const kept = parts.kept.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes).toString('base64') }));
  const json = Buffer.from(JSON.stringify({ ...rest, kept }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return zstdCompressSync(Buffer.concat([length, json, entries.bytes()]));
}

/** The parts, or nothing when the row is damaged: then the layer is read again. */
function decode(body: Uint8Array): LayerParts | undefined {
  try {
    const plain = inflated(body);
    if (plain === undefined) return undefined;
    const end = 4 + plain.readUInt32LE(0);
    const parts: Omit<LayerParts, 'kept' | 'entries'> & { kept: { path: string; bytes: string }[] } = JSON.parse(
      plain.toString('utf8', 4, end),
    );
    const kept = parts.kept.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes, 'base64') }));
    return { ...parts, kept, entries: EntryList.from(plain.subarray(end)) };
  } catch {
    return undefined;
  }
}
