import { SeaworthyError, whyOf } from '../../core/index.ts';
import { showAddress } from './address.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { HttpResponse, OnBytes } from './http.ts';
import { interruption, networkError, type Situation } from './network-error.ts';
import { paced } from './pace.ts';

/** Headers by lower-case name; several of one name joined by a comma (RFC 9110, section 5.3). */
export function flatHeaders(headers: Answer['headers']): Record<string, string> {
  const flat: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}

/** How an answer is to be read. */
export interface ResponseReading {
  /** A gzip content coding is ours to undo. */
  readonly inflate: boolean;
  readonly method: string;
  readonly exchange: Exchange;
}

/** An answer as it is handed out. */
export function makeResponse(
  answer: Answer,
  situation: Situation,
  { inflate, method, exchange }: ResponseReading,
): HttpResponse {
  const headers = flatHeaders(answer.headers);
  const coding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  const bodiless =
    method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304 || headers['content-length'] === '0';
  let body = rawBody(answer.body, situation, exchange);
  if (inflate && !bodiless && coding !== '' && coding !== 'identity') {
    body = coding === 'gzip' || coding === 'x-gzip' ? gunzipped(body, situation) : unknownCoding(coding, situation);
    delete headers['content-encoding'];
    delete headers['content-length'];
  }
  return {
    status: answer.statusCode,
    headers,
    url: situation.url.href,
    body,
    bytes: (maxBytes, onBytes) => collect(body, maxBytes, Number(headers['content-length']), situation.url, onBytes),
    discard: () => answer.drop().finally(exchange.end),
  };
}

async function* rawBody(
  body: AsyncIterable<Uint8Array>,
  situation: Situation,
  exchange: Exchange,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of paced(body, {
      name: situation.url.host,
      where: showAddress(situation.url),
      timeout: situation.timeout,
    })) {
      exchange.came(chunk.length);
      if (exchange.signal?.aborted === true) throw interruption(exchange.signal);
      yield chunk;
    }
  } catch (error) {
    throw networkError(error, situation);
  } finally {
    exchange.end();
  }
}

async function* gunzipped(body: AsyncIterable<Uint8Array>, situation: Situation): AsyncGenerator<Uint8Array> {
  const { createGunzip } = await import('node:zlib');
  const { pipeline, Readable } = await import('node:stream');
  const gunzip = createGunzip();
  // The callback is there because an error must be taken; the iteration below throws it.
  pipeline(Readable.from(body, { objectMode: false }), gunzip, () => {});
  try {
    yield* gunzip;
  } catch (error) {
    if (error instanceof SeaworthyError) throw error;
    const why = whyOf(error);
    throw new SeaworthyError('E_NETWORK', `${situation.url.host} sent a body that is not the gzip it promised`, {
      where: showAddress(situation.url),
      why,
      cause: error,
    });
  }
}

// biome-ignore lint/correctness/useYield: a body that cannot be read throws when it is read, like any other.
async function* unknownCoding(coding: string, situation: Situation): AsyncGenerator<Uint8Array> {
  throw new SeaworthyError('E_NETWORK', `${situation.url.host} answers in a content coding that was not asked for`, {
    where: showAddress(situation.url),
    why: coding.slice(0, 40),
  });
}

/** Bytes from which an announced body is put straight in its place. */
const leastWhole = 1024 * 1024;

async function collect(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  announced: number,
  url: URL,
  onBytes: OnBytes = () => {},
): Promise<Uint8Array> {
  // Filled as the bytes come: pieces and their sum together would take twice the memory.
  const isLarge = announced >= leastWhole && announced <= maxBytes;
  const whole = isLarge ? Buffer.allocUnsafeSlow(announced) : Buffer.alloc(0);
  let placed = 0;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by a throw closes the connection, so nothing more is taken in.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes || announced > maxBytes) {
      throw new SeaworthyError('E_LIMIT', `${url.host} sends more than the ${maxBytes} bytes allowed`, {
        where: showAddress(url),
      });
    }
    onBytes(size, Number.isFinite(announced) ? announced : undefined);
    if (size <= whole.length) {
      whole.set(chunk, placed);
      placed = size;
    } else chunks.push(chunk);
  }
  if (chunks.length === 0) return whole.subarray(0, placed);
  return placed === 0 && chunks.length === 1 && chunks[0] !== undefined
    ? chunks[0]
    : Buffer.concat([whole.subarray(0, placed), ...chunks], size);
}
