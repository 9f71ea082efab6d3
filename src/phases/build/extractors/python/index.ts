import { SeaworthyError } from '../../../../core/index.ts';
import { defaultZipLimits, readZip } from '../../../../foundations/formats/index.ts';
import type { Extraction, Extractor } from '../../inventory/extractor.ts';
import { folderOf, readInstalledFiles, readRecord } from './file-lists.ts';
import { pythonFile } from './places.ts';
import { readMetadata } from './read-metadata.ts';

const MiB = 1024 * 1024;
const eggLimits = { ...defaultZipLimits, entries: 100_000, entryBytes: 8 * MiB, totalBytes: 8 * MiB };

/** The metadata inside a zipped egg. Throws `E_FORMAT` when there is none. */
function eggMetadata(path: string, bytes: Uint8Array): Uint8Array {
  for (const entry of readZip(bytes, path, eggLimits)) {
    if (entry.name === 'EGG-INFO/PKG-INFO') return entry.read();
  }
  throw new SeaworthyError('E_FORMAT', 'an egg without EGG-INFO/PKG-INFO', { where: path });
}

/** A zip archive begins with the header of its first entry (APPNOTE 4.3.7). */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

const files = (path: string, list: readonly string[]): Extraction => ({
  packages: [],
  files: [{ key: folderOf(path), files: list }],
  problems: [],
});

/**
 * Python distributions as pip, setuptools, distutils and the distributions' own tools leave them. The lists of files join by the folder that they
 * share with the metadata.
 */
export const python: Extractor = {
  id: 'python',
  version: 1,
  title: 'Python distributions (wheels and eggs)',
  needs: [],
  places: [],
  namedIn: ['METADATA', 'RECORD', 'PKG-INFO', 'installed-files.txt'],
  wants: (path) => pythonFile(path) !== undefined,
  maxBytes: 64 * MiB,
  isDatabase: false,
  extract(path, bytes) {
    const kind = pythonFile(path);
    if (kind === 'record') return files(path, readRecord(path, bytes));
    if (kind === 'installed-files') return files(path, readInstalledFiles(path, bytes));
    const metadata = kind === 'egg' || isZip(bytes) ? eggMetadata(path, bytes) : bytes;
    return { packages: [readMetadata(path, new TextDecoder().decode(metadata))], files: [], problems: [] };
  },
  packageKey: (_found, path) => folderOf(path),
};
