import { constants, createGunzip, gzipSync } from 'node:zlib';
import { type ByteSink, type Inflater, inflateError } from './inflater.ts';

/** Large, so that the threads need not wake one another often. */
const outputBytes = 1024 * 1024;

/** The native object inside a gunzip stream of `node:zlib`, which inflates in a thread of Node's pool. */
interface NativeHandle {
  onerror: (message: string, errno: number, code: string) => void;
  init(
    windowBits: number,
    level: number,
    memLevel: number,
    strategy: number,
    state: Uint32Array,
    done: () => void,
    dictionary: undefined,
  ): void;
  write(
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputBytes: number,
    output: Uint8Array,
    outputAt: number,
    outputBytes: number,
  ): void;
  close(): void;
}

type HandleClass = new (mode: number) => NativeHandle;

/** Its class, which Node hands out only with a stream. */
function handleClass(): HandleClass | undefined {
  const stream = createGunzip({ chunkSize: 64 });
  const handle: unknown = Reflect.get(stream, '_handle');
  const made: unknown = typeof handle === 'object' && handle !== null ? handle.constructor : undefined;
  stream.destroy();
  return typeof made === 'function' && made !== Object && typeof made.prototype.write === 'function'
    ? (made as HandleClass)
    : undefined;
}

/**
 * Inflates gzip in a thread of Node's pool, into two buffers that take turns: while one is filled there, this thread works on the other. What `push`
 * was given has been used when it is settled, and its last bytes may reach the sink with the next push, or at the end. After an error nothing more comes.
 * The native object is no public interface, so `open` gives nothing unless a first trial shows that it works as expected.
 */
export class PooledInflater implements Inflater {
  readonly #sink: ByteSink;
  readonly #handle: NativeHandle;
  /** After a call: bytes left in the output, bytes left in the input. */
  readonly #state = new Uint32Array(2);
  #output = Buffer.allocUnsafeSlow(outputBytes);
  #other = Buffer.allocUnsafeSlow(outputBytes);
  /** What was inflated and not handed on yet; it lies in `#other`. */
  #ready = 0;
  #settle: ((error?: unknown) => void) | undefined;
  /** What is inflated. The native object holds this one, and with it all that the other thread works on, even when nobody waits any more. */
  #input: Uint8Array = new Uint8Array(0);
  #finished = false;
  #closed = false;

  private constructor(sink: ByteSink, made: HandleClass) {
    this.#sink = sink;
    this.#handle = new made(constants.GUNZIP);
    this.#handle.onerror = (message, _, code) => this.#settle?.(inflateError('gzip', code, message));
    const [windowBits, level, memLevel, strategy] = [
      15,
      constants.Z_DEFAULT_COMPRESSION,
      8,
      constants.Z_DEFAULT_STRATEGY,
    ];
    this.#handle.init(windowBits, level, memLevel, strategy, this.#state, () => this.#settle?.(), undefined);
  }

  /** `undefined` where this Node does not have what is needed. */
  static async open(sink: ByteSink): Promise<PooledInflater | undefined> {
    proven ??= trial();
    const made = await proven;
    return made === undefined ? undefined : new PooledInflater(sink, made);
  }

  /** For the trial itself. */
  static openUnproven(sink: ByteSink, made: HandleClass): PooledInflater {
    return new PooledInflater(sink, made);
  }

  async push(bytes: Uint8Array): Promise<void> {
    if (this.#finished) return;
    this.#input = bytes;
    let at = 0;
    let before = -1;
    let produced = true;
    while (at > before || produced) {
      before = at;
      const full = await this.#step(constants.Z_NO_FLUSH, at);
      at = bytes.length - (this.#state[1] ?? 0);
      produced = this.#ready > 0;
      if (!full && at === bytes.length) return;
    }
    // Nothing moves any more: behind a gzip stream that is padding, another member would have been taken.
    this.#finished = true;
  }

  async end(): Promise<void> {
    this.#input = new Uint8Array(0);
    // What zlib still holds comes first: with it goes no error about the end.
    if (!this.#finished) {
      while (await this.#step(constants.Z_NO_FLUSH, 0));
      await this.#step(constants.Z_FINISH, 0);
    }
    this.#deliver();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // A call that is under way is waited for by the object itself.
    this.#handle.close();
  }

  /** Fills the free buffer in the other thread, and hands on meanwhile what the last call has filled; whether the buffer is full. */
  #step(flush: number, from: number): Promise<boolean> {
    const input = this.#input;
    return new Promise((resolve, reject) => {
      let handedOn: { readonly error: unknown } | undefined;
      this.#settle = (error) => {
        this.#settle = undefined;
        if (error !== undefined || handedOn !== undefined) {
          reject(error ?? handedOn?.error);
          return;
        }
        [this.#output, this.#other] = [this.#other, this.#output];
        this.#ready = outputBytes - (this.#state[0] ?? 0);
        resolve(this.#state[0] === 0);
      };
      this.#handle.write(flush, input, from, input.length - from, this.#output, 0, outputBytes);
      try {
        this.#deliver();
      } catch (error) {
        handedOn = { error };
      }
    });
  }

  #deliver(): void {
    const filled = this.#ready;
    this.#ready = 0;
    if (filled > 0) this.#sink(filled === outputBytes ? this.#other : this.#other.subarray(0, filled));
  }
}

let proven: Promise<HandleClass | undefined> | undefined;

/** Tries once whether a small stream comes out whole, with what is left of the input counted right. */
async function trial(): Promise<HandleClass | undefined> {
  try {
    const made = handleClass();
    if (made === undefined) return undefined;
    const plain = Buffer.alloc(outputBytes + 1000, 'trial ');
    const parts: Uint8Array[] = [];
    const inflater = PooledInflater.openUnproven((bytes) => parts.push(Buffer.from(bytes)), made);
    await inflater.push(gzipSync(plain));
    await inflater.end();
    inflater.close();
    return Buffer.concat(parts).equals(plain) ? made : undefined;
  } catch {
    return undefined;
  }
}
