import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { asSeaworthyError, defined, SeaworthyError } from '../../../../core/index.ts';
import {
  type ByteSource,
  discard,
  field,
  makeFolder,
  parseJson,
  readFileBytes,
  within,
} from '../../../../foundations/formats/index.ts';

/** Bytes read at once for a reader that goes through the file in small steps. */
const windowBytes = 256 * 1024;

/** What is known of the bytes that have come: which state of the file they are of. */
export interface BegunPart {
  /** A strong validator (RFC 9110, section 8.8.1): the same bytes as long as it is the same. */
  readonly etag: string;
  /** Bytes that are here, and of how many. */
  readonly size: number;
  readonly total?: number;
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * A file of a feed on its way to the disk. Its name is made of its address and of the state that the server says it is in, so that what a broken connection, or a
 * program that was killed, has left can be gone on with, and two programs that fetch the same state write the same bytes to the same places. Where no state
 * can be told from another it has a name that nobody else has.
 */
export class PartFile {
  readonly #folder: string;
  readonly #url: string;
  #path: string | undefined;
  #descriptor: number | undefined;

  constructor(folder: string, url: string) {
    makeFolder(folder);
    this.#folder = folder;
    this.#url = url;
  }

  get #file(): number {
    if (this.#descriptor === undefined) throw new SeaworthyError('E_INTERNAL', 'a file that was not begun');
    return this.#descriptor;
  }

  get size(): number {
    return this.#descriptor === undefined ? 0 : fstatSync(this.#descriptor).size;
  }

  /** What an earlier attempt has left, where it can be gone on with. */
  begun(): BegunPart | undefined {
    for (const name of this.#names()) {
      if (!name.endsWith('.json')) continue;
      try {
        const note = parseJson(readFileBytes(join(this.#folder, name), 4_096) ?? new Uint8Array(), name);
        const [url, etag, total] = ['url', 'etag', 'total'].map((member) => field(note, member));
        if (url !== this.#url || typeof etag !== 'string' || !isStrong(etag)) continue;
        const { size } = statSync(this.#pathOf(etag));
        if (size === 0 || (typeof total === 'number' && size > total)) continue;
        return typeof total === 'number' ? { etag, size, total } : { etag, size };
      } catch {
        // One that cannot be read: all is fetched anew.
      }
    }
    return undefined;
  }

  /** Begins with a state of the file, or goes on with it: bytes that are there are the same or will be. What is there of other states is let go. */
  open(etag: string | undefined, total: number | undefined): void {
    this.close();
    const known = etag !== undefined && isStrong(etag) ? etag : undefined;
    const path = known === undefined ? this.#pathOf(randomBytes(16).toString('hex')) : this.#pathOf(known);
    for (const name of this.#names())
      if (!path.endsWith(name.replace(/\.json$/, ''))) discard(join(this.#folder, name));
    try {
      if (known !== undefined)
        writeFileSync(`${path}.json`, JSON.stringify({ url: this.#url, etag: known, ...defined({ total }) }));
      this.#descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o644);
      this.#path = path;
    } catch (cause) {
      throw asSeaworthyError(cause, 'E_WRITE', 'the file cannot be kept', path);
    }
  }

  #pathOf(state: string): string {
    return join(this.#folder, `${shortHash(this.#url)}-${shortHash(state)}.part`);
  }

  #names(): readonly string[] {
    return readdirSync(this.#folder).filter((name) => name.startsWith(`${shortHash(this.#url)}-`));
  }

  /** Ends it after so many bytes. */
  end(size: number): void {
    if (this.size > size) ftruncateSync(this.#file, size);
  }

  write(bytes: Uint8Array, at: number): void {
    try {
      for (let done = 0; done < bytes.length; )
        done += writeSync(this.#file, bytes, done, bytes.length - done, at + done);
    } catch (cause) {
      throw asSeaworthyError(cause, 'E_WRITE', 'the file cannot be kept', this.#folder);
    }
  }

  /** All of it, in pieces, each good until the next. */
  *pieces(): Generator<Uint8Array> {
    const chunk = Buffer.allocUnsafe(1024 * 1024);
    for (let at = 0; ; ) {
      const read = readSync(this.#file, chunk, 0, chunk.length, at);
      if (read === 0) return;
      at += read;
      yield chunk.subarray(0, read);
    }
  }

  /** The file to be read anywhere. Small steps forward are read out of a window, which is made anew so that what was lent stays as it is. */
  source(): ByteSource {
    const { size } = this;
    let window: { readonly at: number; readonly bytes: Buffer } = { at: 0, bytes: Buffer.alloc(0) };
    const load = (at: number, length: number): Buffer => {
      const bytes = Buffer.allocUnsafeSlow(Math.min(length, size - at));
      for (let done = 0; done < bytes.length; ) {
        const read = readSync(this.#file, bytes, done, bytes.length - done, at + done);
        if (read === 0)
          throw new SeaworthyError('E_TRUNCATED', 'the file was cut while it was read', { where: this.#url });
        done += read;
      }
      return bytes;
    };
    return {
      size,
      read(offset, length) {
        const [start, end] = within(size, offset, length);
        if (end - start > windowBytes / 2) return load(start, end - start);
        if (start < window.at || end > window.at + window.bytes.length)
          window = { at: start, bytes: load(start, windowBytes) };
        return window.bytes.subarray(start - window.at, end - window.at);
      },
    };
  }

  /** Closes it, and leaves what there is for the next attempt. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Closes and removes it. */
  remove(): void {
    this.close();
    if (this.#path === undefined) return;
    discard(this.#path);
    discard(`${this.#path}.json`);
  }

  /** Removes what earlier attempts have left. */
  forget(): void {
    this.close();
    for (const name of this.#names()) discard(join(this.#folder, name));
  }
}

const isStrong = (etag: string): boolean => /^"[^"\r\n]{1,200}"$/.test(etag);
