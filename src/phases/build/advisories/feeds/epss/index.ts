import type { Feed } from '../../feed.ts';
import { epssFile, parseEpss } from './parse.ts';

/** How likely each CVE is to be exploited within 30 days, by FIRST's model (https://www.first.org/epss). Partition: `epss`. */
export const epss: Feed = {
  id: 'epss',
  version: 1,
  title: 'EPSS, exploit prediction scores',
  needs: ['network'],
  base: 'https://epss.empiricalsecurity.com',
  setting: 'epss',
  publisher: 'FIRST.org',
  licence: 'free to use with credit to FIRST.org',
  maxAgeHours: 24,
  contextPartitions: ['epss'],
  owns: (partition) => partition === 'epss',
  files: () => [{ path: epssFile }],
  parse: (_partition, files) => parseEpss(files),
  lookups: () => [],
};
