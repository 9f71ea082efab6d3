import { posix } from 'node:path';
import { type Limits, SeaworthyError } from '../../core/index.ts';
import { detectCompression, normalisePath, TarReader } from '../formats/index.ts';
import { openRegular, type RegularFile, readBytes, readRange } from './file-range.ts';
import { checkSize, type FileStore, missing } from './file-store.ts';

/** A member of the archive: where its bytes are, or which other member it stands for. */
type Member = { readonly offset: number; readonly size: number } | { readonly link: string };

/** Bytes read at once while looking for headers: they are far apart, so little. */
const windowBytes = 16 * 1024;
/** How many links from one member to the next are followed. */
const maxHops = 16;

/** Finds the members by their headers; bodies are passed over without being read. */
async function indexArchive(file: RegularFile, path: string, limits: Limits): Promise<ReadonlyMap<string, Member>> {
  const members = new Map<string, Member>();
  const reader: TarReader = new TarReader(
    {
      entry: ({ kind, path: name, size, link }) => {
        if (kind === 'file') members.set(name, { offset: reader.position, size });
        else if (kind === 'hardlink' && link !== undefined) members.set(name, { link });
        else if (kind === 'symlink' && link !== undefined) {
          // Old dockers wrote a layer that two images share once, and links to it for the others.
          members.set(name, { link: normalisePath(posix.join('/', posix.dirname(name), link)).path });
        }
        return 'skip';
      },
      body: () => {},
    },
    {
      maxEntries: limits.layerEntries,
      maxPathBytes: limits.pathBytes,
      maxBodyBytes: 0,
      where: path,
      onProblem: () => {},
    },
  );
  try {
    let at = 0;
    while (at < file.size && !reader.done) {
      const chunk = await readBytes(file.handle, at, Math.min(windowBytes, file.size - at), path);
      reader.push(chunk);
      at += chunk.length;
      const skip = Math.min(reader.skippable, file.size - at);
      if (skip > 0) reader.skip(skip);
      at += skip;
    }
    reader.end();
  } catch (error) {
    // What fails before its first member was never an archive.
    if (reader.entries > 0 || !(error instanceof SeaworthyError) || error.code === 'E_READ') throw error;
    throw new SeaworthyError('E_TARGET_UNKNOWN', 'no tar archive', { where: path, why: error.message, cause: error });
  }
  return members;
}

async function refuseCompressed(file: RegularFile, path: string): Promise<void> {
  const compression = detectCompression(await readBytes(file.handle, 0, Math.min(file.size, 16), path));
  if (compression === 'none') return;
  throw new SeaworthyError('E_TARGET_UNKNOWN', `an archive that is compressed as a whole (${compression})`, {
    where: path,
    next: 'Decompress it first: layers inside stay compressed, so nothing is gained by it.',
  });
}

/**
 * Opens a tar archive as a store: its members are found once by their headers and then read from their places. Of several members with the same
 * name the last counts. Throws `E_TARGET_NOT_FOUND`, `E_TARGET_UNKNOWN` (compressed as a whole), `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT`, `E_READ`.
 */
export async function archiveStore(path: string, limits: Limits): Promise<FileStore> {
  const file = await openRegular(path);
  try {
    await refuseCompressed(file, path);
    return makeStore(file, path, await indexArchive(file, path, limits));
  } catch (error) {
    await file.handle.close();
    throw error;
  }
}

function makeStore(file: RegularFile, archive: string, members: ReadonlyMap<string, Member>): FileStore {
  const find = (path: string): { readonly offset: number; readonly size: number } | undefined => {
    let member = members.get(normalisePath(path).path);
    for (let hop = 0; member !== undefined && 'link' in member; hop += 1) {
      member = hop < maxHops ? members.get(member.link) : undefined;
    }
    return member !== undefined && 'offset' in member ? member : undefined;
  };
  const store: FileStore = {
    name: archive,
    size: async (path) => find(path)?.size,
    read: async (path, maxBytes) => {
      const member = find(path);
      if (member === undefined) throw missing(store, path);
      checkSize(member.size, maxBytes, `${archive}, ${path}`);
      return readBytes(file.handle, member.offset, member.size, `${archive}, ${path}`);
    },
    stream: (path) => {
      const member = find(path);
      if (member === undefined) throw missing(store, path);
      return readRange(file.handle, member.offset, member.size, `${archive}, ${path}`);
    },
    close: () => file.handle.close(),
  };
  return store;
}
