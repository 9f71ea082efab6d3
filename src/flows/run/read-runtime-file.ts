import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The text of a file that a container or its runtime keeps; undefined when it is none, cannot be read, or is longer than asked for. Never throws, and never
 * waits: a pipe is no file. What a container wrote may be a link to anywhere: that is not followed where `links` says so.
 */
export function readRuntimeFile(
  path: string,
  maxBytes: number,
  links: 'followed' | 'refused' = 'followed',
): string | undefined {
  let file: number;
  try {
    const refused = links === 'refused' ? constants.O_NOFOLLOW : 0;
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | refused);
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
