import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { type Digest, defined, type Limits, SeaworthyError } from '../../core/index.ts';
import { inflate } from '../formats/index.ts';
import type { RegularFile } from './file-range.ts';
import { namelessFile, writeAll } from './temporary-file.ts';

/** Bytes that were written down, and their digest. */
export interface Spooled extends RegularFile {
  readonly digest: Digest;
}

/**
 * Writes down what can be read only once (a pipe) or only from front to back (an archive that is compressed as a whole): inflated, in a temporary file that only
 * this user may read and that has no name any more, so that it is gone with the process whatever becomes of it. At most as many bytes as one layer may have once
 * inflated, and half of the space that is free. Throws `E_LIMIT`, `E_WRITE`, `E_FORMAT`, `E_TRUNCATED`, and what the source throws.
 */
export async function spool(
  source: AsyncIterable<Uint8Array>,
  where: string,
  options: { readonly limits: Limits; readonly signal?: AbortSignal },
): Promise<Spooled> {
  const { limits, signal } = options;
  const { handle, room } = await namelessFile();
  let size = 0;
  const hash = createHash('sha256');
  const write = (bytes: Uint8Array): void => {
    size += bytes.length;
    if (size > room)
      throw new SeaworthyError(
        'E_LIMIT',
        `more than ${room} bytes once inflated, half of what is free in ${tmpdir()}`,
        {
          where,
          next: 'Give it as a file that is not compressed, or make room (TMPDIR names another folder).',
        },
      );
    hash.update(bytes);
    writeAll(handle.fd, bytes);
  };
  try {
    await inflate(source, write, {
      where,
      maxBytes: limits.layerBytes,
      maxInflatedBytes: limits.layerInflatedBytes,
      ...defined({ signal }),
    });
    return { handle, size, digest: `sha256:${hash.digest('hex')}` };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
