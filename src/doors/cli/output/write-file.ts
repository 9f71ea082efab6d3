import { lstat, open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asSeaworthyError } from '../../../core/index.ts';

/**
 * Writes a file whole or not at all: under another name first, then renamed. What is no regular file (a device, a pipe) is written to as it is.
 * Throws `E_WRITE`.
 */
export async function writeFileWhole(file: string, content: string | AsyncIterable<string>): Promise<void> {
  try {
    const there = await lstat(file).catch(() => undefined);
    // A symbolic link stays a link: what it points to is replaced.
    const target = there?.isSymbolicLink() ? await realpath(file) : file;
    const kind = there?.isSymbolicLink() ? await lstat(target) : there;
    if (kind !== undefined && !kind.isFile()) await writeFile(target, content);
    else await replace(target, content, kind?.mode);
  } catch (error) {
    throw asSeaworthyError(error, 'E_WRITE', 'the result cannot be written', file);
  }
}

async function replace(
  target: string,
  content: string | AsyncIterable<string>,
  mode: number | undefined,
): Promise<void> {
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode === undefined ? 0o666 : mode & 0o777);
    try {
      await writeFile(handle, content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    // Below a file, say, it cannot be looked for: what went wrong before is told.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
