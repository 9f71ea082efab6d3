import { gunzipSync } from 'node:zlib';
import { SeaworthyError, whyOf } from '../../../../core/index.ts';
import { detectCompression, inflateBzip2 } from '../../../../foundations/formats/index.ts';
import type { FetchedFile } from '../feed.ts';
import type { PartFile } from './part-file.ts';

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

/** Bytes that show how something is packed. */
const headBytes = 16;

/** A file as its feed is handed it: held in memory only where the feed asks for all of its bytes. Throws as `inflated`. */
export function handOver(path: string, part: PartFile, maxBytes: number, where: string): FetchedFile {
  const source = part.source();
  const whole = (): Uint8Array => source.read(0, source.size);
  const compression = detectCompression(source.read(0, Math.min(headBytes, source.size)));
  if (compression === 'gzip' || compression === 'bzip2') {
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
