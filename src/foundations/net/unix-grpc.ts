import { defined, printable, SeaworthyError } from '../../core/index.ts';
import { interruption } from './network-error.ts';
import { paced } from './pace.ts';
import type { UnixHttpOptions } from './unix-http.ts';

/** Bytes before a message: whether it is compressed, and its length (gRPC over HTTP/2, "Length-Prefixed-Message"). */
const prefixBytes = 5;
/** The status of a call that went well, and of one about something that is not there (gRPC, "Status codes"). */
const ok = '0';
const notFound = '5';
/** Bytes that may be on their way: the usual 64 KiB would make a stream of blobs a matter of waiting. */
const windowBytes = 4 * 1024 * 1024;

export interface GrpcOptions extends Omit<UnixHttpOptions, 'timeout' | 'maxBytes'> {
  /** Milliseconds without anything, or with next to nothing: `E_TIMEOUT`. */
  readonly timeout: number;
  /** Bytes of one message: `E_LIMIT`. */
  readonly maxBytes: number;
  /** Metadata of the call. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was asked for is not there (gRPC status 5). */
export class GrpcNotFound extends SeaworthyError {}

function framed(message: Uint8Array): Buffer {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/**
 * Calls a program of this machine that answers gRPC on a unix socket (containerd, CRI-O): one message, any number of answers, not compressed, as they come. It
 * never leaves the machine, so `--offline` does not forbid it. Throws `GrpcNotFound`, `E_NETWORK` (nobody listens, not gRPC, the call failed), `E_AUTH` (the
 * socket is not open to this user), `E_TIMEOUT`, `E_LIMIT`, `E_INTERRUPTED`.
 */
export async function* unixGrpcStream(
  socketPath: string,
  method: string,
  message: Uint8Array,
  options: GrpcOptions,
): AsyncGenerator<Uint8Array> {
  const { signal, timeout } = options;
  const shown = printable(socketPath.slice(0, 200));
  const { connect } = await import('node:http2');
  const { createConnection } = await import('node:net');
  if (signal?.aborted === true) throw interruption(signal);
  const session = connect('http://localhost', {
    createConnection: () => createConnection({ path: socketPath }),
    settings: { initialWindowSize: windowBytes, enablePush: false },
  });
  const call = session.request({
    ':method': 'POST',
    ':path': method,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...options.headers,
  });
  let over: unknown;
  const stop = (error: unknown): void => {
    over ??= error;
    call.destroy();
    session.destroy();
  };
  const timer = setTimeout(
    () => stop(new SeaworthyError('E_TIMEOUT', `${shown} did not answer within ${timeout / 1000} s`)),
    timeout,
  );
  const onAbort = (): void => {
    if (signal !== undefined) stop(interruption(signal));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  session.on('error', stop);
  session.on('connect', () => session.setLocalWindowSize(windowBytes));
  call.on('error', (error) => {
    over ??= error;
  });
  let status: string | undefined;
  const take = (headers: Readonly<Record<string, unknown>>): void => {
    const told = headers['grpc-status'];
    if (typeof told === 'string') status = told;
  };
  call.on('response', take);
  call.on('trailers', take);
  call.end(framed(message));
  try {
    const chunks = paced(call as AsyncIterable<Uint8Array>, { name: shown, where: shown, timeout });
    for await (const one of messagesOf(chunks, shown, options.maxBytes)) {
      timer.refresh();
      yield one;
      timer.refresh();
    }
    if (over === undefined && status === notFound) throw new GrpcNotFound('E_NOT_FOUND', `${shown} does not have it`);
    if (over === undefined && status !== ok) throw new Error(`the call ended with gRPC status ${status ?? 'none'}`);
    if (over !== undefined) throw over;
  } catch (error) {
    throw failure(over ?? error, shown);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    call.destroy();
    session.destroy();
  }
}

/** The messages of a stream, each held whole. */
async function* messagesOf(
  chunks: AsyncIterable<Uint8Array>,
  shown: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    for (;;) {
      const wanted = wantedBytes(held, size);
      if (wanted > maxBytes + prefixBytes)
        throw new SeaworthyError('E_LIMIT', `${shown} answers with more than ${maxBytes} bytes`);
      if (size < wanted) break;
      const all = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held, size);
      if (all[0] !== 0) throw new Error('its answer is no message');
      yield all.subarray(prefixBytes, wanted);
      held = size === wanted ? [] : [all.subarray(wanted)];
      size -= wanted;
    }
  }
  if (size > 0) throw new Error('its answer is no message');
}

/** Bytes of the message that begins here, with what stands before it. */
function wantedBytes(held: readonly Uint8Array[], size: number): number {
  if (size < prefixBytes) return prefixBytes;
  const [first] = held;
  const prefix = first !== undefined && first.length >= prefixBytes ? first : Buffer.concat(held, size);
  return new DataView(prefix.buffer, prefix.byteOffset).getUint32(1) + prefixBytes;
}

function failure(thrown: unknown, shown: string): SeaworthyError {
  if (thrown instanceof SeaworthyError) return thrown;
  const cause = thrown as NodeJS.ErrnoException;
  if (cause.code === 'EACCES' || cause.code === 'EPERM')
    return new SeaworthyError('E_AUTH', `${shown} does not answer`, { why: cause.code, cause });
  return new SeaworthyError('E_NETWORK', `${shown} does not answer`, {
    why: printable((cause.code ?? cause.message).slice(0, 200)),
    next: 'Check that it runs and that you may use it.',
    ...defined({ cause }),
  });
}

/** As `unixGrpcStream`, for one answer; undefined when what was asked for is not there. `timeout` is for the whole of it. */
export async function unixGrpc(
  socketPath: string,
  method: string,
  message: Uint8Array,
  options: GrpcOptions,
): Promise<Uint8Array | undefined> {
  const shown = printable(socketPath.slice(0, 200));
  const over = new AbortController();
  const timer = setTimeout(
    () => over.abort(new SeaworthyError('E_TIMEOUT', `${shown} did not answer within ${options.timeout / 1000} s`)),
    options.timeout,
  );
  try {
    const signal = options.signal === undefined ? over.signal : AbortSignal.any([over.signal, options.signal]);
    let found: Uint8Array | undefined;
    for await (const one of unixGrpcStream(socketPath, method, message, { ...options, signal })) {
      if (found !== undefined)
        throw new SeaworthyError('E_NETWORK', `${shown} does not answer`, { why: 'it sends more than one message' });
      found = one;
    }
    if (found === undefined)
      throw new SeaworthyError('E_NETWORK', `${shown} does not answer`, { why: 'its answer is no message' });
    return found;
  } catch (error) {
    if (error instanceof GrpcNotFound) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
