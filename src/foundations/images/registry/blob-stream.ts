import { SeaworthyError } from '../../../core/index.ts';
import { type HttpResponse, SlowBody } from '../../net/index.ts';
import { withoutQuery } from './answer-error.ts';

/** Connections that may break in a row without a byte in between, and in all, before a blob is given up. */
const maxFruitless = 3;
const maxBreaks = 20;

/** A blob to be read. */
export interface BlobSource {
  /** Bytes as the manifest says. */
  readonly size: number;
  /** Digest or another name for errors. */
  readonly where: string;
  /** Asks for the bytes from an offset on. */
  open(from: number): Promise<HttpResponse>;
}

/**
 * The bytes of a blob in order, from an offset on. Where the connection breaks or ends too early, the rest is asked for with a Range request; a server that does
 * not know ranges sends all again, and what was had is passed over. What comes out is only worth what the digest at its end says.
 * Throws `E_DIGEST_MISMATCH` for more bytes than there should be, `E_TRUNCATED` when the rest does not come, and what the network throws.
 */
export async function* blobStream(blob: BlobSource, from = 0): AsyncGenerator<Uint8Array> {
  let at = from;
  if (from > 0 && at === blob.size) return;
  let fruitless = 0;
  for (let breaks = 0; ; breaks++) {
    const before = at;
    try {
      const response = await blob.open(at);
      let skip = at - startOf(response, at, blob);
      for await (const chunk of response.body) {
        const fresh = skip === 0 ? chunk : chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - fresh.length;
        at += fresh.length;
        if (at > blob.size) throw tooLong(blob);
        if (fresh.length > 0) yield fresh;
      }
      if (at === blob.size) return;
      throw new SeaworthyError('E_TRUNCATED', 'a blob ends before it should', {
        where: blob.where,
        why: `${at} of ${blob.size} bytes came`,
      });
    } catch (error) {
      fruitless = at > before ? 0 : fruitless + 1;
      if (!isBreak(error) || fruitless >= maxFruitless || breaks >= maxBreaks) throw error;
      // Everything is there and only the end of the connection went wrong.
      if (at === blob.size) return;
    }
  }
}

function isBreak(error: unknown): boolean {
  return (
    error instanceof SeaworthyError &&
    !(error instanceof SlowBody) &&
    (error.code === 'E_NETWORK' || error.code === 'E_TIMEOUT' || error.code === 'E_TRUNCATED')
  );
}

/** Where the body of an answer starts. Throws `E_NETWORK` for a part that was not asked for. */
function startOf(response: HttpResponse, asked: number, blob: BlobSource): number {
  const length = Number(response.headers['content-length'] ?? Number.NaN);
  if (response.status !== 206) {
    if (length > blob.size) throw tooLong(blob);
    return 0;
  }
  const start = /^bytes (\d{1,15})-/.exec(response.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) === asked) return asked;
  throw new SeaworthyError('E_NETWORK', 'the registry sends another part of a blob than was asked for', {
    where: withoutQuery(response.url),
    why: `asked from byte ${asked} on`,
  });
}

function tooLong(blob: BlobSource): SeaworthyError {
  return new SeaworthyError('E_DIGEST_MISMATCH', 'a blob is longer than its manifest says', {
    where: blob.where,
    why: `it should have ${blob.size} bytes`,
  });
}
