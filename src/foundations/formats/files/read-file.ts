import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { asSeaworthyError, SeaworthyError } from '../../../core/index.ts';

const chunkBytes = 64 * 1024;

/**
 * The bytes of a regular file, or undefined when there is none. Throws `E_LIMIT` when it has more than `most` bytes, `E_READ` when it cannot be read
 * or is something else: a named pipe that nobody writes to would hold the program for ever.
 */
export function readFileBytes(path: string, most: number): Uint8Array | undefined {
  const file = openFile(path);
  if (file === undefined) return undefined;
  try {
    if (!fstatSync(file).isFile()) throw new SeaworthyError('E_READ', 'this is not a regular file', { where: path });
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const length = readSync(file, chunk);
      if (length === 0) return Buffer.concat(chunks, total);
      chunks.push(chunk.subarray(0, length));
      total += length;
      if (total > most) throw new SeaworthyError('E_LIMIT', `the file has more than ${most} bytes`, { where: path });
    }
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'the file cannot be read', path);
  } finally {
    closeSync(file);
  }
}

function openFile(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const isMissing =
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    if (isMissing) return undefined;
    throw asSeaworthyError(error, 'E_READ', 'the file cannot be read', path);
  }
}
