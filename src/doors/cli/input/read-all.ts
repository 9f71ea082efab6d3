import { addAbortSignal, type Readable } from 'node:stream';
import { asSeaworthyError, SeaworthyError } from '../../../core/index.ts';

/** Everything that comes, to the end. Throws `E_LIMIT` beyond `most` bytes, `E_READ`, and what the signal was given with. */
export async function readAll(
  from: AsyncIterable<Uint8Array | string>,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of from) {
      signal.throwIfAborted();
      length += chunk.length;
      if (length > most)
        throw new SeaworthyError('E_LIMIT', `more than ${most} bytes come in`, { where: 'standard input' });
      chunks.push(Buffer.from(chunk));
    }
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'standard input cannot be read', 'standard input');
  }
  return Buffer.concat(chunks, length);
}

/** What comes, piece by piece; a pipe in which nothing moves is given up with the signal. Throws `E_READ`. */
export async function* readChunks(from: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of addAbortSignal(signal, from)) yield Buffer.from(chunk);
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'standard input cannot be read', 'standard input');
  }
}
