import type { Feed } from '../../feed.ts';
import { archiveFile, parseVulnrichment } from './parse.ts';

const MiB = 1024 * 1024;

/**
 * What CISA adds to CVE records (https://github.com/cisagov/vulnrichment): its answers to the questions of SSVC, weaknesses, and CVSS where nobody had rated the
 * flaw. One archive of the repository holds all years, so that it is asked for by name alone (`seaworthy db update vulnrichment`). Partition: `vulnrichment`.
 */
export const vulnrichment: Feed = {
  id: 'vulnrichment',
  version: 1,
  title: 'CISA Vulnrichment (SSVC)',
  needs: ['network'],
  base: 'https://github.com/cisagov/vulnrichment/archive/refs/heads',
  setting: 'vulnrichment',
  publisher: 'CISA (United States)',
  licence: 'CC0-1.0',
  // Some hundred MB; it is held on the disk, and read record by record.
  limits: { bytes: 512 * MiB, inflatedBytes: 512 * MiB, records: 2_000_000 },
  tells: 'severity',
  proven: {
    with: 'shape',
    what: 'CVE records written by hand in the form of the repository (2024/3xxx/CVE-2024-3094.json, container CISA-ADP); its archive was not at hand.',
  },
  askedByName: true,
  maxAgeHours: 24,
  contextPartitions: [],
  owns: (partition) => partition === 'vulnrichment',
  files: () => [{ path: archiveFile }],
  parse: (_partition, files) => parseVulnrichment(files),
  lookups: () => [],
  rates: { partitions: (cve) => (/^CVE-\d{4}-/.test(cve) ? ['vulnrichment'] : []), fetch: false },
};
