import { printable, SeaworthyError } from '../../core/index.ts';
import { interruption } from './network-error.ts';

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
 * Asks a program of this machine that answers HTTP on a unix socket (a container engine). It never leaves the machine, so `--offline` does not forbid
 * it. Only GET: nothing is changed. Any status is an answer. Throws `E_NETWORK` (nobody listens, not HTTP), `E_AUTH` (the socket is not open to
 * this user), `E_TIMEOUT`, `E_LIMIT`, `E_INTERRUPTED`.
 */
export async function unixHttpGet(
  socketPath: string,
  path: string,
  options: UnixHttpOptions,
): Promise<UnixHttpResponse> {
  const shown = printable(socketPath.slice(0, 200));
  if (!/^\/[!-~]*$/.test(path)) throw new SeaworthyError('E_USAGE', 'not the path of a request', { where: shown });
  const { request } = await import('node:http');
  if (options.signal?.aborted === true) throw interruption(options.signal);
  const { promise, resolve, reject } = Promise.withResolvers<UnixHttpResponse>();
  const asked = request({ socketPath, path, method: 'GET', headers: { host: 'localhost' }, agent: false });
  const fail = (error: SeaworthyError): void => {
    reject(error);
    asked.destroy();
  };
  const broken = (cause: NodeJS.ErrnoException): void =>
    fail(
      new SeaworthyError(
        cause.code === 'EACCES' || cause.code === 'EPERM' ? 'E_AUTH' : 'E_NETWORK',
        `${shown} does not answer`,
        { why: cause.code ?? cause.message.slice(0, 200), next: 'Check that it runs and that you may use it.', cause },
      ),
    );
  const timer = setTimeout(
    () => fail(new SeaworthyError('E_TIMEOUT', `${shown} did not answer within ${options.timeout / 1000} s`)),
    options.timeout,
  );
  const onAbort = (): void => {
    if (options.signal !== undefined) fail(interruption(options.signal));
  };
  options.signal?.addEventListener('abort', onAbort, { once: true });
  asked.on('error', broken);
  asked.on('response', (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > options.maxBytes)
        fail(new SeaworthyError('E_LIMIT', `${shown} answers with more than ${options.maxBytes} bytes`));
      else chunks.push(chunk);
    });
    response.on('error', broken);
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks, size) }));
  });
  asked.end();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
  }
}
