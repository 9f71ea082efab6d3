import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib';
import { type ByteSink, type Inflater, inflateError, outputBytes } from './inflater.ts';

type Engine = Gunzip | ZstdDecompress;

/**
 * Inflates through the public streams of `node:zlib`, which work in another thread.
 *
 * A zstd stream of Node stops after its first frame, without an error, when more frames follow in the same chunk; layers are written with
 * many (zstd:chunked). So the rest of a chunk goes to a new stream.
 */
export class StreamInflater implements Inflater {
  readonly #kind: 'gzip' | 'zstd';
  readonly #sink: ByteSink;
  #engine: Engine;
  /** After a gzip stream only padding may come: what is no further member is left alone. */
  #finished = false;
  #settle: ((outcome: { readonly error?: unknown; readonly ended: boolean }) => void) | undefined;

  constructor(kind: 'gzip' | 'zstd', sink: ByteSink) {
    this.#kind = kind;
    this.#sink = sink;
    this.#engine = this.#start();
  }

  #start(): Engine {
    const engine =
      this.#kind === 'gzip'
        ? createGunzip({ chunkSize: outputBytes })
        : createZstdDecompress({ chunkSize: outputBytes });
    engine.on('data', (bytes: Uint8Array) => {
      try {
        this.#sink(bytes);
      } catch (error) {
        this.#settle?.({ error, ended: false });
        engine.destroy();
      }
    });
    engine.on('error', (error: NodeJS.ErrnoException) => {
      this.#settle?.({ error: inflateError(this.#kind, error.code ?? '', error.message), ended: false });
    });
    engine.on('end', () => this.#settle?.({ ended: true }));
    return engine;
  }

  /** Runs `work` until its callback, the end of the stream or an error. */
  #until(work: (done: () => void) => void): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#settle = ({ error, ended }) => {
        this.#settle = undefined;
        if (error === undefined) resolve(ended);
        else reject(error);
      };
      work(() => this.#settle?.({ ended: false }));
    });
  }

  async push(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    while (rest.length > 0 && !this.#finished) {
      const before = this.#engine.bytesWritten;
      const ended = await this.#until((done) => this.#engine.write(rest, () => done()));
      if (!ended) return;
      rest = rest.subarray(this.#engine.bytesWritten - before);
      if (this.#kind === 'gzip') this.#finished = true;
      else this.#engine = this.#start();
    }
  }

  async end(): Promise<void> {
    if (!this.#finished) await this.#until(() => this.#engine.end());
  }

  close(): void {
    this.#engine.destroy();
  }
}
