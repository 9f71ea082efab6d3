import { loadXml } from '../../../../../foundations/formats/index.ts';
import type { Feed, FeedFile } from '../../feed.ts';
import { checkedTags } from '../release-tags.ts';
import { rpmBinaryLookups } from '../rpm-lookup.ts';
import { indexAt, perhapsWithout, updateinfoOf } from '../rpm-repository.ts';
import { parseUpdateinfo } from '../updateinfo.ts';
import type { UpdateinfoKind } from '../updateinfo-read.ts';

const MiB = 1024 * 1024;

const prefix = 'rocky';
const form = /^rocky\/\d{1,2}$/;

/** The repositories that are switched on in its images. */
const always: readonly string[] = ['BaseOS', 'AppStream'];
/** Those that Dockerfiles switch on. Some have never had a bulletin; the first was called otherwise before 9. */
const besides = (release: string): readonly string[] => [
  release === '8' ? 'PowerTools' : 'CRB',
  'HighAvailability',
  'extras',
  'plus',
];
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
  version: 2,
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
    what: 'A file written by hand in the form of updateinfo.xml. Flaws that are not fixed yet are not in it, nor are repositories besides BaseOS, AppStream, CRB (PowerTools), HighAvailability, extras and plus.',
  },
  distributions: ['rocky'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files(partition) {
    const release = partition.slice(prefix.length + 1);
    const at = (repository: string, processor: string) => indexAt(`${release}/${repository}/${processor}/os`);
    const forAll = (files: (processor: string) => readonly FeedFile[]) => processors.flatMap(files);
    return [
      ...always.flatMap((one) => forAll((processor) => [updateinfoOf(`${one}/${processor}`, at(one, processor))])),
      ...besides(release).flatMap((one) =>
        forAll((processor) => [updateinfoOf(`${one}/${processor}`, perhapsWithout(at(one, processor)), true)]),
      ),
    ];
  },
  prepare: loadXml,
  parse: (partition, files) =>
    checkedTags(parseUpdateinfo(files, kind), {
      wanted: `el${partition.slice(prefix.length + 1)}`,
      form: /[.+](el\d{1,2})(?!\d)/,
    }),
  lookups: (found, distribution) => rpmBinaryLookups(found, distribution, { id: 'rocky', prefix }),
};
