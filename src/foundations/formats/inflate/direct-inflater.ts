import { constants, createGunzip, createZstdDecompress, gzipSync } from 'node:zlib';
import { type ByteSink, type Inflater, inflateError, outputBytes } from './inflater.ts';

/** The native object inside a stream of `node:zlib`: inflates from one buffer into another, in this thread. */
interface NativeHandle {
  onerror: (message: string, errno: number, code: string) => void;
  writeSync(
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputBytes: number,
    output: Uint8Array,
    outputAt: number,
    outputBytes: number,
  ): void;
}

interface NativeEngine {
  readonly handle: NativeHandle;
  /** After a call: bytes left in the output, bytes left in the input. */
  readonly state: Uint32Array;
  close(): void;
}

function isHandle(value: unknown): value is NativeHandle {
  return typeof value === 'object' && value !== null && 'writeSync' in value && typeof value.writeSync === 'function';
}

function openEngine(kind: 'gzip' | 'zstd'): NativeEngine | undefined {
  const options = { chunkSize: 64 };
  const stream: object & { destroy(): unknown } =
    kind === 'gzip' ? createGunzip(options) : createZstdDecompress(options);
  const handle: unknown = Reflect.get(stream, '_handle');
  const state: unknown = Reflect.get(stream, '_writeState');
  if (isHandle(handle) && state instanceof Uint32Array) return { handle, state, close: () => void stream.destroy() };
  stream.destroy();
  return undefined;
}

/**
 * Inflates with the object inside Node's stream, into one buffer that is used again and again. Against the public stream this saves the new
 * buffer per chunk, the page faults it brings and a change of thread: 0.54 times the processor time of `gzip -dc` where the stream takes 0.65
 * (lab/bench/layers.ts). The object is no public interface, so `open` gives nothing unless a first trial shows that it works as expected.
 */
export class DirectInflater implements Inflater {
  readonly #kind: 'gzip' | 'zstd';
  readonly #sink: ByteSink;
  readonly #engine: NativeEngine;
  readonly #output = Buffer.allocUnsafeSlow(outputBytes);
  #error: Error | undefined;
  #finished = false;

  private constructor(kind: 'gzip' | 'zstd', sink: ByteSink, engine: NativeEngine) {
    this.#kind = kind;
    this.#sink = sink;
    this.#engine = engine;
    engine.handle.onerror = (message, _, code) => {
      this.#error = inflateError(kind, code, message);
    };
  }

  /** `undefined` where this Node does not have what is needed. */
  static open(kind: 'gzip' | 'zstd', sink: ByteSink): DirectInflater | undefined {
    const engine = worksHere() ? openEngine(kind) : undefined;
    return engine === undefined ? undefined : new DirectInflater(kind, sink, engine);
  }

  /** For the trial itself. */
  static openUnproven(kind: 'gzip' | 'zstd', sink: ByteSink): DirectInflater | undefined {
    const engine = openEngine(kind);
    return engine === undefined ? undefined : new DirectInflater(kind, sink, engine);
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && !this.#finished) {
      const before = at;
      const produced = this.#run(this.#step, bytes, at);
      at = bytes.length - (this.#engine.state[1] ?? 0);
      if (at > before || produced) continue;
      // Nothing moves any more. Behind a gzip stream that is padding (another member would have been taken); elsewhere it is a defect.
      if (this.#kind === 'zstd') throw inflateError(this.#kind, '', 'no progress');
      this.#finished = true;
    }
  }

  end(): void {
    if (this.#finished) return;
    const nothing = new Uint8Array(0);
    // What zlib still holds comes first: with it goes no error about the end.
    this.#run(this.#step, nothing, 0);
    this.#run(this.#kind === 'gzip' ? constants.Z_FINISH : constants.ZSTD_e_end, nothing, 0);
  }

  close(): void {
    this.#engine.close();
  }

  get #step(): number {
    return this.#kind === 'gzip' ? constants.Z_BLOCK : constants.ZSTD_e_continue;
  }

  /**
   * Inflates until the input is used up or the stream ends; whether anything came out. After an error zlib does not tell how far it came, so gzip is
   * inflated from one deflate block to the next: what came out before the block at fault, or before a checksum that does not fit, is handed on.
   */
  #run(flush: number, input: Uint8Array, from: number): boolean {
    const { handle, state } = this.#engine;
    const output = this.#output;
    let at = from;
    let filled = 0;
    let any = false;
    const deliver = (): void => {
      if (filled === 0) return;
      any = true;
      const bytes = filled === output.length ? output : output.subarray(0, filled);
      filled = 0;
      this.#sink(bytes);
    };
    for (;;) {
      handle.writeSync(flush, input, at, input.length - at, output, filled, output.length - filled);
      if (this.#error !== undefined) {
        deliver();
        throw this.#error;
      }
      const used = input.length - (state[1] ?? 0) - at;
      const free = state[0] ?? 0;
      const moved = used > 0 || output.length - free > filled;
      at += used;
      filled = output.length - free;
      if (free === 0) deliver();
      // Room left in the output, and nothing moves or nothing is left: there is no more to come from this input.
      else if (!moved || flush !== constants.Z_BLOCK) break;
    }
    deliver();
    return any;
  }
}

let proven: boolean | undefined;

/** Tries once whether a small stream comes out whole, with what is left of the input counted right. */
function worksHere(): boolean {
  if (proven === undefined) {
    try {
      proven = trial();
    } catch {
      proven = false;
    }
  }
  return proven;
}

function trial(): boolean {
  const plain = Buffer.alloc(outputBytes + 1000, 'trial ');
  const parts: Uint8Array[] = [];
  const inflater = DirectInflater.openUnproven('gzip', (bytes) => parts.push(Buffer.from(bytes)));
  if (inflater === undefined) return false;
  inflater.push(gzipSync(plain));
  inflater.end();
  inflater.close();
  return Buffer.concat(parts).equals(plain);
}
