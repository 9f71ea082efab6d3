import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Digest, oneDay, SeaworthyError, whyOf } from '../../../core/index.ts';
import { EntryList } from '../../../foundations/images/index.ts';
import type { Extractor } from '../ecosystems/index.ts';
import type { SecretScanner } from '../secrets/index.ts';
import type { LayerFacts } from './layer-facts.ts';

/** What layers told, kept so that each is read once ever. Neither method throws when the cache itself fails: then the layer is read again. */
export interface LayerCache {
  /** The first thing that went wrong with the cache itself. */
  readonly trouble?: string | undefined;
  get(layer: Digest, extractors: string): LayerFacts | undefined;
  put(layer: Digest, extractors: string, facts: LayerFacts): void;
  close(): void;
}

/** Raised when the form of `LayerFacts` changes. */
const form = 4;

/**
 * Names those who read a layer, in their versions: others, or a changed one, find nothing in the cache. `secrets` also carries the key of its
 * fingerprints, by a hash that tells nothing of it.
 */
export function readersKey(extractors: readonly Extractor[], secrets?: SecretScanner): string {
  const parts = extractors.map(({ id, version }) => `${id}=${version}`).sort();
  return [`form=${form}`, ...parts, ...(secrets ? [`${secrets.id}=${secrets.version}/${secrets.keyId}`] : [])].join(
    ' ',
  );
}

/** Rows that were not asked for in this many days are dropped. */
const keepDays = 60;

/** The most one row may inflate to: a cache file may have been tampered with. */
const maxFactsBytes = 1024 * 1024 * 1024;

/** Opens the layer cache in a folder, made when absent. Throws `E_WRITE` when that cannot be. */
export function openLayerCache(directory: string, now: Date): LayerCache {
  const path = join(directory, 'layers.sqlite');
  try {
    mkdirSync(directory, { recursive: true });
    return new SqliteLayerCache(path, Math.floor(now.getTime() / oneDay));
  } catch (error) {
    throw new SeaworthyError('E_WRITE', 'the layer cache cannot be opened', {
      where: path,
      why: whyOf(error),
      next: 'Remove the file, choose another folder with `--cache`, or use `--no-cache`.',
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
      CREATE TABLE IF NOT EXISTS facts (layer TEXT, extractors TEXT, day INTEGER, body BLOB, PRIMARY KEY (layer, extractors));
    `);
  }

  get(layer: Digest, extractors: string): LayerFacts | undefined {
    return this.#attempt(() => this.#read(layer, extractors));
  }

  put(layer: Digest, extractors: string, facts: LayerFacts): void {
    this.#attempt(() => this.#write(layer, extractors, facts));
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

  #read(layer: Digest, extractors: string): LayerFacts | undefined {
    const row = this.#database
      .prepare('SELECT body, day FROM facts WHERE layer = ? AND extractors = ?')
      .get(layer, extractors);
    if (!(row?.body instanceof Uint8Array)) return undefined;
    if (row.day !== this.#day) {
      this.#database
        .prepare('UPDATE facts SET day = ? WHERE layer = ? AND extractors = ?')
        .run(this.#day, layer, extractors);
    }
    return decode(row.body);
  }

  #write(layer: Digest, extractors: string, facts: LayerFacts): void {
    this.#database.prepare('DELETE FROM facts WHERE day < ?').run(this.#day - keepDays);
    this.#database
      .prepare('INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)')
      .run(layer, extractors, this.#day, encode(facts));
  }
}

/** Length of the JSON, the JSON without the entries, the entries. */
function encode(facts: LayerFacts): Uint8Array {
  const { entries, ...rest } = facts;
  const kept = facts.kept.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes).toString('base64') }));
  const json = Buffer.from(JSON.stringify({ ...rest, kept }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return zstdCompressSync(Buffer.concat([length, json, entries.bytes()]));
}

/** The facts, or nothing when the row is damaged: then the layer is read again. */
function decode(body: Uint8Array): LayerFacts | undefined {
  try {
    const plain = zstdDecompressSync(body, { maxOutputLength: maxFactsBytes });
    const end = 4 + plain.readUInt32LE(0);
    const facts: Omit<LayerFacts, 'kept' | 'entries'> & { kept: { path: string; bytes: string }[] } = JSON.parse(
      plain.toString('utf8', 4, end),
    );
    const kept = facts.kept.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes, 'base64') }));
    return { ...facts, kept, entries: EntryList.from(plain.subarray(end)) };
  } catch {
    return undefined;
  }
}
