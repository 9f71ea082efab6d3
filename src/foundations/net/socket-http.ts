import type { IncomingMessage } from 'node:http';
import { defined, printable, SeaworthyError } from '../../core/index.ts';
import { interruption, networkError } from './network-error.ts';
import { paced } from './pace.ts';

/** Where a program answers HTTP that is no server of the web: a socket of this machine, or a port that somebody named for it. */
export type HttpSocket =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number; readonly tls?: SocketTls };

/** Who the other side must be, and who we are; all in PEM form. */
export interface SocketTls {
  /** Authorities that are trusted, and no others; absent: those of the system. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface SocketRequestOptions {
  /** Milliseconds until the answer begins. */
  readonly timeout: number;
  /** Milliseconds without a byte of its body, or with next to none; by default as many. */
  readonly silence?: number;
  readonly signal?: AbortSignal;
}

/** An answer whose body has not been read. It must be read to its end, or be given up (`return` of its iterator, or `close`). */
export interface SocketAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Chunks as they come; whoever reads bounds them. */
  readonly body: AsyncIterable<Uint8Array>;
  close(): void;
}

/** How the address is told: `unix:///run/docker.sock`, `tcp://host:2376`. */
export function showSocket(address: HttpSocket): string {
  return printable(
    'socketPath' in address ? `unix://${address.socketPath.slice(0, 200)}` : `tcp://${address.host}:${address.port}`,
  );
}

/**
 * Asks a program that answers HTTP on a socket (a container engine), and hands over the body as it comes. Only GET: nothing is changed. Any status is an answer; no
 * redirect is followed. A socket of this machine never leaves it, so `--offline` does not forbid it; whoever gives a host has to have asked. Throws `E_NETWORK`
 * (nobody listens, not HTTP), `E_AUTH` (the socket is not open to this user), `E_TIMEOUT`, `E_INTERRUPTED`.
 */
export async function socketGet(
  address: HttpSocket,
  path: string,
  { timeout, silence = timeout, signal }: SocketRequestOptions,
): Promise<SocketAnswer> {
  const shown = showSocket(address);
  if (!/^\/[!-~]*$/.test(path)) throw new SeaworthyError('E_USAGE', 'not the path of a request', { where: shown });
  const asked = await open(address, path);
  // Told where it is waited for; what comes when nobody waits any more is of no account.
  asked.on('error', () => {});
  if (signal?.aborted === true) {
    asked.destroy();
    throw interruption(signal);
  }
  let over: SeaworthyError | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = (error: SeaworthyError): void => {
    over ??= error;
    asked.destroy(error);
  };
  const wait = (milliseconds: number, what: string): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => stop(new SeaworthyError('E_TIMEOUT', `${shown} ${what} ${milliseconds / 1000} s`)),
      milliseconds,
    );
  };
  const onAbort = (): void => {
    if (signal !== undefined) stop(interruption(signal));
  };
  const end = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    asked.destroy();
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  wait(timeout, 'did not answer within');
  try {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    asked.once('response', resolve);
    asked.once('error', reject);
    asked.end();
    const response = await promise;
    wait(silence, 'sent nothing for');
    return {
      status: response.statusCode ?? 0,
      headers: Object.fromEntries(
        Object.entries(response.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
      body: bodyOf(
        paced(response, { name: shown, where: shown, timeout: silence }),
        response,
        () => wait(silence, 'sent nothing for'),
        {
          end,
          failed: (error) => over ?? failure(error, address),
        },
      ),
      close: end,
    };
  } catch (error) {
    end();
    throw over ?? failure(error, address);
  }
}

async function open(address: HttpSocket, path: string): Promise<import('node:http').ClientRequest> {
  const common = { path, method: 'GET', agent: false } as const;
  if ('socketPath' in address) {
    const { request } = await import('node:http');
    return request({ ...common, socketPath: address.socketPath, headers: { host: 'localhost' } });
  }
  const { host, port, tls } = address;
  if (tls === undefined) {
    const { request } = await import('node:http');
    return request({ ...common, host, port });
  }
  const { request } = await import('node:https');
  return request({ ...common, host, port, ...defined(tls), rejectUnauthorized: true });
}

async function* bodyOf(
  chunks: AsyncIterable<Uint8Array>,
  response: Pick<IncomingMessage, 'complete'>,
  came: () => void,
  { end, failed }: { readonly end: () => void; readonly failed: (error: unknown) => SeaworthyError },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      came();
      yield chunk;
      // What is done with the bytes takes its time, and is not the silence of the other side.
      came();
    }
    if (!response.complete) throw new Error('the answer ended before its end');
  } catch (error) {
    throw error instanceof SeaworthyError ? error : failed(error);
  } finally {
    end();
  }
}

function failure(thrown: unknown, address: HttpSocket): SeaworthyError {
  if (thrown instanceof SeaworthyError) return thrown;
  if (!('socketPath' in address))
    return networkError(thrown, {
      url: new URL(`${address.tls === undefined ? 'http' : 'https'}://${address.host}:${address.port}/`),
      timeout: 0,
    });
  const cause = thrown as NodeJS.ErrnoException;
  return new SeaworthyError(
    cause.code === 'EACCES' || cause.code === 'EPERM' ? 'E_AUTH' : 'E_NETWORK',
    `${printable(address.socketPath.slice(0, 200))} does not answer`,
    { why: cause.code ?? cause.message.slice(0, 200), next: 'Check that it runs and that you may use it.', cause },
  );
}
