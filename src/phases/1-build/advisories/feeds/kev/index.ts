import type { Feed } from '../../feed.ts';
import { kevFile, parseKev } from './parse.ts';

const MiB = 1024 * 1024;

/** CVEs that are exploited in the wild, says CISA (https://www.cisa.gov/known-exploited-vulnerabilities-catalog). Partition: `kev`. */
export const kev: Feed = {
  id: 'kev',
  version: 1,
  title: 'CISA known exploited vulnerabilities',
  needs: ['network'],
  base: 'https://www.cisa.gov/sites/default/files/feeds',
  setting: 'kev',
  publisher: 'CISA (United States)',
  licence: 'CC0-1.0',
  // The file has some 1.3 MB; it is walked entry by entry.
  limits: { bytes: 32 * MiB, inflatedBytes: 32 * MiB, records: 100_000 },
  tells: 'exploited',
  proven: { with: 'real', what: 'The catalogue as of 2025-08-25: 1,404 entries.' },
  maxAgeHours: 24,
  contextPartitions: ['kev'],
  owns: (partition) => partition === 'kev',
  files: () => [{ path: kevFile }],
  parse: (_partition, files) => parseKev(files),
  lookups: () => [],
};
