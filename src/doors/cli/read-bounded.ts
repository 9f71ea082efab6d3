import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';

/**
 * The text of a file that the user named, or undefined when there is none. Throws `E_LIMIT` when it has more than `most` bytes, `E_READ` when it
 * cannot be read.
 */
export function readBounded(path: string, most: number): string | undefined {
  let file: number;
  try {
    // Without waiting: a named pipe that nobody writes to would hold the program for ever.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw asSeaworthyError(error, 'E_READ', 'the file cannot be read', path);
  }
  try {
    if (!fstatSync(file).isFile()) throw new SeaworthyError('E_READ', 'this is not a regular file', { where: path });
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const length = readSync(file, chunk);
      if (length === 0) return Buffer.concat(chunks, total).toString('utf8');
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
