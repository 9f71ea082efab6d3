import type { Feed } from '../../feed.ts';
import { debianLookups } from '../debian-lookup.ts';
import { parseTrackerLists, trackerLists } from './parse.ts';

const MiB = 1024 * 1024;

const prefix = 'debian-tracker-git';
const form = /^debian-tracker-git\/[a-z]{1,40}$/;

/**
 * Debian's security tracker as the security team writes it, in lists of text, for releases that its JSON has dropped: what was decided for them, and what
 * is known of flaws that nobody looked at for them any more. Partitions: `debian-tracker-git/buster`.
 */
export const debianTrackerGit: Feed = {
  id: 'debian-tracker-git',
  version: 1,
  title: 'Debian security tracker (lists)',
  needs: ['network'],
  base: 'https://salsa.debian.org/security-tracker-team/security-tracker/-/raw/master/data',
  setting: 'debian-tracker-git',
  publisher: 'Debian Security Team and Debian LTS Team',
  licence: 'none stated; published by Debian for reuse',
  // The list of flaws has some 50 MB; it is walked line by line.
  limits: { bytes: 192 * MiB, inflatedBytes: 192 * MiB, records: 2_000_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'A list of flaws written by hand in the form of CVE/list; the lists of bulletins beside it are those that debian-advisories reads with real data.',
  },
  distributions: ['debian'],
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: () => trackerLists.map((path) => ({ path })),
  parse: (partition, files) => parseTrackerLists(partition.slice(prefix.length + 1), files),
  // The JSON, which is smaller and knows more, has the releases that are looked after.
  lookups: (found, distribution) =>
    distribution?.endOfLife?.passed === true ? debianLookups(prefix, found, distribution) : [],
};
