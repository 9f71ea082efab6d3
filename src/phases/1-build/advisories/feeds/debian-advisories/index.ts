import type { Feed } from '../../feed.ts';
import { debianLookups } from '../debian-lookup.ts';
import { parseLists } from './parse.ts';

const MiB = 1024 * 1024;

const prefix = 'debian-advisories';
const form = /^debian-advisories\/[a-z]{1,40}$/;

/**
 * Debian's bulletins, DSA and DLA, as the security team's lists have them, for every release there ever was: only what was fixed.
 * Partitions: `debian-advisories/bookworm`.
 */
export const debianAdvisories: Feed = {
  id: 'debian-advisories',
  version: 1,
  title: 'Debian security advisories (DSA, DLA)',
  needs: ['network'],
  base: 'https://salsa.debian.org/security-tracker-team/security-tracker/-/raw/master/data',
  setting: 'debian-advisories',
  publisher: 'Debian Security Team and Debian LTS Team',
  licence: 'none stated; published by Debian for reuse',
  // A list has some 1 MB.
  limits: { bytes: 8 * MiB, inflatedBytes: 8 * MiB, records: 500_000 },
  tells: 'advisories',
  proven: {
    with: 'real',
    what: 'Both lists as of 2026-08-22: 6,485 DSA and 4,890 DLA, each statement read but one, which is told. Flaws that are not fixed yet are not in it.',
  },
  distributions: ['debian'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: () => [{ path: 'DSA/list' }, { path: 'DLA/list' }],
  parse: (partition, files) => parseLists(partition.slice(prefix.length + 1), files),
  lookups: (found, distribution) => debianLookups(prefix, found, distribution),
};
