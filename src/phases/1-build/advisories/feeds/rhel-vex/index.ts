import type { Feed } from '../../feed.ts';
import { rhelLookups, rhelRemarks } from './lookups.ts';
import { archiveFile, parseRhelVex } from './parse.ts';
import { streamOfPartition } from './streams.ts';

const MiB = 1024 * 1024;

/** The line that names the archive of the day. */
function archiveName(text: string): string | undefined {
  const name = text.trim();
  return /^csaf_vex_[0-9-]{8,10}\.tar\.zst$/.test(name) ? name : undefined;
}

/**
 * What Red Hat says of each CVE in its releases, fixed and unfixed: its VEX files (CSAF 2.0), one archive for all. Partitions: `rhel/9` for the main
 * stream, `rhel/9.2-eus` for those who stay with a minor release.
 */
export const rhelVex: Feed = {
  id: 'rhel-vex',
  version: 2,
  title: 'Red Hat VEX',
  needs: ['network'],
  base: 'https://security.access.redhat.com/data/csaf/v2/vex',
  setting: 'rhel-vex',
  publisher: 'Red Hat Product Security',
  licence: 'CC-BY-4.0, Red Hat, Inc.',
  // The archive has some hundred MB; it is held, and inflated and read document by document.
  limits: { bytes: 320 * MiB, inflatedBytes: 320 * MiB, records: 8_000_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'VEX files in the forms that Red Hat has published since 2024, written by hand; its archive was not at hand.',
  },
  distributions: ['rhel', 'centos'],
  maxAgeHours: 24,
  contextPartitions: [],
  owns: (partition) => streamOfPartition(partition) !== undefined,
  files: () => [{ path: archiveFile, namedIn: { path: 'archive_latest.txt', name: archiveName } }],
  parse: (partition, files) => parseRhelVex(streamOfPartition(partition) ?? { major: partition, stream: '' }, files),
  lookups: rhelLookups,
  remarks: rhelRemarks,
};
