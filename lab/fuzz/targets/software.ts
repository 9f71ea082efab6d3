import { gunzipSync } from 'node:zlib';
import { readPrograms, sourceOf } from '../../../src/foundations/formats/index.ts';
import { isAffected, versionOrders } from '../../../src/foundations/versions/index.ts';
import { feeds } from '../../../src/phases/1-build/advisories/index.ts';
import { detectDistribution } from '../../../src/phases/1-build/distributions/index.ts';
import { declaredExtractors, type Extractor, extractors } from '../../../src/phases/1-build/ecosystems/index.ts';
import { secretScanner } from '../../../src/phases/1-build/secrets/index.ts';
import { dotnetLibrary, goBuildInfo, goProgram, makeElf, makeMachO, makePe, makeZip } from '../../fixtures/index.ts';
import { feedFiles } from '../../green/feeds.ts';
import { alpine, debian } from '../../green/roots.ts';
import { type FuzzTarget, json, text } from '../fuzz.ts';
import { examplesOfExtractors } from './examples.ts';
import { rpmFiles } from './rpm-files.ts';

const go = goBuildInfo(
  'go1.22.1',
  'path\texample.com/a\nmod\texample.com/a\tv1.0.0\th1:x=\ndep\tgolang.org/x/net\tv0.1.0\th1:y=\n',
);
const sections = [
  { name: '.go.buildinfo', bytes: go },
  { name: '.text', bytes: Buffer.alloc(64) },
];
const programs = [
  makeElf({ wordSize: 8, littleEndian: true, sections }),
  makeElf({ wordSize: 4, littleEndian: false, sections }),
  makeMachO({ wordSize: 8, littleEndian: true, sections }),
  makePe({ wordSize: 8, sections }),
  goProgram({
    modules:
      'path\ta.org/b\nmod\ta.org/b\tv1.0.0\t\ndep\tc.org/d\tv0.1.0\th1:y=\nbuild\tGOARCH=amd64\nbuild\tGOOS=linux\n',
    functions: [
      { name: 'runtime.main', calls: ['main.main'] },
      { name: 'main.main', calls: ['c.org/d.(*T).M'], values: ['c.org/d.F'] },
      { name: 'c.org/d.(*T).M', inlines: ['c.org/d.G', 'c.org/d.H'] },
      { name: 'c.org/d.F', calls: ['c.org/d.(*T).M'] },
    ],
  }),
];

const javaLibrary = makeZip([
  { name: 'META-INF/maven/g/a/pom.properties', content: 'groupId=g\nartifactId=a\nversion=1\n', stored: true },
  {
    name: 'META-INF/maven/g/a/pom.xml',
    content: '<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version></project>',
    stored: true,
  },
]);
const javaArchives = [
  makeZip([
    {
      name: 'META-INF/MANIFEST.MF',
      content: 'Implementation-Vendor-Id: g\r\nBundle-SymbolicName: g.b\r\n',
      stored: true,
    },
    { name: 'lib/a.jar', content: javaLibrary, stored: true },
    { name: 'B.class', content: 'x' },
  ]),
  javaLibrary,
];

for (const extractor of extractors) await extractor.prepare?.();

const of = (files: Readonly<Record<string, string | Uint8Array>>, path: string): Uint8Array =>
  Buffer.from(files[path] ?? '');

/** Files that extractors read besides the example that lies beside each. */
const places: Readonly<Record<string, readonly (readonly [path: string, bytes: Uint8Array])[]>> = {
  apk: [['lib/apk/db/installed', of(alpine(['a', '1.0-r0'], ['b', '2-r1']), 'lib/apk/db/installed')]],
  dpkg: [
    ['var/lib/dpkg/status', of(debian(['a', '1:1.0-1'], ['b', '2']), 'var/lib/dpkg/status')],
    ['var/lib/dpkg/info/a.list', text('/.\n/usr\n/usr/bin/a\n')],
  ],
  'dpkg-status-d': [['var/lib/dpkg/status.d/a', of(debian(['a', '1.0-1']), 'var/lib/dpkg/status')]],
  'dotnet-assembly': [['app/Example.Json.dll', dotnetLibrary]],
  'dotnet-host': programs.map((bytes) => ['opt/dotnet/host/fxr/8.0.1/libhostfxr.so', bytes] as const),
  'dotnet-deps': [
    [
      'app/a.deps.json',
      json({
        runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
        targets: {
          '.NETCoreApp,Version=v8.0': { 'A/1.0.0': { dependencies: { B: '2.0.0' }, runtime: { 'lib/A.dll': {} } } },
        },
        libraries: { 'A/1.0.0': { type: 'package' }, 'B/2.0.0': { type: 'project' } },
      }),
    ],
  ],
  'java-runtime': [['opt/java/release', text('IMPLEMENTOR="Debian"\nJAVA_VERSION="17.0.15"\nOS_ARCH="x86_64"\n')]],
  'java-archive': javaArchives.map((bytes) => ['app/a.jar', bytes] as const),
  rpm: rpmFiles,
  npm: [
    [
      'app/node_modules/a/package.json',
      json({ name: 'a', version: '1.0.0', license: 'MIT', dependencies: { b: '^1' } }),
    ],
  ],
  python: [
    [
      'usr/lib/python3/dist-packages/a-1.dist-info/METADATA',
      text('Metadata-Version: 2.1\nName: a\nVersion: 1.0\nLicense: MIT\n\ntext\n'),
    ],
    ['usr/lib/python3/dist-packages/a-1.dist-info/RECORD', text('a/__init__.py,sha256=x,10\na-1.dist-info/RECORD,,\n')],
  ],
};

const ofPrograms = programs.map((bytes) => ['usr/bin/a', bytes] as const);

const examples = await examplesOfExtractors();
await Promise.all([...examples.keys()].map((extractor) => extractor.prepare?.()));

/** What it reads, and what it makes of that where it joins files. */
function readAlone(extractor: Extractor, path: string, bytes: Uint8Array): unknown {
  const extraction = extractor.extract(path, bytes);
  return extractor.join?.([{ path, extraction }]) ?? extraction;
}

const ofExtractor = (extractor: Extractor): readonly FuzzTarget[] => {
  const beside = (examples.get(extractor) ?? []).map((file) => [file.path, file.bytes] as const);
  const own = [...beside, ...(places[extractor.id] ?? []), ...(extractor.wanted.programs ? ofPrograms : [])];
  return [...Map.groupBy(own, ([path]) => path)].map(([path, files]) => ({
    name: `${extractor.id}: ${path.split('/').at(-1)}`,
    seeds: files.map(([, bytes]) => bytes),
    read: (bytes) => readAlone(extractor, path, bytes),
  }));
};

/** As a feed is handed it: inflated. */
function plain(content: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(content);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** A partition of each feed that an example is at hand for, and the file that it is read from. */
const partitions: Readonly<Record<string, readonly [partition: string, file: string, example: string]>> = {
  'alpine-secdb': ['alpine/3.20', 'v3.20/main.json', 'alpine/v3.20/main.json'],
  'debian-tracker': ['debian-tracker/bookworm', 'data/json', 'debian-tracker/data/json'],
  osv: ['osv/npm', 'npm/all.zip', 'osv/npm/all.zip'],
  kev: ['kev', 'known_exploited_vulnerabilities.json', 'kev/known_exploited_vulnerabilities.json'],
  epss: ['epss', 'epss_scores-current.csv.gz', 'epss/epss_scores-current.csv.gz'],
};

const ofFeeds: readonly FuzzTarget[] = feeds.flatMap((feed) => {
  const [partition, path, example] = partitions[feed.id] ?? [];
  if (partition === undefined || path === undefined || example === undefined) return [];
  return [
    {
      name: `feed: ${feed.id}`,
      seeds: [plain(feedFiles[example] ?? '')],
      read: async (bytes: Uint8Array) => {
        await feed.prepare?.();
        return [...feed.parse(partition, [{ path, bytes }]).records].length;
      },
    },
  ];
});

const decoder = new TextDecoder();
const scanner = secretScanner({ key: Buffer.from('fuzz') });

/** Two versions, one a line; whatever they are, the order must answer, and the same both ways. */
function compareVersions(bytes: Uint8Array): void {
  const [a = '', b = ''] = decoder.decode(bytes).split('\n');
  for (const order of versionOrders) {
    order.isValid(a);
    if (Math.sign(order.compare(a, b)) !== -Math.sign(order.compare(b, a)))
      throw new Error(`${order.id} orders ${JSON.stringify([a, b])} both ways`);
    isAffected(a, { ranges: [{ introduced: '0', fixed: b }], versions: [b] }, order);
  }
}

export const software: readonly FuzzTarget[] = [
  { name: 'programs', seeds: programs, read: (bytes) => readPrograms(sourceOf(bytes), 'fuzz') },
  ...[...extractors, ...declaredExtractors].flatMap(ofExtractor),
  ...ofFeeds,
  {
    name: 'os-release',
    seeds: ['ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n', "ID='alpine'\nVERSION_ID=3.20.1\n"].map(text),
    read: (bytes) => detectDistribution((path) => (path === 'etc/os-release' ? bytes : undefined), new Date(0)),
  },
  {
    name: 'secrets',
    seeds: [
      'aws_secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"\n',
      'curl -u me:s3cr3tX9q https://a\npostgres://app:Zx8vQ2@db/app\n',
      '-----BEGIN PRIVATE KEY-----\nMIG2AgEAMBAGByqGSM49\n-----END PRIVATE KEY-----\n',
    ].map(text),
    read: (bytes) => scanner.scan('app/.env', bytes),
  },
  {
    name: 'versions',
    seeds: [
      '1:1.0-1ubuntu1\n1.0~rc1',
      '1.0.0-alpha.1+x\nv2.0.0',
      '1.0_p1-r3\n1.0_alpha',
      '2!1.0.post1.dev2\n1.0a1',
      '1.0^git1-2.el9\n0:1.0-2',
    ].map(text),
    read: compareVersions,
  },
];
