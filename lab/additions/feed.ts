import type { Addition } from './addition.ts';

const feeds = 'src/phases/1-build/advisories/feeds';

const index = `import type { Feed } from '../../feed.ts';
import { parseList } from './parse.ts';

const MiB = 1024 * 1024;

/** What a made-up distribution says of its packages. Partition: \`harbour\`. */
export const harbour: Feed = {
  id: 'harbour',
  version: 1,
  title: 'Harbour Linux advisories',
  needs: ['network'],
  base: 'https://advisories.example.org',
  setting: 'harbour',
  publisher: 'Harbour Linux',
  licence: 'CC0-1.0',
  limits: { bytes: MiB, inflatedBytes: MiB, records: 1_000 },
  tells: 'advisories',
  proven: { with: 'shape', what: 'A list written by hand.' },
  distributions: ['alpine'],
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => partition === 'harbour',
  files: () => [{ path: 'list.json' }],
  parse: (_partition, files) => parseList(files),
  lookups: (found, distribution) =>
    found.type === 'apk' && distribution?.id === 'alpine'
      ? [{ partition: 'harbour', key: found.name, version: found.version, why: 'Harbour publishes about the package.' }]
      : [],
};
`;

const parse = `import { asString, field } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkShare, memberElements, membersOf, refused, requiredFile } from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';

function read(entry: unknown, where: string): FeedRecord {
  const key = asString(field(entry, 'package'), where);
  const id = asString(field(entry, 'id'), where);
  const fixed = asString(field(entry, 'fixed'), where);
  const about = { id, package: key, status: 'affected' as const, ranges: [{ fixed }] };
  return { kind: 'advisory', key, advisory: { ...about, aliases: [], covers: [], versions: [], cvss: [], references: [] } };
}

function* walk(members: ReadonlyMap<string, Uint8Array>, path: string, tally: Tally): Generator<FeedRecord> {
  let all = 0;
  try {
    const large = (where: string): void => tally.add('entries that are too large', where);
    for (const [entry, where] of memberElements(members, 'list', path, large)) {
      all++;
      yield read(entry, where);
    }
    checkShare(tally.count, all, path);
  } catch (cause) {
    throw refused(cause, path);
  }
}

export function parseList(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, 'list.json');
  const members = membersOf(file);
  const tally = createTally();
  return {
    records: walk(members, file.path, tally),
    get problems() {
      return tally.sentences();
    },
  };
}
`;

const example = `import { type Example, examplePackage } from '../example.ts';

export const example: Example = {
  partition: 'harbour',
  files: [{ path: 'list.json', content: JSON.stringify({ list: [{ id: 'CVE-2030-0001', package: 'musl', fixed: '2-r0' }] }) }],
  records: ['musl CVE-2030-0001 affected'],
  lookup: {
    found: examplePackage('apk', 'musl', '1-r0'),
    distribution: { id: 'alpine', version: '1', like: [], path: 'etc/os-release' },
    key: 'musl',
    version: '1-r0',
  },
};
`;

export const feed: Addition = {
  what: 'a feed',
  page: 'docs/add-a-feed.md',
  folder: `${feeds}/ID/`,
  files: {
    [`${feeds}/harbour/index.ts`]: index,
    [`${feeds}/harbour/parse.ts`]: parse,
    [`${feeds}/harbour/example.ts`]: example,
  },
  lines: [
    {
      file: `${feeds}/index.ts`,
      from: "import { kev } from './kev/index.ts';",
      to: "import { harbour } from './harbour/index.ts';\nimport { kev } from './kev/index.ts';",
    },
    { file: `${feeds}/index.ts`, from: '[\n  alpineSecdb,', to: '[\n  harbour,\n  alpineSecdb,' },
  ],
  tests: [{ file: `${feeds}/contract.test.ts`, says: /^ok \d+ - harbour: says what it is$/m }],
  works: { words: ['db', 'feeds'], prints: /^harbour\b.*Harbour Linux/m },
};
