import type { Distribution } from '../../../../../core/index.ts';
import { loadXml } from '../../../../../foundations/formats/index.ts';
import type { Feed, FeedFile, NamingFile } from '../../feed.ts';
import { checkedTags } from '../release-tags.ts';
import { rpmBinaryLookups } from '../rpm-lookup.ts';
import { indexNamedIn, perhapsWithout, updateinfoOf } from '../rpm-repository.ts';
import { parseUpdateinfo } from '../updateinfo.ts';
import type { UpdateinfoKind } from '../updateinfo-read.ts';

const MiB = 1024 * 1024;

const prefix = 'amazon';
const coreOf2 = 'amazon/2';

/**
 * The list of mirrors of each release, by processor. Amazon Linux AMI (2018.03) lies on servers that name one another without TLS, and has had no bulletins since
 * 2023: nobody is asked about it, which is told.
 */
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

/** An extra of Amazon Linux 2, as its repository and its partition name it: `docker` of `amzn2extra-docker` and of `amazon/2-extra-docker`. */
const extraOfRepository = /^amzn2extra-([A-Za-z0-9][A-Za-z0-9.+-]{0,59})$/;
const extraOfPartition = /^amazon\/2-extra-([A-Za-z0-9][A-Za-z0-9.+-]{0,59})$/;

/** The bulletins of an extra, if there have ever been any; not each is built for every processor. */
function filesOfExtra(extra: string): readonly FeedFile[] {
  return processors.map((processor) => {
    const label = `extra/${processor}`;
    const index = indexNamedIn(label, listAt(`2/extras/${extra}/latest/${processor}/mirror.list`));
    return updateinfoOf(label, perhapsWithout(index), processor !== processors[0]);
  });
}

/** The partitions of the extras that an image has switched on. */
const extrasOf = ({ repositories = [] }: Distribution): readonly string[] =>
  repositories.flatMap((name) => extraOfRepository.exec(name)?.[1] ?? []);

/** `2`, and `2023` of `2023.5.20240701`. */
const releaseOf = (version: string): string | undefined => {
  const release = version.split('.', 1)[0] ?? '';
  return Object.hasOwn(lists, release) ? release : undefined;
};

/**
 * Amazon Linux's bulletins, as its repositories carry them, by binary package: what was fixed, and nothing of flaws that are not fixed yet. Partitions:
 * `amazon/2`, `amazon/2023`, and one for each extra that an image of Amazon Linux 2 has switched on, `amazon/2-extra-docker`.
 */
export const amazonUpdateinfo: Feed = {
  id: 'amazon-updateinfo',
  version: 2,
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
    what: 'A file written by hand in the form of updateinfo.xml. Flaws that are not fixed yet are not in it; extras of Amazon Linux 2 count where the image has them switched on.',
  },
  distributions: ['amzn'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) =>
    extraOfPartition.test(partition) ||
    (partition.startsWith(`${prefix}/`) && Object.hasOwn(lists, partition.slice(prefix.length + 1))),
  files(partition) {
    const extra = extraOfPartition.exec(partition)?.[1];
    if (extra !== undefined) return filesOfExtra(extra);
    const list = lists[partition.slice(prefix.length + 1)];
    if (list === undefined) return [];
    return processors.map((processor) => {
      const label = `core/${processor}`;
      return updateinfoOf(label, indexNamedIn(label, listAt(list(processor))));
    });
  },
  prepare: loadXml,
  parse(partition, files) {
    const extra = extraOfPartition.exec(partition)?.[1];
    // Its index was there and whole, and named no bulletins.
    if (extra !== undefined && files.length === 0)
      return { records: [], problems: [`There has been no bulletin about the extra ${extra}.`] };
    const wanted = `amzn${extra === undefined ? partition.slice(prefix.length + 1) : '2'}`;
    return checkedTags(parseUpdateinfo(files, kind), { wanted, form: /\.(amzn\d{1,4})(?!\d)/ });
  },
  lookups(found, distribution) {
    const own = rpmBinaryLookups(found, distribution, { id: 'amzn', prefix, partitionOf: releaseOf });
    const [core] = own;
    if (distribution === undefined || core?.partition !== coreOf2) return own;
    const ofExtras = extrasOf(distribution).map((extra) => ({
      ...core,
      partition: `${coreOf2}-extra-${extra}`,
      why: `Amazon Linux publishes about the binary package ${found.name} ${found.version} of the extra ${extra}.`,
    }));
    return [core, ...ofExtras];
  },
  remarks(distribution) {
    if (releaseOf(distribution.version ?? '') !== '2' || extrasOf(distribution).length > 0) return [];
    const message =
      'no extra is switched on in /etc/yum.repos.d/amzn2-extras.repo: what was installed from one all the same is judged by the bulletins of core alone';
    return [{ message, incomplete: false }];
  },
};
