import { defined, printable, SeaworthyError } from '../../core/index.ts';
import { interruption } from './network-error.ts';
import type { UnixHttpOptions } from './unix-http.ts';

/** Bytes before a message: whether it is compressed, and its length (gRPC over HTTP/2, "Length-Prefixed-Message"). */
const prefixBytes = 5;
/** The status of a call that went well, and of one about something that is not there. */
const ok = '0';
const notFound = '5';

function framed(message: Uint8Array): Buffer {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/**
 * Asks a program of this machine that answers gRPC on a unix socket (containerd, CRI-O): one message, one answer, not compressed. Undefined when it says that
 * what was asked for is not there. It never leaves the machine, so `--offline` does not forbid it. Throws `E_NETWORK` (nobody listens, not gRPC, the call
 * failed), `E_AUTH` (the socket is not open to this user), `E_TIMEOUT`, `E_LIMIT`, `E_INTERRUPTED`.
 */
export async function unixGrpc(
  socketPath: string,
  method: string,
  message: Uint8Array,
  options: UnixHttpOptions,
): Promise<Uint8Array | undefined> {
  const shown = printable(socketPath.slice(0, 200));
  const { connect } = await import('node:http2');
  const { createConnection } = await import('node:net');
  if (options.signal?.aborted === true) throw interruption(options.signal);
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | undefined>();
  const session = connect('http://localhost', { createConnection: () => createConnection({ path: socketPath }) });
  const broken = (why: string, cause?: unknown): void =>
    reject(
      new SeaworthyError('E_NETWORK', `${shown} does not answer`, {
        ...{ why: printable(why.slice(0, 200)), next: 'Check that it runs and that you may use it.' },
        ...defined({ cause }),
      }),
    );
  const failed = (cause: NodeJS.ErrnoException): void => {
    if (cause.code !== 'EACCES' && cause.code !== 'EPERM') broken(cause.code ?? cause.message, cause);
    else reject(new SeaworthyError('E_AUTH', `${shown} does not answer`, { why: cause.code, cause }));
  };
  const onAbort = (): void => {
    if (options.signal !== undefined) reject(interruption(options.signal));
  };
  const timer = setTimeout(
    () => reject(new SeaworthyError('E_TIMEOUT', `${shown} did not answer within ${options.timeout / 1000} s`)),
    options.timeout,
  );
  options.signal?.addEventListener('abort', onAbort, { once: true });
  session.on('error', failed);
  try {
    const call = session.request({
      ':method': 'POST',
      ':path': method,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let status: string | undefined;
    const take = (headers: Readonly<Record<string, unknown>>): void => {
      const told = headers['grpc-status'];
      if (typeof told === 'string') status = told;
    };
    call.on('response', take);
    call.on('trailers', take);
    call.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > options.maxBytes + prefixBytes)
        reject(new SeaworthyError('E_LIMIT', `${shown} answers with more than ${options.maxBytes} bytes`));
      else chunks.push(chunk);
    });
    call.on('error', failed);
    call.on('end', () => {
      const bytes = Buffer.concat(chunks);
      if (status === notFound) resolve(undefined);
      else if (status !== ok) broken(`the call ended with gRPC status ${status ?? 'none'}`);
      else if (bytes.length < prefixBytes || bytes[0] !== 0 || bytes.readUInt32BE(1) !== bytes.length - prefixBytes)
        broken('its answer is no message');
      else resolve(bytes.subarray(prefixBytes));
    });
    call.end(framed(message));
    return await promise;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onAbort);
    session.on('error', () => {});
    session.destroy();
  }
}
