import { defined, printable, SeaworthyError } from '../../core/index.ts';
import { socketGet } from './socket-http.ts';

export interface UnixHttpOptions {
  /** Milliseconds for the whole answer: `E_TIMEOUT`. */
  readonly timeout: number;
  /** Bytes of the body: `E_LIMIT`. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface UnixHttpResponse {
  readonly status: number;
  readonly body: Uint8Array;
}

/**
 * Asks a program of this machine that answers HTTP on a unix socket (a container engine), for an answer that is small. Any status is an answer. Throws what
 * `socketGet` throws, and `E_LIMIT`.
 */
export async function unixHttpGet(
  socketPath: string,
  path: string,
  options: UnixHttpOptions,
): Promise<UnixHttpResponse> {
  const { timeout, maxBytes, signal } = options;
  const shown = printable(socketPath.slice(0, 200));
  const over = new AbortController();
  const timer = setTimeout(
    () => over.abort(new SeaworthyError('E_TIMEOUT', `${shown} did not answer within ${timeout / 1000} s`)),
    timeout,
  );
  try {
    const either = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal]);
    const { status, body } = await socketGet({ socketPath }, path, { timeout, ...defined({ signal: either }) });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) throw new SeaworthyError('E_LIMIT', `${shown} answers with more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return { status, body: Buffer.concat(chunks, size) };
  } finally {
    clearTimeout(timer);
  }
}
