import type { Feed } from '../../feed.ts';
import { epssFile, parseEpss } from './parse.ts';

const MiB = 1024 * 1024;

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
  // The file has some 2.5 MB, 14 MB once inflated.
  limits: { bytes: 16 * MiB, inflatedBytes: 64 * MiB, records: 2_000_000 },
  tells: 'epss',
  proven: { with: 'real', what: 'The scores as of 2026-08-16: 360,142 CVEs.' },
  maxAgeHours: 24,
  contextPartitions: ['epss'],
  owns: (partition) => partition === 'epss',
  files: () => [{ path: epssFile }],
  parse: (_partition, files) => parseEpss(files),
  lookups: () => [],
};
