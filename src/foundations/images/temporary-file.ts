import { mkdtempSync, openSync, readSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asSeaworthyError, type SeaworthyError } from '../../core/index.ts';
import { type ByteSource, within } from '../formats/index.ts';

/** The part of the free space that is taken at most: other programs live there too. */
const share = 2;

const failed = (error: unknown): SeaworthyError =>
  asSeaworthyError(error, 'E_WRITE', 'a temporary file cannot be made', tmpdir());

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / share);
}

/**
 * A file in a folder that nobody else can enter; both are taken away again while it is open, so that it is gone with the process whatever becomes of it.
 * `room` is how many bytes may be written: half of the space that is free. Throws `E_WRITE`.
 */
export async function namelessFile(): Promise<{ readonly handle: FileHandle; readonly room: number }> {
  try {
    const folder = await mkdtemp(join(tmpdir(), 'seaworthy-'));
    try {
      return { handle: await open(join(folder, 'spool'), 'wx+', 0o600), room: roomIn(folder) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw failed(error);
  }
}

/** The same for those who cannot wait: its descriptor. */
export function namelessDescriptor(): { readonly descriptor: number; readonly room: number } {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'seaworthy-'));
    try {
      return { descriptor: openSync(join(folder, 'spool'), 'wx+', 0o600), room: roomIn(folder) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw failed(error);
  }
}

/** Writes all of the bytes at a place of the file, or where the last ones ended. Throws `E_WRITE`. */
export function writeAll(descriptor: number, bytes: Uint8Array, position: number | null = null): void {
  try {
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(descriptor, bytes, at, bytes.length - at, position === null ? null : position + at);
    }
  } catch (error) {
    throw asSeaworthyError(error, 'E_WRITE', 'a temporary file cannot be written', tmpdir());
  }
}

/** The first bytes of a file are looked at by everybody who may want it, a few at a time: so many are read at once, into memory that the files share. */
export const frontBytes = 4 * 1024;

/**
 * A part of an open file as a source, for as long as the file is open. A file that has become shorter has fewer bytes; its first ones are those of the first
 * look. `forFront` is memory for them, good for one source after the other. Its reads throw `E_READ`.
 */
export function fileSource(
  descriptor: number,
  start: number,
  size: number,
  where: string,
  forFront: Uint8Array = Buffer.allocUnsafe(Math.min(frontBytes, size)),
): ByteSource {
  let front: Uint8Array | undefined;
  return {
    size,
    read: (offset, length, into) => {
      const [from, to] = within(size, offset, length);
      if (to > frontBytes) return readPart(descriptor, start + from, to - from, where, into);
      front ??= readPart(descriptor, start, Math.min(frontBytes, size), where, forFront);
      return front.subarray(from, to);
    },
  };
}

function readPart(descriptor: number, start: number, size: number, where: string, into?: Uint8Array): Uint8Array {
  const bytes = into?.subarray(0, size) ?? Buffer.allocUnsafe(size);
  let at = 0;
  try {
    while (at < size) {
      const count = readSync(descriptor, bytes, at, size - at, start + at);
      if (count === 0) break;
      at += count;
    }
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'cannot read the file', where);
  }
  return bytes.subarray(0, at);
}
