import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readBounded } from '../read-bounded.ts';

/** Bytes looked at to know a report: no archive of an image begins like JSON. */
const lookedAt = 64;

/** The text of a file that holds JSON; undefined when there is no such file or it is something else, a target. Throws what `readBounded` throws. */
export function reportFile(file: string, most: number): string | undefined {
  return beginning(file)?.trimStart().startsWith('{') ? readBounded(file, most) : undefined;
}

function beginning(file: string): string | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!fstatSync(handle).isFile()) return undefined;
    const bytes = Buffer.alloc(lookedAt);
    return bytes.toString('utf8', 0, readSync(handle, bytes)).replace(/^\ufeff/, '');
  } catch {
    // Whoever opens it as a target says what is wrong with it.
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
