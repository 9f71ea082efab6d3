import { knownDistribution, releaseNames } from '../../../distributions/index.ts';
import type { Feed } from '../../feed.ts';
import { endoflifeFile, parseEndoflife } from './parse.ts';

const MiB = 1024 * 1024;

/**
 * Until when releases of distributions are supported, as endoflife.date lists it (https://endoflife.date/docs/api/v1). The dates that are built in do without
 * it; it knows what was announced or moved since. Asked for by name: `seaworthy db update endoflife`. Partition: `endoflife`.
 */
export const endoflife: Feed = {
  id: 'endoflife',
  version: 1,
  title: 'endoflife.date, ends of support',
  needs: ['network'],
  base: 'https://endoflife.date/api/v1',
  setting: 'endoflife',
  publisher: 'endoflife.date',
  licence: 'MIT',
  // All products have some 5 MB; they are walked one by one.
  limits: { bytes: 64 * MiB, inflatedBytes: 64 * MiB, records: 20_000 },
  tells: 'support',
  proven: {
    with: 'shape',
    what: 'Products written by hand in the form of API v1, with the dates and the columns of its sources; no real answer was at hand.',
  },
  askedByName: true,
  maxAgeHours: 24,
  contextPartitions: [],
  owns: (partition) => partition === 'endoflife',
  files: () => [{ path: endoflifeFile }],
  parse: (_partition, files) => parseEndoflife(files),
  lookups: () => [],
  ends(distribution) {
    const listed = knownDistribution(distribution.id)?.endoflife;
    if (listed === undefined) return undefined;
    const { product } = listed.other?.is(distribution) ? listed.other : listed;
    return { partition: 'endoflife', keys: releaseNames(distribution).map((name) => `${product}/${name}`) };
  },
};
