import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Digest,
  emptyCoverage,
  formatPurl,
  isIncomplete,
  type LayerRef,
  type Package,
  type Subject,
} from '../../core/index.ts';
import type { KnownKind } from './contents.ts';
import { cyclonedxBom } from './cyclonedx/write.ts';
import type { Listed } from './listed.ts';
import { readSbom } from './read-sbom.ts';
import type { ReadSbom } from './sbom-format.ts';
import { spdxDocument } from './spdx/write.ts';

const kinds: Readonly<Record<string, KnownKind>> = {
  deb: { versionOrder: 'dpkg', isSystem: true },
  rpm: { versionOrder: 'rpm', isSystem: true },
  npm: { versionOrder: 'semver', separator: '/', isSystem: false },
  maven: { separator: ':', isSystem: false },
};
const kindOf = (type: string): KnownKind | undefined => kinds[type];
const readBytes = (bytes: Uint8Array): ReadSbom => readSbom(bytes, 'bom.json', { kindOf });
const read = (document: unknown): ReadSbom => readBytes(Buffer.from(JSON.stringify(document)));

const digest = (character: string): Digest => `sha256:${character.repeat(64)}`;
const layers: readonly LayerRef[] = [
  { index: 0, digest: digest('a'), createdBy: 'COPY . /' },
  { index: 1, digest: digest('b') },
];
const subject: Subject = {
  kind: 'image',
  name: 'shop/web:1',
  digest: digest('1'),
  configDigest: digest('2'),
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
};
const listed = (packages: readonly Package[], over: Partial<Listed> = {}): Listed => ({
  subject,
  distribution: { id: 'debian', version: '12', codename: 'bookworm', like: [], path: 'etc/os-release' },
  packages,
  layers,
  coverage: emptyCoverage,
  created: '2026-01-02T03:04:05.678Z',
  tool: { name: 'seaworthy', version: '1.2.3' },
  ...over,
});

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => text.isWellFormed());
const path = word.map((text) => `usr/${text.replaceAll('/', '-')}`);
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });
const anyPackage = fc
  .record({
    type: fc.constantFrom('deb', 'npm', 'rpm', 'maven'),
    name: word,
    version: word,
    architecture: maybe(word),
    source: maybe(fc.record({ name: word, version: word })),
    origin: maybe(fc.record({ maintainer: word, vendor: word }, { requiredKeys: ['vendor'] })),
    licences: fc.array(fc.oneof(word, fc.constantFrom('MIT', 'MIT AND (GPL-2.0-only OR MIT)')), { maxLength: 3 }),
    paths: fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
    layer: maybe(fc.constantFrom(...layers)),
    foundBy: fc.constantFrom('dpkg', 'node-modules'),
  })
  .map(({ architecture, source, origin, layer, ...rest }): Package => {
    const purl = formatPurl({ type: rest.type, name: rest.name, version: rest.version });
    return {
      ...rest,
      id: `${purl} /${rest.paths[0]}`,
      purl,
      path: rest.paths[0] ?? '',
      versionOrder: kinds[rest.type]?.versionOrder ?? rest.type,
      files: [],
      ...(architecture === undefined ? {} : { architecture }),
      ...(source === undefined ? {} : { source: { ...source } }),
      ...(origin === undefined ? {} : { origin: { ...origin } }),
      ...(layer === undefined ? {} : { layer }),
    };
  });
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const anyPackages = fc
  .tuple(
    fc.uniqueArray(anyPackage, { minLength: 1, maxLength: 6, selector: ({ id }) => id }),
    fc.array(fc.option(fc.nat(5), { nil: undefined }), { minLength: 6, maxLength: 6 }),
  )
  .map(([packages, needs]) =>
    packages
      .map((one, index): Package => (index === 0 ? one : { ...one, ownedBy: packages[0]?.id ?? '' }))
      .map((one, index): Package => {
        const need = index === 0 ? undefined : needs[index];
        if (need === undefined) return one;
        return { ...one, dependencies: packages.flatMap(({ id }, at) => (at === need && id !== one.id ? [id] : [])) };
      })
      .sort(
        (a, b) =>
          compare(a.type, b.type) ||
          compare(a.name, b.name) ||
          compare(a.version, b.version) ||
          compare(a.path, b.path),
      ),
  );

for (const [name, write] of [
  ['CycloneDX', cyclonedxBom],
  ['SPDX', spdxDocument],
] as const)
  test(`${name}: what was written is read back`, () => {
    fc.assert(
      fc.property(anyPackages, (packages) => {
        const { inventory, image, format, ...about } = read(write(listed(packages)));
        assert.deepEqual(inventory.packages, packages);
        assert.ok(format.startsWith(name));
        assert.equal(about.name, 'shop/web:1');
        assert.equal(image?.digest, digest('1'));
        assert.deepEqual([inventory.distribution?.id, inventory.distribution?.version], ['debian', '12']);
        assert.equal(isIncomplete(inventory.coverage), false, JSON.stringify(inventory.coverage.problems));
      }),
      { numRuns: 150 },
    );
  });

test('CycloneDX: of an image also its layers, what was not identified, and that something was missed', () => {
  const coverage = {
    ...emptyCoverage,
    problems: [{ code: 'E_READ', message: 'gone', where: 'a layer', part: 'x', incomplete: true } as const],
    unidentified: [{ path: 'opt/tool', what: 'executable (ELF)' }],
  };
  const { image, inventory } = read(cyclonedxBom(listed([], { coverage })));
  assert.deepEqual(image, {
    digest: digest('1'),
    configDigest: digest('2'),
    platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
  });
  assert.deepEqual(inventory.layers, layers);
  assert.deepEqual(inventory.coverage.unidentified, [{ path: 'opt/tool', what: 'executable (ELF)' }]);
  assert.ok(isIncomplete(inventory.coverage));
  assert.ok(inventory.coverage.problems.some(({ message }) => message.includes('a layer: gone')));
});

const cdx = (components: unknown, more: object = {}): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  components,
  ...more,
});
const spdxOf = (packages: unknown, more: object = {}): object => ({ spdxVersion: 'SPDX-2.3', packages, ...more });
const purlRef = (purl: string): object => ({
  externalRefs: [{ referenceCategory: 'PACKAGE_MANAGER', referenceType: 'purl', referenceLocator: purl }],
});

test('documents of others: names, versions and sources as advisories know them', () => {
  const syft = {
    type: 'library',
    'bom-ref': 'pkg:deb/debian/libssl3@3.0.17-1?package-id=1',
    name: 'libssl3',
    version: '3.0.17-1',
    purl: 'pkg:deb/debian/libssl3@3.0.17-1?arch=amd64&distro=debian-12&upstream=openssl',
    properties: [{ name: 'syft:location:0:path', value: '/var/lib/dpkg/status' }],
  };
  const trivy = {
    type: 'library',
    name: 'zlib1g',
    version: '1:1.2.13.dfsg-1',
    purl: 'pkg:deb/debian/zlib1g@1.2.13.dfsg-1?epoch=1&distro=debian-12.5',
    properties: [
      { name: 'aquasecurity:trivy:SrcName', value: 'zlib' },
      { name: 'aquasecurity:trivy:SrcVersion', value: '1.2.13.dfsg' },
      { name: 'aquasecurity:trivy:SrcRelease', value: '1' },
      { name: 'aquasecurity:trivy:SrcEpoch', value: '1' },
    ],
  };
  const scoped = {
    type: 'framework',
    group: '@babel',
    name: 'core',
    version: '7.0.0',
    purl: 'pkg:npm/%40babel/core@7.0.0',
  };
  const maven = { type: 'library', name: 'log4j-core', purl: 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1' };
  const found = read(
    cdx([syft, trivy, { type: 'application', name: 'app', purl: 'pkg:npm/app@1', components: [scoped] }, maven]),
  );
  const told = found.inventory.packages.map(({ name, version, source, path, versionOrder }) => [
    name,
    version,
    source?.name,
    source?.version,
    path,
    versionOrder,
  ]);
  assert.deepEqual(told, [
    ['libssl3', '3.0.17-1', 'openssl', '3.0.17-1', 'var/lib/dpkg/status', 'dpkg'],
    ['zlib1g', '1:1.2.13.dfsg-1', 'zlib', '1:1.2.13.dfsg-1', 'bom.json', 'dpkg'],
    ['org.apache.logging.log4j:log4j-core', '2.14.1', undefined, undefined, 'bom.json', 'maven'],
    ['@babel/core', '7.0.0', undefined, undefined, 'bom.json', 'semver'],
    ['app', '1', undefined, undefined, 'bom.json', 'semver'],
  ]);
  const rpm = read(
    spdxOf([
      {
        SPDXID: 'SPDXRef-1',
        name: 'openssl-libs',
        versionInfo: '3.0.7-1.el9',
        ...purlRef(
          'pkg:rpm/redhat/openssl-libs@3.0.7-1.el9?epoch=1&upstream=openssl-3.0.7-1.el9.src.rpm&distro=rhel-9.2',
        ),
      },
    ]),
  );
  assert.deepEqual(
    rpm.inventory.packages.map(({ version, source }) => [version, source]),
    [['1:3.0.7-1.el9', { name: 'openssl', version: '3.0.7-1.el9' }]],
  );
  assert.deepEqual([rpm.inventory.distribution?.id, rpm.inventory.distribution?.version], ['rhel', '9.2']);
});

const incomplete: readonly (readonly [string, object, RegExp])[] = [
  ['no source packages', cdx([{ type: 'library', name: 'a', purl: 'pkg:deb/debian/a@1' }]), /names no source packages/],
  ['a list that is none', cdx({}), /components is no list/],
  ['a component that is none', cdx([1]), /no objects/],
  ['a purl that is no text', cdx([{ type: 'library', name: 'a', purl: 1 }]), /components\[0\]: purl is no text/],
  [
    'its own word',
    cdx([], { compositions: [{ aggregate: 'incomplete_third_party_only' }] }),
    /incomplete third party only/,
  ],
  [
    'several distributions',
    cdx(
      ['debian-12', 'debian-11'].map((distro) => ({
        type: 'library',
        name: 'a',
        purl: `pkg:deb/debian/a@1?upstream=b&distro=${distro}`,
      })),
    ),
    /several distributions/,
  ],
  ['two systems', cdx(['a', 'b'].map((name) => ({ type: 'operating-system', name }))), /second distribution/],
  ['packages of SPDX that are none', spdxOf([null]), /no objects/],
  [
    'two purls',
    spdxOf([
      {
        name: 'a',
        externalRefs: [
          { referenceType: 'purl', referenceLocator: 'pkg:npm/a@1' },
          { referenceType: 'purl', referenceLocator: 'pkg:npm/b@1' },
        ],
      },
    ]),
    /more than one package URL/,
  ],
];

for (const [name, document, says] of incomplete)
  test(`incomplete: ${name}`, () => {
    const { coverage } = read(document).inventory;
    assert.ok(isIncomplete(coverage));
    assert.match(coverage.problems.map(({ message }) => message).join('\n'), says);
  });

test('what packages need, as documents of others say it; what they do not list is left out', () => {
  const [a, b] = ['a', 'b'].map((name) => ({ type: 'library', name, version: '1', purl: `pkg:npm/${name}@1` }));
  const cyclonedx = cdx(
    [
      { ...a, 'bom-ref': 'A' },
      { ...b, 'bom-ref': 'B' },
    ],
    {
      dependencies: [
        { ref: 'A', dependsOn: ['B', 'gone', 'A', 7] },
        { ref: 'B' },
        { ref: 'gone', dependsOn: ['A'] },
        null,
      ],
    },
  );
  const named = (name: string) => ({ SPDXID: name, name, versionInfo: '1', ...purlRef(`pkg:npm/${name}@1`) });
  const related = (from: string, type: string, to: unknown) => ({
    spdxElementId: from,
    relationshipType: type,
    relatedSpdxElement: to,
  });
  const spdx = spdxOf([named('a'), named('b')], {
    relationships: [
      related('b', 'DEPENDENCY_OF', 'a'),
      related('b', 'DEPENDS_ON', 'NONE'),
      related('a', 'DEPENDS_ON', 7),
    ],
  });
  for (const [document, needed] of [
    [cyclonedx, [['B'], []]],
    [spdx, [['b'], []]],
  ] as const) {
    const { inventory } = read(document);
    assert.deepEqual(
      inventory.packages.map(({ dependencies }) => dependencies),
      needed,
    );
  }
});

test('what cannot be identified is listed as that, and files are counted', () => {
  const { inventory } = read(
    cdx([
      { type: 'library', name: 'openssl', version: '3' },
      { type: 'library', name: 'b', purl: 'pkg:%' },
      { type: 'file', name: '/etc/passwd' },
    ]),
  );
  assert.deepEqual(inventory.packages, []);
  assert.deepEqual(
    inventory.coverage.unidentified.map(({ what }) => what),
    ['library b, listed with a package URL that cannot be read', 'library openssl 3, listed without a package URL'],
  );
  assert.match(inventory.coverage.problems.map(({ message }) => message).join(), /lists 1 files/);
  const other = read(spdxOf([{ SPDXID: 'SPDXRef-a', name: 'openssl', versionInfo: '3' }]));
  assert.equal(other.inventory.coverage.unidentified.length, 1);
});

test('the same package twice stays twice, each with an id of its own', () => {
  const one = { type: 'library', 'bom-ref': 'x', name: 'a', purl: 'pkg:npm/a@1' };
  assert.deepEqual(
    read(cdx([one, one])).inventory.packages.map(({ id }) => id),
    ['x', 'x #2'],
  );
});

const refused: readonly (readonly [string, unknown, string])[] = [
  ['another document', { a: 1 }, 'E_FORMAT'],
  ['a list', [], 'E_FORMAT'],
  ['an older CycloneDX', { bomFormat: 'CycloneDX', specVersion: '1.3' }, 'E_FORMAT'],
  ['an unknown CycloneDX', { bomFormat: 'CycloneDX', specVersion: 2 }, 'E_FORMAT'],
  ['SPDX 3', { spdxVersion: 'SPDX-3.0' }, 'E_FORMAT'],
];
for (const [name, document, code] of refused)
  test(`refused: ${name}`, () => assert.throws(() => read(document), { code }));

test('too deep is refused, and no document of the right shape throws anything else', () => {
  let deep: unknown = { type: 'library' };
  for (let level = 0; level < 100; level++) deep = { components: [deep] };
  assert.throws(() => read(cdx([deep])), { code: 'E_LIMIT' });
  const names = [
    'components',
    'type',
    'name',
    'version',
    'purl',
    'bom-ref',
    'licenses',
    'license',
    'evidence',
    'identity',
    'methods',
    'occurrences',
    'properties',
    'value',
    'metadata',
    'component',
    'compositions',
    'aggregate',
    'packages',
    'externalRefs',
    'annotations',
    'checksums',
    'files',
    'relationships',
    'documentDescribes',
  ];
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(
        'pkg:deb/debian/a@1',
        'operating-system',
        'file',
        'container',
        'Tool: seaworthy-1',
        '{"foundBy":"x"}',
        1,
        null,
        true,
      ),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 5 }), (value) => {
      read({ ...value, bomFormat: 'CycloneDX', specVersion: '1.6' });
      read({ ...value, spdxVersion: 'SPDX-2.2' });
    }),
    { numRuns: 500 },
  );
});
