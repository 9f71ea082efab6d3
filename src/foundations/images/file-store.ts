import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { type OpenRange, openRegular, type RegularFile, readBytes, readRange } from './file-range.ts';

/** Files by name, wherever they are: a folder, or an archive that can be read anywhere. */
export interface FileStore {
  /** For messages. */
  readonly name: string;
  /** Bytes of the file; undefined when there is none. */
  size(path: string): Promise<number | undefined>;
  /** The whole file. Throws `E_LIMIT`, `E_READ`, `E_TRUNCATED`. */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
  /** The file in chunks, each of which stays as it is until the next is asked for. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** The file to be read anywhere. Throws `E_READ`. */
  range(path: string): Promise<OpenRange>;
  close(): Promise<void>;
}

/** The error for a file that something in the store refers to. */
export function missing(store: FileStore, path: string): SeaworthyError {
  return new SeaworthyError('E_READ', `${path} is missing`, {
    where: store.name,
    next: 'Make the layout or the archive again, whole.',
  });
}

export function checkSize(size: number, maxBytes: number, where: string): void {
  if (size > maxBytes) throw new SeaworthyError('E_LIMIT', `${size} bytes; at most ${maxBytes} are read`, { where });
}

/**
 * The real place of a file below a folder. Links are followed as long as they stay inside, as some tools fill layouts with them. Throws `E_READ` for
 * one that leads out: whoever made the folder would have us read, or write, what is not theirs. `undefined` when nothing is there.
 */
export async function placeInside(root: string, path: string): Promise<string | undefined> {
  try {
    const [base, place] = await Promise.all([realpath(root), realpath(join(root, path))]);
    if (place === base || place.startsWith(base.endsWith(sep) ? base : base + sep)) return place;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw asSeaworthyError(error, 'E_READ', 'cannot look at the file', join(root, path));
  }
  throw new SeaworthyError('E_READ', 'a link in the layout leads out of it', {
    where: join(root, path),
    next: 'Copy the layout with its links resolved (`cp -rL`), and look at what they led to.',
  });
}

/** The files below a folder. Links are followed inside it; every blob is checked against its digest. */
export function directoryStore(root: string): FileStore {
  const openInside = async (path: string): Promise<RegularFile> =>
    openRegular((await placeInside(root, path)) ?? join(root, path));
  const use = async <T>(path: string, work: (file: RegularFile) => Promise<T>): Promise<T> => {
    const file = await openInside(path);
    try {
      return await work(file);
    } finally {
      await file.handle.close();
    }
  };
  return {
    name: root,
    size: async (path) => {
      const place = await placeInside(root, path);
      if (place === undefined) return undefined;
      try {
        return (await stat(place)).size;
      } catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
          return undefined;
        throw asSeaworthyError(error, 'E_READ', 'cannot look at the file', join(root, path));
      }
    },
    read: (path, maxBytes) =>
      use(path, ({ handle, size }) => {
        checkSize(size, maxBytes, join(root, path));
        return readBytes(handle, 0, size, join(root, path));
      }),
    stream: async function* (path) {
      const { handle, size } = await openInside(path);
      try {
        yield* readRange(handle, 0, size, join(root, path));
      } finally {
        await handle.close();
      }
    },
    range: async (path) => {
      const { handle, size } = await openInside(path);
      return { descriptor: handle.fd, start: 0, size, where: join(root, path), close: () => handle.close() };
    },
    close: async () => {},
  };
}
