import type { ClientRequest, IncomingMessage } from 'node:http';

/** Bytes of an unwanted body that are read so that the connection can be used again; beyond that it is closed. */
const dropBytes = 64 * 1024;

/** What a server answered, its body not read yet. */
export interface Answer {
  readonly statusCode: number;
  /** Names in lower case; a list where a name came more than once. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Throws when nothing comes for too long; whoever stops before the end has the connection closed. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Drops what is left of the body. Errors on the way are of no interest: nobody wanted the bytes. */
  drop(): Promise<void>;
}

/** Node's error for a connection that is silent. */
function silence(): Error {
  return Object.assign(new Error('nothing came'), { code: 'ETIMEDOUT' });
}

/** The answer to a request that is on its way. `timeout` is milliseconds without a byte in either direction. Throws whatever Node throws. */
export function answerTo(request: ClientRequest, timeout: number, signal: AbortSignal | undefined): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const stop = (): void => void request.destroy(silence());
  const abort = (): void => void request.destroy();
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort, { once: true });
  request.once('close', () => signal?.removeEventListener('abort', abort));
  request.once('socket', (socket) => {
    socket.setTimeout(timeout, stop);
    request.once('response', (message) => {
      // From here on only the time counts in which somebody waits for the next bytes.
      socket.setTimeout(0, stop);
      resolve(answerOf(message, timeout));
    });
    request.once('close', () => socket.off('timeout', stop));
  });
  request.on('error', reject);
  return promise;
}

function answerOf(message: IncomingMessage, timeout: number): Answer {
  const headers = Object.entries(message.headersDistinct).map(([name, values = []]): [string, string | string[]] => [
    name,
    values.length === 1 ? (values[0] ?? '') : values,
  ]);
  // Told to whoever reads; without a listener an error of a body that nobody reads would end the process.
  message.on('error', () => {});
  return {
    statusCode: message.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: untilSilent(message, timeout),
    async drop() {
      let dropped = 0;
      try {
        for await (const chunk of untilSilent(message, timeout)) {
          dropped += chunk.length;
          if (dropped > dropBytes) return;
        }
      } catch {}
    },
  };
}

async function* untilSilent(message: IncomingMessage, timeout: number): AsyncGenerator<Uint8Array> {
  const chunks = message[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const timer = setTimeout(() => message.destroy(silence()), timeout);
      const { done, value } = await chunks.next().finally(() => clearTimeout(timer));
      if (done === true) return;
      yield value;
    }
  } finally {
    await chunks.return?.();
  }
}
