import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { defined, SeaworthyError, whyOf } from '../../../../core/index.ts';
import { detectCompression, inflateBzip2 } from '../../../../foundations/formats/index.ts';
import type { Http, HttpResponse, OnBytes } from '../../../../foundations/net/index.ts';
import type { FeedFile, FeedLimits } from '../feed.ts';
import type { SourceFile } from './manifest.ts';

/** What became of one file. */
export type Fetched =
  | { readonly state: 'fetched'; readonly bytes: Uint8Array; readonly source: SourceFile }
  | { readonly state: 'unchanged' }
  | { readonly state: 'absent' };

export interface FetchOptions {
  readonly http: Http;
  readonly limits: Pick<FeedLimits, 'bytes' | 'inflatedBytes'>;
  readonly signal?: AbortSignal;
  readonly onBytes?: OnBytes;
  /** The file as it was last fetched: it is asked for only if it has changed. */
  readonly known?: SourceFile;
}

/** Address of a feed's file under a base with or without a slash at its end. */
export function fileUrl(base: string, { path, query }: Pick<FeedFile, 'path' | 'query'>): string {
  if (query !== undefined && !base.startsWith('file:')) return `${base}?${new URLSearchParams(query)}`;
  return `${base.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function requestHeaders(path: string, known: SourceFile | undefined): Record<string, string> {
  return {
    // Packed already: packing it once more saves nothing, and as it is its length and digest can be checked.
    ...(/\.(?:zip|gz|zst|bz2|xz)$/.test(path) ? { 'accept-encoding': 'identity' } : {}),
    ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
    ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
  };
}

/** Holds the body to what the server says of it: length (RFC 9110), Repr-Digest (RFC 9530), the MD5 that Google's storage gives. */
function checkBody(bytes: Uint8Array, headers: Readonly<Record<string, string>>, url: string): void {
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') return;
  const length = headers['content-length'];
  if (length !== undefined && /^\d+$/.test(length) && Number(length) > bytes.length) {
    throw new SeaworthyError('E_TRUNCATED', `the file ends after ${bytes.length} of ${length} bytes`, { where: url });
  }
  const digests = [
    ['sha256', /sha-256=:([A-Za-z0-9+/=]{44}):/.exec(headers['repr-digest'] ?? '')?.[1]],
    ['md5', /md5=([A-Za-z0-9+/=]{24})/.exec(headers['x-goog-hash'] ?? '')?.[1]],
  ] as const;
  for (const [algorithm, expected] of digests) {
    if (expected !== undefined && createHash(algorithm).update(bytes).digest('base64') !== expected) {
      throw new SeaworthyError('E_DIGEST_MISMATCH', 'the file does not have the digest that its server gives', {
        where: url,
      });
    }
  }
}

/** What a status means that is neither an answer nor "not there". */
function refusal(status: number, url: string): SeaworthyError {
  const auth = status === 401 || status === 403;
  const code = auth ? 'E_AUTH' : status === 404 ? 'E_NOT_FOUND' : 'E_NETWORK';
  return new SeaworthyError(code, `the server answers ${status}`, { where: url });
}

/** Unpacks what Node unpacks as a whole. Throws `E_LIMIT`, `E_FORMAT`. */
function gunzip(bytes: Uint8Array, maxBytes: number, where: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(maxBytes, 0x7fffffff) });
  } catch (cause) {
    const tooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge
      ? new SeaworthyError('E_LIMIT', 'gzip of more bytes than allowed', { where, cause })
      : new SeaworthyError('E_FORMAT', 'the file cannot be inflated', { where, why: whyOf(cause), cause });
  }
}

/**
 * The bytes, inflated where they are gzip or bzip2: a server may send `x.csv.gz` as it is, or unpacked, or packed once more, and mean the same. Throws
 * `E_LIMIT`, `E_FORMAT`, `E_TRUNCATED`.
 */
export function inflated(bytes: Uint8Array, maxBytes: number, where: string): Uint8Array {
  let content = bytes;
  try {
    for (let layer = 0; layer < 2; layer++) {
      const compression = detectCompression(content);
      if (compression === 'gzip') content = gunzip(content, maxBytes, where);
      else if (compression === 'bzip2') content = inflateBzip2(content, maxBytes, where);
      else break;
    }
  } catch (cause) {
    if (!(cause instanceof SeaworthyError) || cause.code !== 'E_LIMIT') throw cause;
    throw new SeaworthyError('E_LIMIT', `the file inflates to more than ${maxBytes} bytes`, {
      where,
      next: 'No file of this feed is that large. If this one should be, raise `--max-feed-inflated`.',
      cause,
    });
  }
  return content;
}

async function readBody(response: HttpResponse, { limits, onBytes }: FetchOptions, url: string): Promise<Uint8Array> {
  try {
    return await response.bytes(limits.bytes, onBytes);
  } catch (cause) {
    if (!(cause instanceof SeaworthyError) || cause.code !== 'E_LIMIT') throw cause;
    throw new SeaworthyError('E_LIMIT', `the file has more than ${limits.bytes} bytes`, {
      where: cause.where ?? url,
      next: 'No file of this feed is that large. If this one should be, raise `--max-feed-bytes`.',
      cause,
    });
  }
}

async function body(response: HttpResponse, options: FetchOptions, url: string): Promise<Fetched> {
  const raw = await readBody(response, options, url);
  checkBody(raw, response.headers, url);
  const { etag, 'last-modified': lastModified } = response.headers;
  const source: SourceFile = {
    url,
    ...defined({ etag, lastModified }),
    bytes: raw.length,
    digest: `sha256:${createHash('sha256').update(raw).digest('hex')}`,
  };
  return { state: 'fetched', bytes: inflated(raw, options.limits.inflatedBytes, url), source };
}

/** Fetches one file of a feed. Throws those of the network, `E_AUTH`, `E_NOT_FOUND`, `E_LIMIT`, `E_TRUNCATED`, `E_DIGEST_MISMATCH`, `E_FORMAT`. */
export async function fetchFile(base: string, file: FeedFile, options: FetchOptions): Promise<Fetched> {
  const { http, signal, known } = options;
  const url = fileUrl(base, file);
  const response = await http.request(url, {
    headers: requestHeaders(file.path, known),
    ...(signal ? { signal } : {}),
  });
  if (response.status === 200) return body(response, options, url);
  await response.discard();
  const wasConditional = known?.etag !== undefined || known?.lastModified !== undefined;
  if (response.status === 304 && wasConditional) return { state: 'unchanged' };
  if (response.status === 404 && file.optional === true) return { state: 'absent' };
  throw refusal(response.status, url);
}
