import type { IncomingMessage } from 'node:http';
import type { ByteBudget } from '../../core/index.ts';

/** A request that is refused before anybody looks into it. */
export class RequestRefused extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** An answer for a moment in which too much is going on. */
export const notNow = (why: string): RequestRefused => new RequestRefused(503, why, { 'retry-after': '1' });

/** Bounds on one body. */
export interface BodyBounds {
  /** Bytes of it. */
  readonly most: number;
  /** Shared by all that are on their way. */
  readonly budget: ByteBudget;
  /** Milliseconds for all of it. */
  readonly within: number;
}

/** A body that was read: its bytes count against the budget until `done`. */
export interface RequestBody {
  readonly bytes: Buffer;
  done(): void;
}

/**
 * The whole body. Throws `RequestRefused` with 413 for more than `most` bytes, 400 when it was cut off, 408 when it does not come in time, 503 when too many
 * bytes are on their way to this server and this body has most of them. Nothing that was read is held on to then.
 */
export function readBody(request: IncomingMessage, { most, budget, within }: BodyBounds): Promise<RequestBody> {
  // Made when it is wanted: an error takes the trace of its place, which costs.
  const tooLarge = () => new RequestRefused(413, `more than ${most} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let total = 0;
    const end = (): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', whole).off('error', cut).off('aborted', cut);
      chunks = [];
    };
    const fail = (error: RequestRefused): void => {
      end();
      share.close();
      // What is still on its way is not taken in.
      request.pause();
      reject(error);
    };
    const share = budget.open(() => fail(notNow('too many bytes of requests at once')));
    const timer = setTimeout(() => fail(new RequestRefused(408, 'the request did not come in time')), within);
    const take = (chunk: Buffer): void => {
      total += chunk.length;
      chunks.push(chunk);
      if (total > most) fail(tooLarge());
      else share.add(chunk.length);
    };
    const whole = (): void => {
      const bytes = Buffer.concat(chunks, total);
      end();
      resolve({ bytes, done: () => share.close() });
    };
    const cut = (): void => fail(new RequestRefused(400, 'the request was cut off'));
    request.on('data', take).once('end', whole).once('error', cut).once('aborted', cut);
  });
}
