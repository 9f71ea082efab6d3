import { SeaworthyError } from '../../../../core/index.ts';
import { decodeFrame } from './decode-frame.ts';
import type { SensorFrame } from './frame.ts';

/** Most bytes of a frame, without its length. */
export const maxFrameBytes = 65_536;

const malformed = (why: string): SeaworthyError =>
  new SeaworthyError('E_FORMAT', 'the stream of the sensor is malformed', { why });

/**
 * Turns the bytes of a sensor, in whatever pieces they come, into frames. It keeps at most one unfinished frame. The first frame must be `hello`; after
 * `end` nothing may follow.
 */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  #started = false;
  #ended = false;
  #failure: unknown;

  /** Whether the stream came to its `end` frame. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * The frames that are complete with these bytes. Throws `E_FORMAT`; the reader is of no use afterwards. Frames before the malformed one are given: then it
   * is the next call that throws.
   */
  push(chunk: Uint8Array): readonly SensorFrame[] {
    if (this.#failure !== undefined) throw this.#failure;
    const frames: SensorFrame[] = [];
    try {
      this.#read(chunk, frames);
    } catch (error) {
      this.#failure = error;
      if (frames.length === 0) throw error;
    }
    return frames;
  }

  #read(chunk: Uint8Array, frames: SensorFrame[]): void {
    const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = bytes.readUInt32LE(at);
      if (length === 0 || length > maxFrameBytes) throw malformed(`a frame of ${length} bytes`);
      if (bytes.length - at - 4 < length) break;
      frames.push(this.#take(decodeFrame(bytes.subarray(at + 4, at + 4 + length))));
      at += 4 + length;
    }
    if (this.#ended && at < bytes.length) throw malformed('bytes behind its end');
    // A copy: the piece is the sender's.
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  /** Says that no more bytes come. Throws `E_TRUNCATED` unless the last frame was `end`, and what `push` has not thrown yet. */
  finish(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#ended) throw new SeaworthyError('E_TRUNCATED', 'the stream of the sensor was cut off');
  }

  #take(frame: SensorFrame): SensorFrame {
    if (this.#ended) throw malformed('a frame behind its end');
    if (!this.#started && frame.type !== 'hello') throw malformed(`it begins with a frame of type ${frame.type}`);
    if (this.#started && frame.type === 'hello') throw malformed('a second beginning');
    this.#started = true;
    if (frame.type === 'end') this.#ended = true;
    return frame;
  }
}
