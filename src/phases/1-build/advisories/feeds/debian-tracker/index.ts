import type { Feed } from '../../feed.ts';
import { debianLookups } from '../debian-lookup.ts';
import { parseTracker, trackerFile } from './parse.ts';

const MiB = 1024 * 1024;

const prefix = 'debian-tracker';
const form = /^debian-tracker\/[a-z]{1,40}$/;

/**
 * What Debian knows of every flaw in the releases it looks after: fixed, open, ignored, postponed, end of life. One file serves all releases;
 * the ones that are past their life are not in it. Partitions: `debian-tracker/bookworm`.
 */
export const debianTracker: Feed = {
  id: 'debian-tracker',
  version: 1,
  title: 'Debian security tracker',
  needs: ['network'],
  base: 'https://security-tracker.debian.org/tracker',
  setting: 'debian-tracker',
  publisher: 'Debian Security Team',
  licence: 'none stated; published by Debian for reuse',
  // The file has some 70 MB; it is walked flaw by flaw.
  limits: { bytes: 160 * MiB, inflatedBytes: 160 * MiB, records: 1_000_000 },
  tells: 'advisories',
  proven: { with: 'shape', what: 'Files in the form of the tracker’s data/json; its own file was not at hand.' },
  distributions: ['debian'],
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: () => [{ path: trackerFile }],
  parse: (partition, files) => parseTracker(partition.slice(prefix.length + 1), files),
  lookups: (found, distribution) => debianLookups(prefix, found, distribution),
};
