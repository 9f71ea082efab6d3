import { createHash } from 'node:crypto';
import { defined, SeaworthyError } from '../../../../core/index.ts';
import { type Http, type HttpResponse, type OnBytes, SlowBody } from '../../../../foundations/net/index.ts';
import type { FeedFile, FeedLimits } from '../feed.ts';
import type { SourceFile } from './manifest.ts';
import { type BegunPart, PartFile } from './part-file.ts';

/** What became of one file. One that was fetched lies on the disk until it is let go. */
export type Fetched =
  | { readonly state: 'fetched'; readonly part: PartFile; readonly source: SourceFile }
  | { readonly state: 'unchanged' }
  | { readonly state: 'absent' };

export interface FetchOptions {
  readonly http: Http;
  readonly limits: Pick<FeedLimits, 'bytes' | 'inflatedBytes'>;
  /** Where it is kept, and gone on with after a break. */
  readonly folder: string;
  readonly signal?: AbortSignal;
  readonly onBytes?: OnBytes;
  /** The file as it was last fetched: it is asked for only if it has changed. */
  readonly known?: SourceFile;
}

/** Connections that may break in a row without a byte in between, and in all, before a file is given up. */
const maxFruitless = 2;
const maxBreaks = 10;

/** Address of a feed's file under a base with or without a slash at its end. */
export function fileUrl(base: string, { path, query }: Pick<FeedFile, 'path' | 'query'>): string {
  if (query !== undefined && !base.startsWith('file:')) return `${base}?${new URLSearchParams(query)}`;
  return `${base.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** Packed already: packing it once more saves nothing, and as it is its length and digest can be checked, and a part of it asked for. */
const isPacked = (path: string): boolean => /\.(?:zip|gz|bz2|xz|zst)$/.test(path);

function requestHeaders(
  path: string,
  known: SourceFile | undefined,
  begun: BegunPart | undefined,
): Record<string, string> {
  return {
    ...(isPacked(path) ? { 'accept-encoding': 'identity' } : {}),
    ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
    ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
    // Of another state than the one that was begun all of it comes (RFC 9110, section 13.1.5).
    ...(begun === undefined ? {} : { range: `bytes=${resumeAt(begun)}-`, 'if-range': begun.etag }),
  };
}

/** Where to go on: one byte is asked for again where all are here, as nothing cannot be asked for. */
const resumeAt = ({ size, total }: BegunPart): number => (size === total ? size - 1 : size);

/** Holds the file to what the server says of it: Repr-Digest (RFC 9530), the MD5 that Google's storage gives. Its SHA-256. */
function checkedDigest(part: PartFile, headers: Readonly<Record<string, string>>, url: string): SourceFile['digest'] {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  const saidMd5 = /md5=([A-Za-z0-9+/=]{24})/.exec(headers['x-goog-hash'] ?? '')?.[1];
  for (const piece of part.pieces()) {
    sha256.update(piece);
    if (saidMd5 !== undefined) md5.update(piece);
  }
  const found = sha256.digest();
  const isCoded = headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity';
  const said = /sha-256=:([A-Za-z0-9+/=]{44}):/.exec(headers['repr-digest'] ?? '')?.[1];
  const isOther =
    (said !== undefined && said !== found.toString('base64')) ||
    (saidMd5 !== undefined && saidMd5 !== md5.digest('base64'));
  if (isOther && !isCoded)
    throw new SeaworthyError('E_DIGEST_MISMATCH', 'the file does not have the digest that its server gives', {
      where: url,
    });
  return `sha256:${found.toString('hex')}`;
}

/** What a status means that is neither an answer nor "not there". */
function refusal(status: number, url: string): SeaworthyError {
  const auth = status === 401 || status === 403;
  const code = auth ? 'E_AUTH' : status === 404 ? 'E_NOT_FOUND' : 'E_NETWORK';
  return new SeaworthyError(code, `the server answers ${status}`, { where: url });
}

const tooLarge = (most: number, where: string): SeaworthyError =>
  new SeaworthyError('E_LIMIT', `the file has more than ${most} bytes`, {
    where,
    next: 'No file of this feed is that large. If this one should be, raise `--max-feed-bytes`.',
  });

/** Where the body begins in the file, and how long that is in all, as far as the answer says. */
function placeOf({ status, headers, url }: HttpResponse): { readonly start: number; readonly total?: number } {
  if (status === 206) {
    const [, start, total] = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(headers['content-range'] ?? '') ?? [];
    if (start === undefined || total === undefined)
      throw new SeaworthyError('E_NETWORK', 'the server sends a part of the file and does not say which', {
        where: url,
      });
    return { start: Number(start), total: Number(total) };
  }
  const length = headers['content-length'];
  const isPlain = headers['content-encoding'] === undefined || headers['content-encoding'] === 'identity';
  return length !== undefined && /^\d{1,15}$/.test(length) && isPlain
    ? { start: 0, total: Number(length) }
    : { start: 0 };
}

/** Takes the body in. What had come before is kept where the answer goes on with it. */
async function receive(
  part: PartFile,
  response: HttpResponse,
  begun: BegunPart | undefined,
  options: FetchOptions,
): Promise<void> {
  const { limits, onBytes, signal } = options;
  const { start, total } = placeOf(response);
  const { etag } = response.headers;
  const isState = begun?.etag === undefined || etag === undefined || etag === begun.etag;
  const isOther = response.status === 206 && (begun === undefined || start !== resumeAt(begun) || !isState);
  // No break of the connection: what had come is let go, so that the next run begins anew.
  if (isOther)
    throw new SeaworthyError('E_FORMAT', 'the server sends another part of the file than was asked for', {
      where: response.url,
    });
  if ((total ?? 0) > limits.bytes) {
    await response.discard();
    throw tooLarge(limits.bytes, response.url);
  }
  part.open(begun !== undefined && response.status === 206 ? begun.etag : response.headers.etag, total);
  let at = start;
  for await (const chunk of response.body) {
    signal?.throwIfAborted();
    if (at + chunk.length > limits.bytes) throw tooLarge(limits.bytes, response.url);
    part.write(chunk, at);
    at += chunk.length;
    onBytes?.(at, total);
  }
  if (total === undefined) part.end(at);
  if (total !== undefined && at < total)
    throw new SeaworthyError('E_TRUNCATED', `the file ends after ${at} of ${total} bytes`, { where: response.url });
}

const isBreak = (error: unknown): boolean =>
  error instanceof SeaworthyError &&
  !(error instanceof SlowBody) &&
  (error.code === 'E_NETWORK' || error.code === 'E_TIMEOUT' || error.code === 'E_TRUNCATED');

/** One request. Undefined where what had been begun is of no use, and has to be asked for anew. */
async function attempt(
  url: string,
  file: FeedFile,
  part: PartFile,
  options: FetchOptions,
): Promise<Fetched | undefined> {
  const { http, signal, known } = options;
  const begun = isPacked(file.path) ? part.begun() : undefined;
  const response = await http.request(url, {
    headers: requestHeaders(file.path, known, begun),
    ...defined({ signal }),
  });
  if (response.status === 200 || (response.status === 206 && begun !== undefined)) {
    await receive(part, response, begun, options);
    const { etag, 'last-modified': lastModified } = response.headers;
    const digest = checkedDigest(part, response.headers, url);
    return { state: 'fetched', part, source: { url, ...defined({ etag, lastModified }), bytes: part.size, digest } };
  }
  await response.discard();
  if (response.status === 416 && begun !== undefined) return undefined;
  const wasConditional = known?.etag !== undefined || known?.lastModified !== undefined;
  if (response.status === 304 && wasConditional) return { state: 'unchanged' };
  if (response.status === 404 && file.optional === true) return { state: 'absent' };
  throw refusal(response.status, url);
}

/**
 * Fetches one file of a feed onto the disk, and goes on where a connection broke, also one of an earlier run. Throws those of the network, `E_AUTH`,
 * `E_NOT_FOUND`, `E_LIMIT`, `E_TRUNCATED`, `E_DIGEST_MISMATCH`, `E_WRITE`.
 */
export async function fetchFile(base: string, file: FeedFile, options: FetchOptions): Promise<Fetched> {
  const url = fileUrl(base, file);
  const part = new PartFile(options.folder, url);
  let fruitless = 0;
  for (let breaks = 0; ; breaks++) {
    const before = part.begun()?.size ?? 0;
    try {
      const fetched = await attempt(url, file, part, options);
      if (fetched?.state === 'fetched') return fetched;
      part.forget();
      if (fetched !== undefined) return fetched;
      if (breaks > maxBreaks) throw refusal(416, url);
    } catch (error) {
      const came = isPacked(file.path) ? part.begun() : undefined;
      fruitless = came !== undefined && came.size > before ? 0 : fruitless + 1;
      const isLast = !isBreak(error) || options.signal?.aborted === true || breaks >= maxBreaks;
      if (!isLast && came !== undefined && fruitless < maxFruitless) continue;
      // Kept for the next run where it can be gone on with; whatever is wrong for good is not.
      if (came !== undefined && (isBreak(error) || options.signal?.aborted === true)) part.close();
      else part.remove();
      throw error;
    }
  }
}
