import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Digest, SeaworthyError } from '../../core/index.ts';
import { interruption } from '../formats/index.ts';
import { type OpenRange, readInto } from './file-range.ts';

/** Bytes hashed at once: they stay in the processor's cache between reading and hashing. */
const chunkBytes = 128 * 1024;
/** So many chunks are hashed before others get a turn. */
const chunksPerTurn = 64;
/** Less is hashed before a thread has begun. */
const besideBytes = 8 * 1024 * 1024;
/** After so many milliseconds without work the thread ends. */
const idleTime = 100;

/** What the thread does: it is a text, so that it needs no file of its own wherever the program is packed into. */
const threadCode = `
const { readSync } = require('node:fs');
const { createHash } = require('node:crypto');
const { parentPort, workerData: size } = require('node:worker_threads');
const chunk = Buffer.allocUnsafeSlow(size);
parentPort.on('message', ({ descriptor, start, length, algorithm }) => {
  const hash = createHash(algorithm);
  let at = 0;
  while (at < length) {
    const count = readSync(descriptor, chunk, 0, Math.min(size, length - at), start + at);
    if (count === 0) break;
    hash.update(chunk.subarray(0, count));
    at += count;
  }
  parentPort.postMessage({ bytes: at, hex: hash.digest('hex') });
});`;

/** What was hashed. */
export interface HashedRange {
  readonly bytes: number;
  readonly digest: Digest;
}

type Algorithm = 'sha256' | 'sha512';

/** The thread that hashes beside this one; it has one piece of work at a time. */
class HashThread {
  readonly #worker = new Worker(threadCode, {
    eval: true,
    workerData: chunkBytes,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  #idle: NodeJS.Timeout | undefined;
  isBusy = false;

  constructor(ended: () => void) {
    this.#worker.unref();
    this.#worker.once('exit', ended);
    // A thread that fails ends, and that it has ended is all that matters.
    this.#worker.on('error', () => {});
  }

  /** Undefined when the thread could not do it: whoever asked does it himself. */
  async hash(range: OpenRange, algorithm: Algorithm, signal?: AbortSignal): Promise<HashedRange | undefined> {
    const stop = (): void => void this.#worker.terminate();
    signal?.addEventListener('abort', stop);
    clearTimeout(this.#idle);
    this.isBusy = true;
    this.#worker.ref();
    const { descriptor, start, size: length } = range;
    try {
      return await new Promise<HashedRange | undefined>((resolve) => {
        const done = (result: HashedRange | undefined): void => {
          this.#worker.removeAllListeners('message');
          this.#worker.off('exit', onExit);
          resolve(result);
        };
        const onExit = (): void => done(undefined);
        this.#worker.once('message', ({ bytes, hex }: { bytes: number; hex: string }) =>
          done({ bytes, digest: `${algorithm}:${hex}` }),
        );
        this.#worker.once('exit', onExit);
        this.#worker.postMessage({ descriptor, start, length, algorithm });
      });
    } finally {
      this.isBusy = false;
      signal?.removeEventListener('abort', stop);
      this.#worker.unref();
      this.#idle = setTimeout(stop, idleTime).unref();
    }
  }
}

let thread: HashThread | undefined;

/** A free thread; none where the machine has one processor, or the thread has other work. */
function freeThread(): HashThread | undefined {
  if (availableParallelism() < 2) return undefined;
  thread ??= new HashThread(() => {
    thread = undefined;
  });
  return thread.isBusy ? undefined : thread;
}

/**
 * The digest of a range of a file, while `work` goes on in this thread: by another thread where one is free, else afterwards here. What `work` throws comes
 * after the digest is known, since bytes that are not those announced explain it: `verify` throws what they are. Throws `E_READ`, `E_INTERRUPTED`.
 */
export async function hashBeside(
  range: OpenRange,
  algorithm: Algorithm,
  work: () => Promise<void>,
  verify: (hashed: HashedRange) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const beside = range.size < besideBytes ? undefined : freeThread()?.hash(range, algorithm, signal);
  let failure: { readonly error: unknown } | undefined;
  try {
    await work();
  } catch (error) {
    failure = { error };
  }
  const isMalformed =
    failure?.error instanceof SeaworthyError &&
    (failure.error.code === 'E_FORMAT' || failure.error.code === 'E_TRUNCATED');
  // The file must stay open until the thread has done with it.
  const hashed = await beside;
  if (failure === undefined || isMalformed) verify(hashed ?? (await hashHere(range, algorithm, signal)));
  if (failure !== undefined) throw failure.error;
}

async function hashHere(range: OpenRange, algorithm: Algorithm, signal: AbortSignal | undefined): Promise<HashedRange> {
  const hash = createHash(algorithm);
  const chunk = Buffer.allocUnsafeSlow(Math.max(1, Math.min(chunkBytes, range.size)));
  let bytes = 0;
  for (let turn = 1; bytes < range.size; turn++) {
    if (signal?.aborted) throw interruption(signal);
    const count = readInto(range, chunk, bytes);
    if (count === 0) break;
    hash.update(chunk.subarray(0, count));
    bytes += count;
    if (turn % chunksPerTurn === 0) await nextTurn();
  }
  return { bytes, digest: `${algorithm}:${hash.digest('hex')}` };
}
