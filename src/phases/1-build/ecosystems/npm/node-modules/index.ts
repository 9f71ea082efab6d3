import type { Extractor } from '../../extractor.ts';
import { installedName, manifestsOf } from './places.ts';
import { readManifest } from './read-manifest.ts';

/** Packages that npm, Yarn, pnpm or Bun have put in a `node_modules` folder, each proved by its manifest. */
export const nodeModules: Extractor = {
  id: 'npm',
  version: 7,
  title: 'Node packages in node_modules',
  wanted: { anywhere: ['package.json'], accepts: (path) => installedName(path) !== undefined },
  gives: ['dependencies', 'licences', 'origins'],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  requirements: { places: manifestsOf },
  extract: readManifest,
};
