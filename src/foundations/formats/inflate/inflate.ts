import { createHash, type Hash } from 'node:crypto';
import { type Digest, defined, SeaworthyError } from '../../../core/index.ts';
import { type Compression, detectCompression, magicBytes } from './compression.ts';
import { DirectInflater } from './direct-inflater.ts';
import type { ByteSink, Inflater } from './inflater.ts';
import { PooledInflater } from './pooled-inflater.ts';
import { StreamInflater } from './stream-inflater.ts';

export type HashAlgorithm = 'sha256' | 'sha512';

export interface InflateOptions {
  /** Names the stream in errors. */
  readonly where: string;
  /** Most bytes as stored, and most once inflated; one more is `E_LIMIT`. */
  readonly maxBytes: number;
  readonly maxInflatedBytes: number;
  /** Digest of the bytes as stored. */
  readonly hash?: HashAlgorithm;
  /** Digest of the inflated bytes. */
  readonly inflatedHash?: HashAlgorithm;
  /**
   * Called with what was read once the source has ended, before `inflate` returns. Also called when the bytes could not be inflated or the sink
   * found them malformed (the rest is then only read and hashed), so that damaged bytes can be told as such and not as a bad format.
   */
  readonly verify?: (stored: StoredBytes) => void;
  readonly signal?: AbortSignal;
  /**
   * Inflates gzip in another thread while this one hashes and the sink works. Of a stream that is damaged, less is handed on before the error.
   */
  readonly beside?: boolean;
}

/** What the stored bytes were. */
export interface StoredBytes {
  readonly compression: Compression;
  readonly bytes: number;
  readonly digest?: Digest;
}

export interface InflateResult extends StoredBytes {
  readonly inflatedBytes: number;
  readonly inflatedDigest?: Digest;
}

/** Opens the inflater for bytes that begin like this; undefined where they are not compressed. Throws `E_FORMAT` for what we cannot inflate. */
function openInflater(
  compression: Compression,
  sink: ByteSink,
  beside: boolean,
): Inflater | undefined | Promise<Inflater> {
  if (compression === 'none') return undefined;
  if (compression === 'gzip' && beside) {
    return PooledInflater.open(sink).then((inflater) => inflater ?? new StreamInflater('gzip', sink));
  }
  if (compression === 'gzip' || compression === 'zstd') {
    return DirectInflater.open(compression, sink) ?? new StreamInflater(compression, sink);
  }
  throw new SeaworthyError('E_FORMAT', `compressed with ${compression}, which is not supported`);
}

/** A first chunk of fewer bytes is all there is, or comes so slowly that inflating is no matter. */
const besideBytes = 64 * 1024;

const digestOf = (hash: Hash, algorithm: HashAlgorithm): Digest => `${algorithm}:${hash.digest('hex')}`;

/** The one pass over a stream: counts, hashes, inflates, and hands on. */
class Pass {
  readonly #options: InflateOptions;
  readonly #sink: ByteSink;
  readonly #hash: Hash | undefined;
  #inflatedHash: Hash | undefined;
  #inflater: Inflater | undefined;
  #compression: Compression | undefined;
  /** First bytes, until there are enough to tell the compression. */
  #head = new Uint8Array(0);
  #failure: SeaworthyError | undefined;
  #bytes = 0;
  #inflatedBytes = 0;

  constructor(sink: ByteSink, options: InflateOptions) {
    this.#options = options;
    this.#sink = sink;
    this.#hash = options.hash === undefined ? undefined : createHash(options.hash);
  }

  /** Inflates the chunk and counts it. After a failure the rest is only counted, when somebody wants to verify it. */
  async push(chunk: Uint8Array): Promise<void> {
    const { signal, maxBytes } = this.#options;
    if (signal?.aborted) throw interruption(signal);
    this.#bytes += chunk.length;
    if (this.#bytes > maxBytes) throw new SeaworthyError('E_LIMIT', `more than ${maxBytes} bytes`);
    const pending = this.#failure === undefined ? this.#attempt(chunk) : undefined;
    // After the inflater was given the bytes, because it may work in another thread meanwhile.
    this.#hash?.update(chunk);
    if (pending !== undefined) await pending;
  }

  #attempt(chunk: Uint8Array): void | Promise<void> {
    try {
      const pending = this.#compression === undefined ? this.#begin(chunk, false) : this.#forward(chunk);
      return pending?.catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Keeps the error for the end when reading on can tell more; throws it otherwise. */
  #fail(error: unknown): void {
    const malformed = error instanceof SeaworthyError && (error.code === 'E_FORMAT' || error.code === 'E_TRUNCATED');
    if (!malformed || this.#options.verify === undefined) throw error;
    this.#failure = error;
  }

  async finish(): Promise<InflateResult> {
    const { hash, inflatedHash, verify } = this.#options;
    try {
      if (this.#compression === undefined && this.#failure === undefined) await this.#begin(new Uint8Array(0), true);
      if (this.#failure === undefined) await this.#inflater?.end();
    } catch (error) {
      this.#fail(error);
    }
    const digest = this.#hash && hash ? digestOf(this.#hash, hash) : undefined;
    const compression = this.#compression ?? 'none';
    verify?.({ compression, bytes: this.#bytes, ...defined({ digest }) });
    if (this.#failure !== undefined) throw this.#failure;
    const inflatedDigest = this.#inflatedHash && inflatedHash ? digestOf(this.#inflatedHash, inflatedHash) : undefined;
    const same = this.#compression === 'none' && hash === inflatedHash ? digest : undefined;
    const inflated = inflatedDigest ?? same;
    return {
      compression,
      bytes: this.#bytes,
      inflatedBytes: this.#inflatedBytes,
      ...defined({ digest, inflatedDigest: inflated }),
    };
  }

  close(): void {
    this.#inflater?.close();
  }

  #begin(chunk: Uint8Array, last: boolean): void | Promise<void> {
    const start = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    if (start.length < magicBytes && !last) {
      this.#head = Uint8Array.from(start);
      return;
    }
    this.#compression = detectCompression(start);
    const { hash, inflatedHash } = this.#options;
    const known = this.#compression === 'none' && hash === inflatedHash;
    if (inflatedHash !== undefined && !known) this.#inflatedHash = createHash(inflatedHash);
    // A few bytes are inflated before another thread has begun.
    const beside = this.#options.beside === true && start.length >= besideBytes;
    const opened = openInflater(this.#compression, (bytes) => this.#deliver(bytes), beside);
    if (opened instanceof Promise) {
      return opened.then((inflater) => {
        this.#inflater = inflater;
        return this.#forward(start);
      });
    }
    this.#inflater = opened;
    if (start.length > 0) return this.#forward(start);
  }

  #forward(bytes: Uint8Array): void | Promise<void> {
    if (this.#inflater !== undefined) return this.#inflater.push(bytes);
    this.#deliver(bytes);
  }

  #deliver(bytes: Uint8Array): void {
    this.#inflatedBytes += bytes.length;
    const { maxInflatedBytes } = this.#options;
    if (this.#inflatedBytes > maxInflatedBytes) {
      throw new SeaworthyError('E_LIMIT', `more than ${maxInflatedBytes} bytes once inflated`);
    }
    this.#inflatedHash?.update(bytes);
    this.#sink(bytes);
  }
}

/** The error for work that was cut short by its signal: its reason when that is one of ours (`E_TIMEOUT`), else `E_INTERRUPTED`. */
export function interruption(signal: AbortSignal): SeaworthyError {
  const reason: unknown = signal.reason;
  return reason instanceof SeaworthyError ? reason : new SeaworthyError('E_INTERRUPTED', 'stopped');
}

/** The error with the place it happened at, when it does not have one. */
function placed(error: unknown, where: string): unknown {
  if (!(error instanceof SeaworthyError) || error.where !== undefined) return error;
  return new SeaworthyError(error.code, error.message, {
    where,
    next: error.next,
    ...defined({ why: error.why }),
  });
}

/**
 * Reads `source` to its end, inflates it when its first bytes are those of gzip (any number of members) or zstd (any number of frames), and hands
 * the plain bytes to `sink` in chunks that are valid only during the call. Digests are computed on the same pass.
 *
 * A chunk of `source` must stay as it is until the next one is asked for. Throws `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT`, `E_INTERRUPTED`, and
 * whatever the source and the sink throw.
 */
export async function inflate(
  source: AsyncIterable<Uint8Array>,
  sink: ByteSink,
  options: InflateOptions,
): Promise<InflateResult> {
  const pass = new Pass(sink, options);
  try {
    for await (const chunk of source) {
      await pass.push(chunk);
    }
    return await pass.finish();
  } catch (error) {
    throw placed(error, options.where);
  } finally {
    pass.close();
  }
}
