import { loadXml } from '../../../../../foundations/formats/index.ts';
import type { Feed, NamingFile } from '../../feed.ts';
import { checkedTags } from '../release-tags.ts';
import { rpmBinaryLookups } from '../rpm-lookup.ts';
import { indexNamedIn, updateinfoOf } from '../rpm-repository.ts';
import { parseUpdateinfo } from '../updateinfo.ts';
import type { UpdateinfoKind } from '../updateinfo-read.ts';

const MiB = 1024 * 1024;

const prefix = 'amazon';

/** The list of mirrors of each release, by processor. Amazon Linux AMI (2018.03) lies on another server and has had no bulletins since 2023. */
const lists: Readonly<Record<string, (processor: string) => string>> = {
  2: (processor) => `2/core/latest/${processor}/mirror.list`,
  2023: (processor) => `al2023/core/mirrors/latest/${processor}/mirror.list`,
};
const processors: readonly string[] = ['x86_64', 'aarch64'];

/** The folder of a repository: the first line is its address, on whichever server; its path is the same on this one. */
const listAt = (path: string): NamingFile => ({
  path,
  name: (text) => {
    const folder = /^https?:\/\/[^/\s]{1,255}\/([\w./-]{1,300}?)\/*\s*(?:\n|$)/.exec(text)?.[1];
    return folder === undefined ? undefined : `${folder}/repodata/repomd.xml`;
  },
});

const kind: UpdateinfoKind = {
  publisher: 'Amazon Linux',
  severities: new Map([
    ['critical', 'critical'],
    ['important', 'high'],
    ['medium', 'medium'],
    ['moderate', 'medium'],
    ['low', 'low'],
  ]),
  hasModules: false,
  page: pageOf,
};

/** `ALAS2-2024-2500`, `ALAS2023-2024-600`. */
function pageOf(id: string): string | undefined {
  const [, release, rest] = /^ALAS(2|2023)-(\d{4}-\d{1,6})$/.exec(id) ?? [];
  return release === undefined ? undefined : `https://alas.aws.amazon.com/AL${release}/ALAS-${rest}.html`;
}

/** `2`, and `2023` of `2023.5.20240701`. */
const releaseOf = (version: string): string | undefined => {
  const release = version.split('.', 1)[0] ?? '';
  return Object.hasOwn(lists, release) ? release : undefined;
};

/**
 * Amazon Linux's bulletins, as its core repositories carry them, by binary package: what was fixed, and nothing of flaws that are not fixed yet.
 * Partitions: `amazon/2`, `amazon/2023`.
 */
export const amazonUpdateinfo: Feed = {
  id: 'amazon-updateinfo',
  version: 1,
  title: 'Amazon Linux security advisories',
  needs: ['network'],
  base: 'https://cdn.amazonlinux.com',
  setting: 'amazon',
  publisher: 'Amazon Web Services',
  licence: 'none stated; published by Amazon Web Services for package managers',
  // A file has some 40 MB.
  limits: { bytes: 64 * MiB, inflatedBytes: 384 * MiB, records: 4_000_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'A file written by hand in the form of updateinfo.xml. Flaws that are not fixed yet are not in it, nor are the extras of Amazon Linux 2.',
  },
  distributions: ['amzn'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => partition.startsWith(`${prefix}/`) && Object.hasOwn(lists, partition.slice(prefix.length + 1)),
  files(partition) {
    const list = lists[partition.slice(prefix.length + 1)];
    if (list === undefined) return [];
    return processors.map((processor) => {
      const label = `core/${processor}`;
      return updateinfoOf(label, indexNamedIn(label, listAt(list(processor))));
    });
  },
  prepare: loadXml,
  parse: (partition, files) =>
    checkedTags(parseUpdateinfo(files, kind), {
      wanted: `amzn${partition.slice(prefix.length + 1)}`,
      form: /\.(amzn\d{1,4})(?!\d)/,
    }),
  lookups: (found, distribution) =>
    rpmBinaryLookups(found, distribution, { id: 'amzn', prefix, partitionOf: releaseOf }),
};
