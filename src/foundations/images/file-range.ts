import { constants, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';

/** Bytes read at once: large enough for few system calls. */
const chunkBytes = 1024 * 1024;

/** A regular file that is open, and its size when it was opened. */
export interface RegularFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** A part of an open file that can be read anywhere. */
export interface OpenRange {
  readonly descriptor: number;
  readonly start: number;
  readonly size: number;
  /** For messages. */
  readonly where: string;
  /** To be called when nobody reads any more. */
  close(): Promise<void>;
}

/** Reads into a buffer from an offset of the range, and nothing of what lies behind it; how many bytes there were. Throws `E_READ`. */
export function readInto({ descriptor, start, size, where }: OpenRange, into: Uint8Array, offset: number): number {
  const length = Math.max(0, Math.min(into.length, size - offset));
  try {
    return readSync(descriptor, into, 0, length, start + offset);
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'cannot read the file', where);
  }
}

/**
 * Opens a file for reading. It never waits for the writer of a pipe, and refuses what is no regular file. Throws `E_TARGET_NOT_FOUND`, `E_READ`,
 * `E_TARGET_UNKNOWN`.
 */
export async function openRegular(path: string): Promise<RegularFile> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    throw asSeaworthyError(
      error,
      missing ? 'E_TARGET_NOT_FOUND' : 'E_READ',
      missing ? 'there is no such file' : 'cannot open the file',
      path,
    );
  }
  const status = await handle.stat();
  if (status.isFile()) return { handle, size: status.size };
  await handle.close();
  throw new SeaworthyError('E_TARGET_UNKNOWN', 'not a regular file', { where: path });
}

/** One read; what the system says becomes `E_READ`. */
async function readAt(handle: FileHandle, into: Uint8Array, position: number, where: string): Promise<number> {
  try {
    return (await handle.read(into, 0, into.length, position)).bytesRead;
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'cannot read the file', where);
  }
}

/** `length` bytes from `offset` in one piece. Throws `E_TRUNCATED` when the file ends before, `E_READ`. */
export async function readBytes(handle: FileHandle, offset: number, length: number, where: string): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const count = await readAt(handle, bytes.subarray(at), offset + at, where);
    if (count === 0) throw truncated(where, length, at);
    at += count;
  }
  return bytes;
}

const truncated = (where: string, wanted: number, found: number): SeaworthyError =>
  new SeaworthyError('E_TRUNCATED', `the file ends after ${found} of ${wanted} bytes`, { where });

/**
 * `length` bytes from `offset` in chunks. The next chunk is read while the caller works on the last one, from two buffers that take turns: a chunk
 * stays as it is until the next one is asked for. Throws `E_TRUNCATED`, `E_READ`.
 */
export async function* readRange(
  handle: FileHandle,
  offset: number,
  length: number,
  where: string,
): AsyncGenerator<Uint8Array> {
  const size = Math.min(chunkBytes, Math.max(length, 1));
  let buffer = Buffer.allocUnsafeSlow(size);
  let other = Buffer.allocUnsafeSlow(size);
  let at = 0;
  const start = (): Promise<number> =>
    readAt(handle, buffer.subarray(0, Math.min(size, length - at)), offset + at, where);
  let pending = length > 0 ? start() : undefined;
  try {
    while (pending !== undefined) {
      const count = await pending;
      pending = undefined;
      if (count === 0) throw truncated(where, length, at);
      const chunk = buffer.subarray(0, count);
      at += count;
      [buffer, other] = [other, buffer];
      if (at < length) pending = start();
      yield chunk;
    }
  } finally {
    // A read that is under way must end before the file is closed.
    await pending?.catch(() => undefined);
  }
}
