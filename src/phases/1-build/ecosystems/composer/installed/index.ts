import type { Extractor } from '../../extractor.ts';
import { readInstalled } from './read-installed.ts';

/** PHP packages that Composer has put in a `vendor` folder. Those for development are there as well, and marked. */
export const composerInstalled: Extractor = {
  id: 'composer',
  version: 1,
  title: 'PHP packages installed by Composer',
  wanted: { anywhere: ['composer/installed.json'] },
  gives: ['dependencies', 'licences'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: true,
  extract: readInstalled,
};
