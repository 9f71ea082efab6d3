import type { Extractor } from '../../extractor.ts';
import { bundledIn, manifestsOf } from '../node-modules/places.ts';
import { readBundled } from '../node-modules/read-manifest.ts';

/** Copies of packages that others carry inside them, with a manifest of their own: no lock file names them, and no update of theirs reaches them. */
export const bundledCopies: Extractor = {
  id: 'npm-bundled',
  version: 1,
  title: 'Copies of Node packages inside other packages',
  wanted: { anywhere: ['package.json'], accepts: (path) => bundledIn(path) !== undefined },
  gives: ['dependencies', 'licences'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  requirements: { places: manifestsOf },
  extract: readBundled,
};
