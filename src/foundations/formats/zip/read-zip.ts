import { crc32, inflateRawSync } from 'node:zlib';
import { SeaworthyError, whyOf } from '../../../core/index.ts';
import { type ByteSource, partOf, sourceOf, wholeOf } from '../source/byte-source.ts';
import { type DirectoryEntry, nameOf, readDirectory, viewOf } from './directory.ts';

/** Bounds on a zip archive. */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes of one entry once inflated. */
  readonly entryBytes: number;
  /** Bytes of all entries that are read, once inflated. */
  readonly totalBytes: number;
  /** Inflated bytes of an entry for one stored byte; deflate itself cannot do more than about 1032. Entries under 1 MiB are not held to it. */
  readonly ratio: number;
}

const MiB = 1024 * 1024;

export const defaultZipLimits: ZipLimits = {
  entries: 1_000_000,
  entryBytes: 256 * MiB,
  totalBytes: 2_048 * MiB,
  ratio: 200,
};

/** One file of an archive. */
export interface ZipEntry {
  /** Normalised: `/` between parts, no leading slash, no `.` or `..`. */
  readonly name: string;
  /** Bytes once inflated, as the directory says; `read` holds the archive to it. */
  readonly size: number;
  /**
   * The content, checked against its CRC. Throws `E_FORMAT` when it is damaged, encrypted or of a method other than stored (0) and deflate (8);
   * `E_TRUNCATED` when it lies outside the archive; `E_LIMIT` when a bound is crossed.
   */
  read(): Uint8Array;
  /**
   * The content as it lies in the archive, where it is stored: nothing is read before somebody looks, and no CRC is compared. Undefined for what has to be
   * inflated. Throws as `read` does.
   */
  stored(): ByteSource | undefined;
}

const localHeader = 0x04034b50;
const ratioFloor = MiB;
/** What writers that flush often put into a small entry. */
const flushes = 64 * 1024;

/**
 * Where the content of an entry begins: its local header has its own lengths of name and extra field (APPNOTE 4.3.7). A local name that is another one is
 * refused: whoever reads the file from its beginning would see other files than whoever reads the directory.
 */
function contentOf(source: ByteSource, entry: DirectoryEntry, where: string): ByteSource {
  const cut = (): SeaworthyError => new SeaworthyError('E_TRUNCATED', 'zip ends inside an entry', { where });
  if (entry.offset + 30 > source.size) throw cut();
  const header = viewOf(source.read(entry.offset, 30));
  if (header.getUint32(0, true) !== localHeader) {
    throw new SeaworthyError('E_FORMAT', 'zip directory points at something that is no entry', { where });
  }
  const nameSize = header.getUint16(26, true);
  const start = entry.offset + 30 + nameSize + header.getUint16(28, true);
  if (start + entry.compressedSize > source.size) throw cut();
  if (nameOf(source.read(entry.offset + 30, nameSize)) !== entry.name) {
    throw new SeaworthyError('E_FORMAT', 'zip entry has another name in its own header than in the directory', {
      where,
    });
  }
  return partOf(source, start, entry.compressedSize);
}

function inflate(content: Uint8Array, entry: DirectoryEntry, where: string): Uint8Array {
  if (entry.method === 0) return content;
  if (entry.method !== 8) {
    throw new SeaworthyError('E_FORMAT', `zip compression method ${entry.method} is not supported`, { where });
  }
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, entry.size) });
  } catch (cause) {
    const why = whyOf(cause);
    throw new SeaworthyError('E_FORMAT', 'zip entry cannot be inflated to its stated size', { where, why, cause });
  }
}

/**
 * The files of a zip archive in the order of its central directory (APPNOTE.TXT 6.3.10, with zip64); directories are left out. Nothing is inflated
 * before `read` is called. Throws `E_FORMAT` when it is no zip archive, `E_TRUNCATED`, `E_LIMIT`.
 */
export function* readZip(
  file: Uint8Array | ByteSource,
  where: string,
  limits: ZipLimits = defaultZipLimits,
): Generator<ZipEntry, void, undefined> {
  const source = file instanceof Uint8Array ? sourceOf(file) : file;
  let total = 0;
  for (const entry of readDirectory(source, limits.entries, where)) {
    if (entry.name === '' || entry.isDirectory) continue;
    const place = `${where}, ${entry.name}`;
    yield {
      name: entry.name,
      size: entry.size,
      stored: () =>
        entry.method === 0 && !entry.encrypted && entry.size === entry.compressedSize
          ? contentOf(source, entry, place)
          : undefined,
      read: () => {
        if (entry.encrypted) throw new SeaworthyError('E_FORMAT', 'zip entry is encrypted', { where: place });
        if (entry.size > limits.entryBytes) {
          throw new SeaworthyError('E_LIMIT', `zip entry of ${entry.size} bytes, more than ${limits.entryBytes}`, {
            where: place,
          });
        }
        if (entry.size > ratioFloor && entry.size > entry.compressedSize * limits.ratio) {
          throw new SeaworthyError('E_LIMIT', `zip entry inflates more than ${limits.ratio} times`, { where: place });
        }
        if (entry.compressedSize > 2 * entry.size + flushes) {
          throw new SeaworthyError('E_FORMAT', 'zip entry takes more bytes than what it holds', { where: place });
        }
        total += entry.size;
        if (total > limits.totalBytes) {
          throw new SeaworthyError('E_LIMIT', `zip inflates to more than ${limits.totalBytes} bytes`, { where });
        }
        const content = inflate(wholeOf(contentOf(source, entry, place)), entry, place);
        if (content.length !== entry.size) {
          throw new SeaworthyError('E_FORMAT', `zip entry of ${content.length} bytes claims to have ${entry.size}`, {
            where: place,
          });
        }
        if (crc32(content) !== entry.crc) {
          throw new SeaworthyError('E_FORMAT', 'zip entry does not have its CRC-32: it is damaged', { where: place });
        }
        return content;
      },
    };
  }
}
