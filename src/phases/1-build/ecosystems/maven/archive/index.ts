import { loadXml } from '../../../../../foundations/formats/index.ts';
import { fromSource } from '../../extractor.ts';
import { archivePlaces, isInstalled, otherPlaces } from './places.ts';
import { ArchiveReader } from './read-archive.ts';
import { readLaidOpen } from './read-laid-open.ts';

/** Java archives and the archives inside them, by the records of the builds that made them. A folder of libraries is one program. */
export const javaArchive = fromSource({
  id: 'java-archive',
  version: 5,
  title: 'Java archives, by the records of Maven and their manifests',
  wanted: { anywhere: [...archivePlaces, ...otherPlaces], accepts: isInstalled },
  gives: ['dependencies', 'licences'],
  prepare: loadXml,
  isDatabase: false,
  requirements: { scope: (path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) },
  extractFrom: (path, source) => readLaidOpen(path, source) ?? new ArchiveReader().read(path, source),
});
