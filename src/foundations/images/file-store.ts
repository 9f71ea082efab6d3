import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { openRegular, type RegularFile, readBytes, readRange } from './file-range.ts';

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

/** The files below a folder. Links are followed, as some tools fill layouts with them: every blob is checked against its digest. */
export function directoryStore(root: string): FileStore {
  const use = async <T>(path: string, work: (file: RegularFile) => Promise<T>): Promise<T> => {
    const file = await openRegular(join(root, path));
    try {
      return await work(file);
    } finally {
      await file.handle.close();
    }
  };
  return {
    name: root,
    size: async (path) => {
      try {
        return (await stat(join(root, path))).size;
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
      const { handle, size } = await openRegular(join(root, path));
      try {
        yield* readRange(handle, 0, size, join(root, path));
      } finally {
        await handle.close();
      }
    },
    close: async () => {},
  };
}
