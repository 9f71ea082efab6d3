import type { Distribution } from '../../../../../core/index.ts';
import { loadXml } from '../../../../../foundations/formats/index.ts';
import { ubuntuCodename, ubuntuRelease } from '../../../distributions/index.ts';
import type { Feed } from '../../feed.ts';
import { loadCalculator } from '../cvss.ts';
import { ubuntuLookups } from '../ubuntu-lookup.ts';
import { parseUbuntuOval } from './parse.ts';

const MiB = 1024 * 1024;

const prefix = 'ubuntu/';
const form = /^ubuntu\/(?:\d\d\.\d\d|[a-z]{3,20})$/;

/** `ubuntu/24.04`; by its code name for a release that is younger than this program. */
function partitionOf(distribution: Distribution): string | undefined {
  const release = ubuntuRelease(distribution);
  return release === undefined ? undefined : `${prefix}${release}`;
}

/** Files of a partition: what is known of each flaw, and the notices about what was fixed. */
function filesOf(partition: string): { readonly flaws: string; readonly notices: string } {
  const name = ubuntuCodename(partition.slice(prefix.length));
  return { flaws: `com.ubuntu.${name}.cve.oval.xml.bz2`, notices: `com.ubuntu.${name}.usn.oval.xml.bz2` };
}

/**
 * What Ubuntu knows of every flaw in one release, by source package: fixed, open, ignored, deferred, not looked at; and its security notices (USN), by binary
 * package (https://ubuntu.com/security/oval). Partitions: `ubuntu/24.04`.
 */
export const ubuntuOval: Feed = {
  id: 'ubuntu-oval',
  version: 1,
  title: 'Ubuntu security data (OVAL)',
  needs: ['network'],
  base: 'https://security-metadata.canonical.com/oval',
  setting: 'ubuntu',
  publisher: 'Canonical',
  licence:
    'none stated for the data (its terms of use name the GPL-3.0 for the programs); published by Canonical for security tools',
  // The file of an old release has some 10 MB, and 200 MB once inflated; it is walked.
  limits: { bytes: 96 * MiB, inflatedBytes: 512 * MiB, records: 2_000_000 },
  tells: 'advisories',
  proven: {
    with: 'real',
    what: 'The notices (USN) of 24.04 as of 2024-12-24, each definition read or told; the file of flaws, which is larger and says more, only in its published shape.',
  },
  distributions: ['ubuntu'],
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files(partition) {
    const { flaws, notices } = filesOf(partition);
    return [
      { path: flaws, optional: true },
      { path: notices, optional: true },
    ];
  },
  async prepare() {
    await loadXml();
    await loadCalculator();
  },
  parse: (partition, files) =>
    parseUbuntuOval({ ...filesOf(partition), codename: ubuntuCodename(partition.slice(prefix.length)) }, files),
  lookups: (found, distribution) => ubuntuLookups(found, distribution && partitionOf(distribution), 'both'),
};
