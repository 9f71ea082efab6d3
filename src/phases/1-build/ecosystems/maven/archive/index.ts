import { loadXml } from '../../../../../foundations/formats/index.ts';
import { fromSource, nothing } from '../../extractor.ts';
import { archivePlaces, isInstalled, isOfOtherFormat, otherPlaces, sharedPlaces } from './places.ts';
import { ArchiveReader } from './read-archive.ts';
import { readLaidOpen } from './read-laid-open.ts';

/** Java archives and the archives inside them, by the records of the builds that made them. A folder of libraries is one program. */
export const javaArchive = fromSource({
  id: 'java-archive',
  version: 7,
  title: 'Java archives, by the records of Maven and their manifests',
  wanted: { anywhere: [...archivePlaces, ...sharedPlaces, ...otherPlaces], accepts: isInstalled },
  gives: ['dependencies', 'licences'],
  prepare: loadXml,
  isDatabase: false,
  requirements: { scope: (path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) },
  extractFrom: (path, source) =>
    isOfOtherFormat(path, source.read(0, 4))
      ? nothing
      : (readLaidOpen(path, source) ?? new ArchiveReader().read(path, source)),
});
