import { SeaworthyError } from '../../../core/index.ts';

/** Told of plain bytes, which are valid only during the call. */
export type ByteSink = (bytes: Uint8Array) => void;

/** Turns compressed bytes into plain ones. A promise is returned only where the work is done elsewhere. */
export interface Inflater {
  /** The bytes must stay as they are until what is returned is settled. Throws or rejects with `E_FORMAT`, or what the sink threw. */
  push(bytes: Uint8Array): void | Promise<void>;
  /** No more bytes come. `E_TRUNCATED` when the stream should have gone on. */
  end(): void | Promise<void>;
  /** Frees what it holds; may be called at any time. */
  close(): void;
}

/** Bytes handed to the sink at once: large enough for few calls, small enough to stay in the processor's cache. */
export const outputBytes = 256 * 1024;

/** What zlib says, in our words. */
export function inflateError(kind: string, code: string, message: string): SeaworthyError {
  if (code === 'Z_BUF_ERROR') return new SeaworthyError('E_TRUNCATED', `the ${kind} stream ends before it should`);
  const tooLarge = /windowTooLarge/i.test(code) || code === 'Z_MEM_ERROR';
  return new SeaworthyError(tooLarge ? 'E_LIMIT' : 'E_FORMAT', `the ${kind} stream cannot be inflated`, {
    why: message,
  });
}
