import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type Digest, type Limits, SeaworthyError } from '../../core/index.ts';
import { type Compression, detectCompression, looksLikeJson, normalisePath, TarReader } from '../formats/index.ts';
import { type OpenRange, openRegular, type RegularFile, readBytes, readRange } from './file-range.ts';
import { checkSize, type FileStore, missing } from './file-store.ts';
import { spool } from './spool.ts';

/** A member of the archive: where its bytes are, or which other member it stands for. */
type Member = { readonly offset: number; readonly size: number } | { readonly link: string };

/** First bytes that show a compression. */
const magicBytes = 16;
/** Bytes read at once while looking for headers: they are far apart, so little. */
const windowBytes = 16 * 1024;
/** How many links from one member to the next are followed. */
const maxHops = 16;

const jsonNext =
  'A bill of materials is judged as sbom:FILE. A report of ours is read by `seaworthy explain ID --from FILE` and `seaworthy diff A B`.';

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
    const isJson = looksLikeJson(await readBytes(file.handle, 0, Math.min(file.size, 64), path));
    throw new SeaworthyError('E_TARGET_UNKNOWN', isJson ? 'no tar archive but JSON' : 'no tar archive', {
      where: path,
      ...(isJson ? { next: jsonNext } : { why: error.message }),
      cause: error,
    });
  }
  return members;
}

/** An archive as a store, and what shows what it is. */
export interface ArchiveStore extends FileStore {
  /** First parts of the paths in it. */
  readonly names: ReadonlySet<string>;
  /** All of it, as one tar archive that is not compressed. */
  readonly whole: {
    readonly size: number;
    digest(): Promise<Digest>;
    stream(): AsyncIterable<Uint8Array>;
    range(): Promise<OpenRange>;
  };
}

interface StoreOptions {
  readonly limits: Limits;
  readonly signal?: AbortSignal;
}

/**
 * Opens a tar archive as a store: its members are found once by their headers and then read from their places. One that is compressed as a whole (gzip, zstd),
 * whatever its name, is inflated into a temporary file first. Of several members with the same name the last counts. Throws `E_TARGET_NOT_FOUND`,
 * `E_TARGET_UNKNOWN` (no archive, or compressed in another way), `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT`, `E_READ`, `E_WRITE`.
 */
export async function archiveStore(path: string, options: StoreOptions): Promise<ArchiveStore> {
  const file = await openRegular(path);
  let compression: Compression;
  try {
    if (file.size === 0) throw empty(path);
    compression = detectCompression(await readBytes(file.handle, 0, Math.min(file.size, magicBytes), path));
    if (compression === 'none') return await indexed(file, path, options);
  } catch (error) {
    await file.handle.close();
    throw error;
  }
  try {
    if (compression !== 'gzip' && compression !== 'zstd') throw otherCompression(compression, path);
    return await spooled(readRange(file.handle, 0, file.size, path), path, options);
  } finally {
    await file.handle.close();
  }
}

/** Opens what comes only once, such as standard input, likewise. Throws what `archiveStore` throws. */
export async function streamStore(
  source: AsyncIterable<Uint8Array>,
  name: string,
  options: StoreOptions,
): Promise<ArchiveStore> {
  return spooled(source, name, options);
}

function otherCompression(compression: string, where: string): SeaworthyError {
  return new SeaworthyError('E_TARGET_UNKNOWN', `an archive that is compressed as a whole with ${compression}`, {
    where,
    next: 'Decompress it first: gzip and zstd are read here.',
  });
}

const empty = (where: string): SeaworthyError =>
  new SeaworthyError('E_TARGET_UNKNOWN', 'there is nothing in it', { where });

async function spooled(source: AsyncIterable<Uint8Array>, name: string, options: StoreOptions): Promise<ArchiveStore> {
  const file = await spool(source, name, options);
  try {
    if (file.size === 0) throw empty(name);
    const compression = detectCompression(await readBytes(file.handle, 0, Math.min(file.size, magicBytes), name));
    if (compression !== 'none') throw otherCompression(`${compression}, more than once`, name);
    return await indexed(file, name, options);
  } catch (error) {
    await file.handle.close();
    throw error;
  }
}

async function indexed(
  file: RegularFile & { readonly digest?: Digest },
  name: string,
  { limits }: StoreOptions,
): Promise<ArchiveStore> {
  return makeStore(file, name, await indexArchive(file, name, limits));
}

async function digestOf(source: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

function makeStore(
  file: RegularFile & { readonly digest?: Digest },
  archive: string,
  members: ReadonlyMap<string, Member>,
): ArchiveStore {
  const all = (): AsyncIterable<Uint8Array> => readRange(file.handle, 0, file.size, archive);
  /** The archive is closed with the store. */
  const inArchive = (start: number, size: number, where: string): OpenRange => ({
    descriptor: file.handle.fd,
    start,
    size,
    where,
    close: async () => {},
  });
  const find = (path: string): { readonly offset: number; readonly size: number } | undefined => {
    let member = members.get(normalisePath(path).path);
    for (let hop = 0; member !== undefined && 'link' in member; hop += 1) {
      member = hop < maxHops ? members.get(member.link) : undefined;
    }
    return member !== undefined && 'offset' in member ? member : undefined;
  };
  const store: ArchiveStore = {
    name: archive,
    names: new Set([...members.keys()].map((path) => path.split('/', 1)[0] ?? path)),
    whole: {
      size: file.size,
      digest: async () => file.digest ?? digestOf(all()),
      stream: all,
      range: async () => inArchive(0, file.size, archive),
    },
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
    range: async (path) => {
      const member = find(path);
      if (member === undefined) throw missing(store, path);
      return inArchive(member.offset, member.size, `${archive}, ${path}`);
    },
    close: () => file.handle.close(),
  };
  return store;
}
