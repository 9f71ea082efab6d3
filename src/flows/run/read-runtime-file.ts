import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** The text of a file that a container runtime keeps; undefined when it is none, cannot be read, or is longer than asked for. Never throws, and never waits: a pipe is no file. */
export function readRuntimeFile(path: string, maxBytes: number): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > maxBytes) return undefined;
    const bytes = Buffer.alloc(stat.size);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0));
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}
