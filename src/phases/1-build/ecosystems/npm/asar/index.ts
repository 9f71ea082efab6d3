import { type FoundPackage, fromSource, nothing } from '../../extractor.ts';
import { installedName } from '../node-modules/places.ts';
import { readManifest } from '../node-modules/read-manifest.ts';
import { readAsar } from './read-asar.ts';

/** Packages in the archives of Electron programs. What is left beside an archive (`app.asar.unpacked`) lies in a `node_modules` of the file system. */
export const electronArchives = fromSource({
  id: 'asar',
  version: 1,
  title: 'Node packages in archives of Electron programs',
  wanted: { anywhere: ['*.asar'] },
  gives: ['licences'],
  isDatabase: false,
  extractFrom(path, source) {
    const packages: FoundPackage[] = [];
    const notes: string[] = [];
    for (const file of readAsar(source, path, (name) => installedName(name) !== undefined)) {
      const told = readManifest(file.name, file.read());
      notes.push(...(told.notes ?? []));
      for (const { requires: _, ...found } of told.packages) packages.push({ ...found, inside: file.name });
    }
    return { ...nothing, packages, isSettled: true, ...(notes.length > 0 ? { notes } : {}) };
  },
});
