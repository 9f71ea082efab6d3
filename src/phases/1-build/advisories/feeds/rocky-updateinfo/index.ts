import { loadXml } from '../../../../../foundations/formats/index.ts';
import type { Feed } from '../../feed.ts';
import { checkedTags } from '../release-tags.ts';
import { rpmBinaryLookups } from '../rpm-lookup.ts';
import { indexAt, updateinfoOf } from '../rpm-repository.ts';
import { parseUpdateinfo } from '../updateinfo.ts';
import type { UpdateinfoKind } from '../updateinfo-read.ts';

const MiB = 1024 * 1024;

const prefix = 'rocky';
const form = /^rocky\/\d{1,2}$/;

/** The repositories that are switched on in its images. */
const repositories: readonly string[] = ['BaseOS', 'AppStream'];
/** Those that images are built for; the bulletins hold for others too. */
const processors: readonly string[] = ['x86_64', 'aarch64'];

const kind: UpdateinfoKind = {
  publisher: 'Rocky Linux',
  severities: new Map([
    ['critical', 'critical'],
    ['important', 'high'],
    ['moderate', 'medium'],
    ['low', 'low'],
  ]),
  hasModules: true,
  page: (id) => `https://errata.rockylinux.org/${encodeURIComponent(id)}`,
};

/**
 * Rocky Linux's bulletins, as its repositories carry them for dnf, by binary package and module stream: what was fixed, and nothing of flaws that are not
 * fixed yet. Partitions: `rocky/9`.
 */
export const rockyUpdateinfo: Feed = {
  id: 'rocky-updateinfo',
  version: 1,
  title: 'Rocky Linux errata',
  needs: ['network'],
  base: 'https://download.rockylinux.org/pub/rocky',
  setting: 'rocky',
  publisher: 'Rocky Enterprise Software Foundation',
  licence: 'none stated; published by Rocky Linux for package managers',
  // A file has some 10 MB.
  limits: { bytes: 64 * MiB, inflatedBytes: 256 * MiB, records: 2_000_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'A file written by hand in the form of updateinfo.xml. Flaws that are not fixed yet are not in it, nor are repositories besides BaseOS and AppStream.',
  },
  distributions: ['rocky'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files(partition) {
    const release = partition.slice(prefix.length + 1);
    return repositories.flatMap((repository) =>
      processors.map((processor) =>
        updateinfoOf(`${repository}/${processor}`, indexAt(`${release}/${repository}/${processor}/os`)),
      ),
    );
  },
  prepare: loadXml,
  parse: (partition, files) =>
    checkedTags(parseUpdateinfo(files, kind), {
      wanted: `el${partition.slice(prefix.length + 1)}`,
      form: /[.+](el\d{1,2})(?!\d)/,
    }),
  lookups: (found, distribution) => rpmBinaryLookups(found, distribution, { id: 'rocky', prefix }),
};
