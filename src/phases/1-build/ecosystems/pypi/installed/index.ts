import { SeaworthyError } from '../../../../../core/index.ts';
import { defaultZipLimits, readZip } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type Extractor, nothing } from '../../extractor.ts';
import { fixtureNote } from '../../not-for-use.ts';
import { folderOf, readInstalledFiles, readRecord } from './file-lists.ts';
import { isCached, isFixture, pythonFile, pythonFolder, pythonPlaces } from './places.ts';
import { namedPackage, readMetadata } from './read-metadata.ts';

const MiB = 1024 * 1024;
const archiveLimits = { ...defaultZipLimits, entries: 100_000, entryBytes: 8 * MiB, totalBytes: 32 * MiB };

/** Where metadata stand in an archive: of an egg, and of a wheel (binary distribution format, "File contents"). */
const metadataIn: Readonly<Record<'egg' | 'wheel', RegExp>> = {
  egg: /^EGG-INFO\/PKG-INFO$/,
  wheel: /^[^/]+\.dist-info\/METADATA$/,
};

/** The metadata inside an archive. Throws `E_FORMAT` when there is none. */
function archivedMetadata(path: string, bytes: Uint8Array, kind: 'egg' | 'wheel'): Uint8Array {
  for (const entry of readZip(bytes, path, archiveLimits)) if (metadataIn[kind].test(entry.name)) return entry.read();
  throw new SeaworthyError('E_FORMAT', `${kind === 'egg' ? 'an egg' : 'a wheel'} without metadata`, { where: path });
}

/** Metadata in a zip application: of wheels unpacked below any folder (shiv, pex), or at its root. */
const metadataOfProgram = /(?:^|\/)[^/]+\.(?:dist-info\/METADATA|egg-info\/PKG-INFO)$/;

/**
 * The distributions that a zip application carries ("zipapp"; shiv and pex lay them out likewise): Python runs it as it is. What lies in it as plain modules
 * names nobody.
 */
function readProgram(path: string, bytes: Uint8Array): Extraction {
  const packages = [...readZip(bytes, path, archiveLimits)]
    .filter(({ name }) => metadataOfProgram.test(name) && !isFixture(name))
    .map((entry) => {
      const { requires: _, ...found } = readMetadata(`${path}, ${entry.name}`, new TextDecoder().decode(entry.read()));
      return { ...found, inside: entry.name };
    });
  return { ...nothing, packages };
}

/** Whether it is a zip archive with metadata in it. */
function isWheel(path: string, bytes: Uint8Array): boolean {
  try {
    return isZip(bytes) && [...readZip(bytes, path, archiveLimits)].some(({ name }) => metadataIn.wheel.test(name));
  } catch {
    return false;
  }
}

const cached: Extraction = {
  ...nothing,
  isSettled: true,
  notes: ['in the cache of conda, from which environments are made: nothing is installed there'],
};

const fixture: Extraction = { ...nothing, notes: [fixtureNote] };

/** Nothing, or blanks: only files of metadata that are no folders are known to be left so. */
const isEmpty = (path: string, bytes: Uint8Array): boolean =>
  /\.(?:egg|dist)-info$/.test(path) && bytes.length < 64 && new TextDecoder().decode(bytes).trim() === '';

function toldByName(path: string): Extraction {
  const found = namedPackage(path);
  if (found === undefined) return { ...nothing, notes: ['empty metadata of a Python distribution that has no name'] };
  return {
    ...nothing,
    packages: [found],
    notes: [`empty metadata: ${found.name} ${found.version || 'without a version'} is told by the name of the file`],
  };
}

const told = (path: string, metadata: Uint8Array): Extraction => ({
  packages: [readMetadata(path, new TextDecoder().decode(metadata))],
  files: [],
  problems: [],
});

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
 * Python distributions as pip, setuptools, distutils and the distributions' own tools leave them, and wheels, from which Python runs as well (every
 * Python carries those of pip in `ensurepip`). The lists of files join by the folder that they
 * share with the metadata.
 */
export const pythonInstalled: Extractor = {
  id: 'python',
  version: 8,
  title: 'Python distributions (wheels, eggs, zip applications)',
  wanted: { anywhere: pythonPlaces, accepts: (path) => pythonFile(path) !== undefined },
  gives: ['dependencies', 'files', 'licences', 'origins'],
  maxBytes: 64 * MiB,
  isDatabase: false,
  extract(path, bytes) {
    const kind = pythonFile(path);
    if (kind === 'record') return files(path, readRecord(path, bytes));
    if (kind === 'installed-files') return files(path, readInstalledFiles(path, bytes));
    // What cannot be read of a wheel is told as a trace of software, unless a package carries it for its tests.
    if (kind === 'wheel' && !isWheel(path, bytes)) return nothing;
    if (isFixture(path)) return fixture;
    if (isCached(path)) return cached;
    if (kind === 'program') return readProgram(path, bytes);
    if (kind === 'wheel') return told(path, archivedMetadata(path, bytes, 'wheel'));
    if (isEmpty(path, bytes)) return toldByName(path);
    return told(path, kind === 'egg' || isZip(bytes) ? archivedMetadata(path, bytes, 'egg') : bytes);
  },
  requirements: { scope: (path) => folderOf(pythonFolder(path)) },
  packageKey: (_found, path) => folderOf(path),
};
