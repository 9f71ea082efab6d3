import { type ByteSource, readZip, wholeOf } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type FoundPackage, fromSource, nothing, type ToldFile } from '../../extractor.ts';
import { installedName } from '../node-modules/places.ts';
import { readManifest } from '../node-modules/read-manifest.ts';

const MiB = 1024 * 1024;
const limits = { entries: 200_000, entryBytes: 8 * MiB, totalBytes: 64 * MiB, ratio: 200 };
/** Maps of some thousand packages have a few megabytes. */
const maxMap = 64 * MiB;

/** The archives that a map leads to (Yarn, "PnP specification", `packageLocation`). It is read as text: the map is a program in most projects. */
function readMap(path: string, source: ByteSource): Extraction {
  if (source.size > maxMap) return { ...nothing, problems: [`${path} is larger than is read of a map`] };
  const text = new TextDecoder().decode(wholeOf(source));
  const names = new Set<string>();
  for (const [, name] of text.matchAll(/\/([^/\\"'\n]{1,255}\.zip)\/node_modules\//g)) if (name) names.add(name);
  return { ...nothing, parts: [...names].sort() };
}

/** The packages whose manifests are in an archive: one, and those that it brings along. */
function readArchive(path: string, source: ByteSource): Extraction {
  const packages: FoundPackage[] = [];
  const notes: string[] = [];
  for (const entry of readZip(source, path, limits)) {
    if (installedName(entry.name) === undefined) continue;
    const told = readManifest(entry.name, entry.read());
    notes.push(...(told.notes ?? []));
    // What it requires is for the map to say, which of several versions it gets.
    for (const { requires: _, ...found } of told.packages) packages.push({ ...found, inside: entry.name });
  }
  return { ...nothing, packages, ...(notes.length > 0 ? { notes } : {}) };
}

const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const isMap = (path: string): boolean => fileOf(path).startsWith('.pnp.');

/**
 * Of the archives those that a map leads to: the cache keeps what was installed before, and what is for other systems. A map is read where each archive that it
 * leads to is; one that leads to none says nothing of what is installed.
 */
function mapped(files: readonly ToldFile[]): readonly ToldFile[] {
  const maps = files.filter(({ path }) => isMap(path));
  const known = new Set(maps.flatMap(({ extraction }) => extraction.parts ?? []));
  const archives = files.filter(({ path }) => !isMap(path));
  const there = new Set<unknown>(archives.map(({ path }) => fileOf(path)));
  const unused = archives.filter(({ path }) => !known.has(fileOf(path)));
  const read = maps.filter(
    ({ extraction: { parts = [] } }) => parts.length > 0 && parts.every((one) => there.has(one)),
  );
  return [
    ...read.map(({ path, extraction }) => ({ path, extraction: { ...extraction, isSettled: true } })),
    ...unused.map(({ path }) => ({
      path,
      extraction: { ...nothing, isSettled: maps.length > 0, notes: [unusedNote] },
    })),
  ];
}

const unusedNote = 'in the cache of Yarn, and no map of Plug and Play leads to it';

/** Packages that Node loads out of zip archives, as Yarn's Plug and Play installs them. */
export const yarnArchives = fromSource({
  id: 'yarn-pnp',
  version: 1,
  title: 'Node packages in zip archives of Yarn Plug and Play',
  wanted: {
    anywhere: ['.yarn/cache/*.zip', 'berry/cache/*.zip', '.pnp.cjs', '.pnp.js', '.pnp.data.json'],
  },
  gives: ['licences'],
  isDatabase: false,
  extractFrom: (path, source) => (isMap(path) ? readMap(path, source) : readArchive(path, source)),
  join: mapped,
});
