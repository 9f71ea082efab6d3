import type { Feed } from '../../feed.ts';
import { groupsFile, parseGroups } from './parse.ts';

const MiB = 1024 * 1024;

const partition = 'arch';

/** Arch's security tracker: groups of flaws by package, with those that are not fixed yet and those it never had. One partition: `arch`. */
export const archTracker: Feed = {
  id: 'arch-tracker',
  version: 1,
  title: 'Arch Linux security tracker',
  needs: ['network'],
  base: 'https://security.archlinux.org',
  setting: 'arch',
  publisher: 'Arch Linux Security Team',
  licence: 'none stated; published by Arch Linux for reuse',
  // The file has some 1 MB.
  limits: { bytes: 32 * MiB, inflatedBytes: 32 * MiB, records: 500_000 },
  tells: 'advisories',
  proven: { with: 'shape', what: 'A file written by hand in the form of all.json, with each state of a group.' },
  distributions: ['arch'],
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (id) => id === partition,
  files: () => [{ path: groupsFile }],
  parse: (_partition, files) => parseGroups(files),
  lookups(found, distribution) {
    if (found.type !== 'alpm' || distribution?.id !== 'arch') return [];
    const why = `Arch Linux publishes about the package ${found.name} ${found.version}.`;
    return [{ partition, key: found.name, version: found.version, why }];
  },
};
