import type { Feed } from '../../feed.ts';
import { loadCalculator } from '../cvss.ts';
import { parseOsv } from '../osv/parse.ts';
import { rpmBinaryLookups } from '../rpm-lookup.ts';
import { almaDialect } from './dialect.ts';

const MiB = 1024 * 1024;

const prefix = 'almalinux';
const form = /^almalinux\/\d{1,2}$/;

/**
 * AlmaLinux's errata in the form of OSV, by binary package: what was fixed, and nothing of flaws that are not fixed yet. One zip serves all releases.
 * Partitions: `almalinux/9`.
 */
export const almalinuxOsv: Feed = {
  id: 'almalinux-osv',
  version: 1,
  title: 'AlmaLinux errata',
  needs: ['network'],
  base: 'https://osv-vulnerabilities.storage.googleapis.com',
  setting: 'almalinux',
  publisher: 'AlmaLinux OS Foundation, through OSV.dev',
  licence: 'MIT',
  // The zip has some 5 MB.
  limits: { bytes: 64 * MiB, inflatedBytes: 64 * MiB, records: 1_000_000 },
  tells: 'advisories',
  proven: {
    with: 'real',
    what: 'The zip as of 2026-08-21, releases 8, 9 and 10: each package of each bulletin about a flaw is there with its fix. Flaws that are not fixed yet are not in it.',
  },
  distributions: ['almalinux'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: () => [{ path: 'AlmaLinux/all.zip' }],
  prepare: loadCalculator,
  parse: (partition, files) => parseOsv('AlmaLinux', files, almaDialect(partition.slice(prefix.length + 1))),
  lookups: (found, distribution) => rpmBinaryLookups(found, distribution, { id: 'almalinux', prefix }),
};
