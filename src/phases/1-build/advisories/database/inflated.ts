import { gunzipSync } from 'node:zlib';
import { SeaworthyError, whyOf } from '../../../../core/index.ts';
import type { FetchedFile } from '../feed.ts';
import type { PartFile } from './part-file.ts';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The bytes, inflated where they are gzip: a server may send `x.csv.gz` as it is, or unpacked, or packed once more, and mean the same. Throws
 * `E_LIMIT`, `E_FORMAT`.
 */
export function inflated(bytes: Uint8Array, maxBytes: number, where: string): Uint8Array {
  let content = bytes;
  for (let layer = 0; layer < 2 && isGzip(content); layer++) {
    try {
      content = gunzipSync(content, { maxOutputLength: Math.min(maxBytes, 0x7fffffff) });
    } catch (cause) {
      const tooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
      throw tooLarge
        ? new SeaworthyError('E_LIMIT', `the file inflates to more than ${maxBytes} bytes`, {
            where,
            next: 'No file of this feed is that large. If this one should be, raise `--max-feed-inflated`.',
            cause,
          })
        : new SeaworthyError('E_FORMAT', 'the file cannot be inflated', {
            where,
            why: whyOf(cause),
            cause,
          });
    }
  }
  return content;
}

/** A file as its feed is handed it: held in memory only where the feed asks for all of its bytes. Throws as `inflated`. */
export function handOver(path: string, part: PartFile, maxBytes: number, where: string): FetchedFile {
  const source = part.source();
  const whole = (): Uint8Array => source.read(0, source.size);
  if (isGzip(source.read(0, 2))) {
    const bytes = inflated(whole(), maxBytes, where);
    return { path, bytes };
  }
  let held: Uint8Array | undefined;
  return {
    path,
    source,
    get bytes() {
      held ??= whole();
      return held;
    },
  };
}
