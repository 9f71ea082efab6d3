import type { Extractor } from '../../extractor.ts';
import { isUnpacked, manifestsOf } from '../node-modules/places.ts';
import { readUnpacked } from '../node-modules/read-manifest.ts';

/**
 * Published programs that were unpacked outside of any `node_modules`: Yarn's own in every official image of Node, an application. A reader of its own, so
 * that a manifest which links bring into a `node_modules` is read as an installed one too.
 */
export const unpackedPrograms: Extractor = {
  id: 'npm-unpacked',
  version: 2,
  title: 'Node programs outside of node_modules',
  wanted: { anywhere: ['package.json'], accepts: isUnpacked },
  gives: ['licences'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  requirements: { places: manifestsOf },
  extract: readUnpacked,
};
