import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isIncomplete } from '../../core/index.ts';
import { cdx, purlRef, read, readText, spdxOf } from './testing/documents.ts';

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

const releases: readonly (readonly [purl: string, release: object])[] = [
  ['pkg:deb/debian/a@1?distro=debian-12', { id: 'debian', version: '12' }],
  ['pkg:deb/debian/a@1?distro=bookworm', { id: 'debian', codename: 'bookworm' }],
  ['pkg:deb/ubuntu/a@1?distro=jammy', { id: 'ubuntu', codename: 'jammy' }],
  ['pkg:deb/debian/a@1?distro=debian', { id: 'debian' }],
  ['pkg:deb/a@1?distro=bookworm', { id: 'bookworm' }],
  ['pkg:deb/debian/a@1?distro=..%2F..%2Fx', { id: '../../x' }],
  ['pkg:rpm/fedora/a@1?distro=rawhide', { id: 'rawhide' }],
];
for (const [purl, release] of releases)
  test(`the release that a package URL names: ${purl}`, () => {
    const { id, version, codename } = read(cdx([{ type: 'library', name: 'a', purl }])).inventory.distribution ?? {};
    assert.deepEqual(JSON.parse(JSON.stringify({ id, version, codename })), release);
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
  [
    'a note of ours that was changed',
    spdxOf([], { annotations: [{ annotator: 'Tool: seaworthy-1', comment: '{}' }] }),
    /annotation .* cannot be read/,
  ],
  [
    'SPDX that relates to another document',
    spdxOf([{ SPDXID: 'SPDXRef-a', name: 'a', ...purlRef('pkg:npm/a@1') }], {
      externalDocumentRefs: [{ externalDocumentId: 'DocumentRef-b', spdxDocument: 'https://example.org/b' }],
      relationships: [
        {
          spdxElementId: 'SPDXRef-a',
          relationshipType: 'CONTAINS',
          relatedSpdxElement: 'DocumentRef-b:SPDXRef-DOCUMENT',
        },
      ],
    }),
    /refers 1 time to other documents/,
  ],
  [
    'a component that has a bill of materials of its own',
    cdx([
      {
        type: 'library',
        name: 'a',
        purl: 'pkg:npm/a@1',
        externalReferences: [
          { type: 'website', url: 'https://example.org' },
          { type: 'bom', url: 'urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1' },
        ],
      },
    ]),
    /refers 1 time to other documents/,
  ],
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

for (const [what, text] of [
  ['CycloneDX', '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library"}],"components":ONE}'],
  ['SPDX', '{"spdxVersion":"SPDX-2.3","packages":[{"name":"b"}],"packages":[{"name":"a"}]}'],
  [
    'Syft',
    '{"schema":{"version":"16.0.0","url":"x/schema-16.0.0.json"},"descriptor":{"name":"syft"},"artifacts":[],"artifacts":[]}',
  ],
  [
    'a statement',
    '{"_type":"https://in-toto.io/Statement/v1","predicate":{"bomFormat":"CycloneDX","specVersion":"1.6","components":[],"components":ONE}}',
  ],
] as const)
  test(`incomplete: a member that stands twice: ${what}`, () => {
    const one = '[{"type":"library","name":"a","purl":"pkg:npm/a@1"}]';
    const { problems } = readText(text.replace('ONE', one)).inventory.coverage;
    const told = problems.filter(({ message }) => /the member \w+ stands twice in one object/.test(message));
    assert.deepEqual(
      told.map(({ incomplete: isPart }) => isPart),
      [true],
    );
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

test('what has no package URL is a package that nobody can look up; what cannot be read is told, and files are counted', () => {
  const { packages, coverage } = read(
    cdx([
      { type: 'library', name: 'openssl', version: '3' },
      { type: 'library', group: 'org.example', name: 'x', version: '' },
      { type: 'library', name: 'Nginx', cpe: 'cpe:2.3:a:nginx:nginx:1.21.1' },
      { type: 'library', name: 'b', purl: 'pkg:%' },
      { type: 'library', version: '1' },
      { type: 'file', name: '/etc/passwd' },
    ]),
  ).inventory;
  assert.deepEqual(
    packages.map(({ name, version, purl }) => [name, version, purl]),
    [
      ['Nginx', '1.21.1', 'pkg:generic/Nginx@1.21.1'],
      ['openssl', '3', 'pkg:generic/openssl@3'],
      ['org.example/x', '', 'pkg:generic/org.example/x'],
    ],
  );
  assert.deepEqual(
    coverage.unidentified.map(({ what }) => what),
    ['library 1, listed without a name', 'library b, listed with a package URL that cannot be read'],
  );
  const told = coverage.problems.map(({ message }) => message).join('\n');
  assert.match(told, /lists 1 files/);
  assert.match(told, /lists 5 packages that nobody can look up/);
  assert.ok(isIncomplete(coverage));
  const other = read(spdxOf([{ SPDXID: 'SPDXRef-a', name: 'openssl', versionInfo: '3' }])).inventory;
  assert.equal(other.packages[0]?.purl, 'pkg:generic/openssl@3');
  assert.ok(isIncomplete(other.coverage));
});

test('the same package twice stays twice, each with an id of its own', () => {
  const one = { type: 'library', 'bom-ref': 'x', name: 'a', purl: 'pkg:npm/a@1' };
  assert.deepEqual(
    read(cdx([one, one])).inventory.packages.map(({ id }) => id),
    ['x', 'x #2'],
  );
  const refs = ['x', 'x #2', 'x', 'x', 'x #2'];
  assert.deepEqual(
    read(cdx(refs.map((ref) => ({ ...one, 'bom-ref': ref })))).inventory.packages.map(({ id }) => id),
    ['x', 'x #2', 'x #3', 'x #4', 'x #2 #2'],
  );
});

test('fifty thousand of one name are read', () => {
  const list = (line: (index: number) => string): string =>
    Array.from({ length: 50_000 }, (_, index) => line(index)).join('\n');
  assert.equal(readText(list(() => 'pkg:npm/a@1')).inventory.packages.length, 50_000);
});

const refused: readonly (readonly [string, unknown, string])[] = [
  ['another document', { a: 1 }, 'E_FORMAT'],
  ['a list', [], 'E_FORMAT'],
  ['an older CycloneDX', { bomFormat: 'CycloneDX', specVersion: '1.1' }, 'E_FORMAT'],
  ['an unknown CycloneDX', { bomFormat: 'CycloneDX', specVersion: 2 }, 'E_FORMAT'],
  ['SPDX 3', { spdxVersion: 'SPDX-3.0' }, 'E_FORMAT'],
];
for (const [name, document, code] of refused)
  test(`refused: ${name}`, () => assert.throws(() => read(document), { code }));

test('a reference to a website, and another document that nothing refers to, make nothing incomplete', () => {
  const component = { type: 'library', name: 'a', purl: 'pkg:npm/a@1' };
  const website = { externalReferences: [{ type: 'website', url: 'https://example.org' }] };
  assert.equal(isIncomplete(read(cdx([{ ...component, ...website }])).inventory.coverage), false);
  const refs = { externalDocumentRefs: [{ externalDocumentId: 'DocumentRef-b' }] };
  const spdx = spdxOf([{ SPDXID: 'SPDXRef-a', name: 'a', ...purlRef('pkg:npm/a@1') }], refs);
  assert.equal(isIncomplete(read(spdx).inventory.coverage), false);
});

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
