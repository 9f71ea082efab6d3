import type { IncomingMessage } from 'node:http';

/** A request that is refused before anybody looks into it. */
export class RequestRefused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The whole body. Throws `RequestRefused` with 413 for more than `most` bytes, 400 when it was cut off, 408 when it does not come in time. */
export async function readBody(request: IncomingMessage, most: number, deadline: AbortSignal): Promise<Buffer> {
  const tooLarge = new RequestRefused(413, `more than ${most} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let total = 0;
    const end = (act: () => void): void => {
      deadline.removeEventListener('abort', late);
      request.removeAllListeners('data');
      act();
    };
    const late = (): void => end(() => reject(new RequestRefused(408, 'the request did not come in time')));
    deadline.addEventListener('abort', late, { once: true });
    request.on('data', (chunk: Buffer) => {
      total += chunk.length;
      chunks.push(chunk);
      if (total > most) end(() => reject(tooLarge));
    });
    request.once('end', () => end(() => resolve(Buffer.concat(chunks, total))));
    request.once('error', () => end(() => reject(new RequestRefused(400, 'the request was cut off'))));
    request.once('aborted', () => end(() => reject(new RequestRefused(400, 'the request was cut off'))));
  });
}
