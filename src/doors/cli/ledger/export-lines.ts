import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { asSeaworthyError, SeaworthyError } from '../../../core/index.ts';

/** Bytes of one line: the largest payload that a ledger takes, and room for the rest of the record. */
const maxLineBytes = 130 * 1024 * 1024;
const lineFeed = 0x0a;

/**
 * The lines of a file, one by one, so that it may be larger than memory. Throws `E_TARGET_NOT_FOUND`, `E_READ`, and `E_LIMIT` for a line that is too
 * long. `name` names the file in messages.
 */
export async function* exportLines(file: string, name: string, most = maxLineBytes): AsyncGenerator<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: name });
    throw asSeaworthyError(error, 'E_READ', 'the file cannot be read', name);
  });
  try {
    if (!(await handle.stat()).isFile())
      throw new SeaworthyError('E_READ', 'this is not a regular file', { where: name });
    let pending: Buffer[] = [];
    let length = 0;
    for (;;) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(256 * 1024));
      if (bytesRead === 0) break;
      let start = 0;
      for (let end = buffer.indexOf(lineFeed); end >= 0 && end < bytesRead; end = buffer.indexOf(lineFeed, start)) {
        pending.push(buffer.subarray(start, end));
        yield Buffer.concat(pending).toString('utf8');
        [pending, length, start] = [[], 0, end + 1];
      }
      pending.push(buffer.subarray(start, bytesRead));
      length += bytesRead - start;
      if (length > most) throw new SeaworthyError('E_LIMIT', `a line has more than ${most} bytes`, { where: name });
    }
    if (length > 0) yield Buffer.concat(pending).toString('utf8');
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'the file cannot be read', name);
  } finally {
    await handle.close();
  }
}
