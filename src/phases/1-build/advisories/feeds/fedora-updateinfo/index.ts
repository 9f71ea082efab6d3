import { loadXml } from '../../../../../foundations/formats/index.ts';
import type { Feed } from '../../feed.ts';
import { checkedTags } from '../release-tags.ts';
import { rpmBinaryLookups } from '../rpm-lookup.ts';
import { indexAt, updateinfoOf } from '../rpm-repository.ts';
import { parseUpdateinfo } from '../updateinfo.ts';
import type { UpdateinfoKind } from '../updateinfo-read.ts';

const MiB = 1024 * 1024;

const prefix = 'fedora';
const form = /^fedora\/\d{2,3}$/;

/** Words of Bodhi, in which packagers file their updates, and those that Bugzilla has for its reports. */
const kind: UpdateinfoKind = {
  publisher: 'Fedora',
  severities: new Map([
    ['urgent', 'critical'],
    ['critical', 'critical'],
    ['high', 'high'],
    ['important', 'high'],
    ['medium', 'medium'],
    ['moderate', 'medium'],
    ['low', 'low'],
  ]),
  hasModules: true,
  page: (id) => `https://bodhi.fedoraproject.org/updates/${encodeURIComponent(id)}`,
};

/**
 * Fedora's updates, as Bodhi writes them into the repository of a release, by binary package: what was fixed, and nothing of flaws that are not fixed yet.
 * The bulletins of x86_64 hold for all processors. Partitions: `fedora/43`.
 */
export const fedoraUpdateinfo: Feed = {
  id: 'fedora-updateinfo',
  version: 1,
  title: 'Fedora updates',
  needs: ['network'],
  base: 'https://dl.fedoraproject.org/pub/fedora/linux',
  setting: 'fedora',
  publisher: 'Fedora Project',
  licence: 'none stated; published by the Fedora Project for package managers',
  // The file has some 20 MB.
  limits: { bytes: 64 * MiB, inflatedBytes: 256 * MiB, records: 2_000_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'A file written by hand in the form of updateinfo.xml. Flaws that are not fixed yet are not in it, nor are releases that have gone to the archive.',
  },
  distributions: ['fedora'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files(partition) {
    const release = partition.slice(prefix.length + 1);
    return [updateinfoOf('updates', indexAt(`updates/${release}/Everything/x86_64`))];
  },
  prepare: loadXml,
  parse: (partition, files) =>
    checkedTags(parseUpdateinfo(files, kind), {
      wanted: `fc${partition.slice(prefix.length + 1)}`,
      form: /\.(fc\d{1,3})(?!\d)/,
    }),
  lookups: (found, distribution) =>
    rpmBinaryLookups(found, distribution, {
      id: 'fedora',
      prefix,
      partitionOf: (version) => /^\d{2,3}/.exec(version)?.[0],
    }),
};
