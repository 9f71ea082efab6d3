import { ubuntuRelease } from '../../../distributions/index.ts';
import type { Feed } from '../../feed.ts';
import { loadCalculator } from '../cvss.ts';
import { ubuntuLookups } from '../ubuntu-lookup.ts';
import { archiveFile, parseUbuntuOsv } from './parse.ts';

const MiB = 1024 * 1024;

const prefix = 'ubuntu-osv/';
const form = /^ubuntu-osv\/\d\d\.\d\d$/;

/**
 * The same in the form of OSV, by source package: fixed and open, with the channels of Ubuntu Pro in ecosystems of their own
 * (https://documentation.ubuntu.com/security/security-updates/osv/). It is asked for by name alone (`seaworthy db update ubuntu-osv/24.04`): one archive holds
 * all releases, and it does not say what was looked at and is not affected, which the file of flaws says for each release.
 * Partitions: `ubuntu-osv/24.04`.
 */
export const ubuntuOsv: Feed = {
  id: 'ubuntu-osv',
  version: 1,
  title: 'Ubuntu security data (OSV)',
  needs: ['network'],
  base: 'https://security-metadata.canonical.com/osv',
  setting: 'ubuntu-osv',
  publisher: 'Canonical',
  licence: 'none stated for the data; published by Canonical for security tools',
  // Some 50 MB as fetched, and some gigabytes once inflated, which it never is as a whole.
  limits: { bytes: 288 * MiB, inflatedBytes: 288 * MiB, records: 2_000_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'Records in the published form (osv-all.tar.xz), of flaws and notices, with ecosystems of Ubuntu Pro; the archive was not at hand.',
  },
  distributions: ['ubuntu'],
  askedByName: true,
  maxAgeHours: 24,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: () => [{ path: archiveFile }],
  prepare: loadCalculator,
  parse: (partition, files) => parseUbuntuOsv(partition.slice(prefix.length), files),
  lookups(found, distribution) {
    const release = distribution && ubuntuRelease(distribution);
    const partition = `${prefix}${release}`;
    return form.test(partition) ? ubuntuLookups(found, partition, 'source') : [];
  },
};
