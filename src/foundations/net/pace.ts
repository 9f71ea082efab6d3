import { SeaworthyError } from '../../core/index.ts';

/** Bytes a second that a server has to send at least, over the whole of a body. */
export const slowestPace = 4 * 1024;

/** A body that comes too slowly: asking for the rest of it would take as long again. */
export class SlowBody extends SeaworthyError {}

/**
 * The chunks of a body. A server that sends a byte now and then is never silent and never done: once it has been waited for longer than `timeout`, it must have
 * sent 4 KiB for each second more. Only waiting counts, not what is done with the bytes. Throws `E_TIMEOUT`.
 */
export async function* paced(
  body: AsyncIterable<Uint8Array>,
  { name, where, timeout }: { readonly name: string; readonly where: string; readonly timeout: number },
): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let waited = 0;
  let bytes = 0;
  try {
    for (;;) {
      const start = performance.now();
      const { done, value } = await chunks.next();
      if (done === true) return;
      waited += performance.now() - start;
      bytes += value.length;
      if (waited > timeout + (bytes / slowestPace) * 1_000) {
        const seconds = Math.round(waited / 1_000);
        throw new SlowBody('E_TIMEOUT', `${name} sent no more than ${bytes} bytes in ${seconds} s`, { where });
      }
      yield value;
    }
  } finally {
    // Whoever stops before the end has the connection closed.
    await chunks.return?.();
  }
}
