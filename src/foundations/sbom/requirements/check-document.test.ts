import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadXml } from '../../formats/index.ts';
import { cyclonedxXml } from '../cyclonedx/xml.ts';
import { checkSbom } from '../read-sbom.ts';

/* Documents of which both catalogues have all they ask for, and what is missed when one thing is taken out of them. */

await loadXml();

const sha512 = 'ab'.repeat(64);
const contact = { name: 'Example AG', url: ['https://example.org'], contact: [{ email: 'sbom@example.org' }] };

const component = (name: string): object => ({
  type: 'library',
  'bom-ref': name,
  manufacturer: contact,
  name,
  version: '1.0.0',
  hashes: [{ alg: 'SHA-512', content: sha512 }],
  licenses: [{ license: { id: 'MIT', acknowledgement: 'concluded' } }],
  purl: `pkg:generic/${name}@1.0.0`,
  properties: ['executable', 'archive', 'structured', 'filename'].map((one) => ({
    name: `bsi:component:${one}`,
    value: one,
  })),
});

const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  metadata: {
    timestamp: '2026-11-30T12:00:00Z',
    lifecycles: [{ phase: 'build' }],
    tools: { components: [{ type: 'application', name: 'tool', version: '1.2' }] },
    authors: [{ name: 'Mara', email: 'mara@example.org' }],
    component: component('app'),
  },
  components: [component('library')],
  dependencies: [{ ref: 'app', dependsOn: ['library'] }],
  compositions: [{ aggregate: 'complete', assemblies: ['app'] }],
  signature: { algorithm: 'ES256', value: 'x' },
};

type Document = typeof cyclonedx;

const bytesOf = (document: unknown): Uint8Array => Buffer.from(JSON.stringify(document));
const failed = (bytes: Uint8Array, ...ids: readonly string[]): readonly string[] =>
  checkSbom(bytes, 'x', ids).catalogues.flatMap(({ requirements }) =>
    requirements.filter(({ state }) => state === 'fail').map(({ id }) => id),
  );

test('a document that says all keeps all, in both forms', () => {
  assert.deepEqual(failed(bytesOf(cyclonedx)), []);
  // Our XML has no place for a signature in JSON’s form.
  assert.deepEqual(failed(Buffer.from(cyclonedxXml(cyclonedx))), ['sbom-author-signature']);
});

const { metadata } = cyclonedx;
const [library] = cyclonedx.components;
const without = (name: string, from: object = library ?? {}): object =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));
const withLibrary = (changed: object): object => ({ ...cyclonedx, components: [changed] });
const withMetadata = (changed: object): object => ({ ...cyclonedx, metadata: { ...metadata, ...changed } });
const none = undefined;

const taken: readonly (readonly [what: string, document: object, cisa: readonly string[], bsi: readonly string[]])[] = [
  ['authors', withMetadata({ authors: none }), ['sbom-author'], ['creator']],
  ['the address of its author', withMetadata({ authors: [{ name: 'Mara' }] }), [], ['creator']],
  ['a signature', { ...cyclonedx, signature: none }, ['sbom-author-signature'], []],
  ['its phase', withMetadata({ lifecycles: none }), ['sbom-generation-context'], []],
  ['its time', withMetadata({ timestamp: none }), ['sbom-timestamp'], ['timestamp']],
  ['a time that is one', withMetadata({ timestamp: 'yesterday' }), ['sbom-timestamp'], ['timestamp']],
  ['its tool', withMetadata({ tools: none }), ['sbom-tool-name', 'sbom-tool-version'], []],
  ['the version of its tool', withMetadata({ tools: { components: [{ name: 'x' }] } }), ['sbom-tool-version'], []],
  ['its number', { ...cyclonedx, version: none }, ['sbom-version'], []],
  ['its serial number', { ...cyclonedx, serialNumber: none }, ['sbom-version'], ['sbom-uri']],
  ['a late version', { ...cyclonedx, specVersion: '1.5' }, [], ['format']],
  ['silence about flaws', { ...cyclonedx, vulnerabilities: [{ id: 'CVE-1' }] }, [], ['no-vulnerabilities']],
  ['dependencies', { ...cyclonedx, dependencies: [] }, ['component-dependency-relationship'], ['dependencies']],
  ['how complete they are', { ...cyclonedx, compositions: [] }, [], ['dependencies']],
  ['a producer', withLibrary(without('manufacturer')), ['component-producer'], ['component-creator']],
  ['a name', withLibrary(without('name')), ['component-name'], ['component-name']],
  ['a version', withLibrary(without('version')), ['component-version'], ['component-version']],
  ['a key', withLibrary(without('purl')), ['component-identifiers'], ['identifiers']],
  ['hashes', withLibrary(without('hashes')), ['component-hash-value', 'component-hash-algorithm'], ['hash']],
  ['a long hash', withLibrary({ ...library, hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }] }), [], ['hash']],
  ['licences', withLibrary(without('licenses')), ['component-licence'], ['distribution-licences']],
  [
    'that a licence is concluded',
    withLibrary({ ...library, licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }] }),
    [],
    ['distribution-licences'],
  ],
  ['properties', withLibrary(without('properties')), [], ['filename', 'executable', 'archive', 'structured']],
  [
    'components below others',
    withLibrary({ ...library, components: [{ ...library, name: none }] }),
    ['component-name'],
    ['component-name'],
  ],
];
for (const [what, document, cisa, bsi] of taken) {
  test(`without ${what}: ${[...cisa, ...bsi].join(', ')}`, () => {
    assert.deepEqual(failed(bytesOf(document), 'cisa-2026'), cisa);
    assert.deepEqual(failed(bytesOf(document), 'bsi-tr-03183-2'), bsi);
  });
}

test('that nothing is known keeps what CISA asks, is counted, and keeps nothing of the BSI’s', () => {
  const unknown = withLibrary({
    ...library,
    manufacturer: { name: 'NOASSERTION' },
    version: 'unknown',
    hashes: [{ alg: 'NOASSERTION', content: 'NOASSERTION' }],
    licenses: [{ license: { name: 'NOASSERTION', acknowledgement: 'concluded' } }],
  });
  const [cisa] = checkSbom(bytesOf(unknown), 'x', ['cisa-2026']).catalogues;
  assert.equal(cisa?.passes, true);
  const producer = cisa?.requirements.find(({ id }) => id === 'component-producer');
  assert.deepEqual(
    [producer?.state, producer?.components],
    ['unknown', { all: 2, missing: 0, unknown: 1, notAsked: 0 }],
  );
  assert.deepEqual(failed(bytesOf(unknown), 'bsi-tr-03183-2'), [
    'component-creator',
    'component-version',
    'distribution-licences',
    'hash',
  ]);
});

test('what says of itself that it is no file is not asked for a file, and what is said not to be known is said', () => {
  const bare = {
    type: 'library',
    'bom-ref': 'library',
    manufacturer: contact,
    name: 'library',
    version: '1.0.0',
    licenses: [{ license: { id: 'MIT', acknowledgement: 'concluded' } }],
    purl: 'pkg:deb/debian/library@1.0.0',
  };
  const own = (component: string, ...notKnown: readonly string[]): object => ({
    properties: [
      { name: 'seaworthy:component', value: component },
      { name: 'seaworthy:not-known', value: notKnown.join(' ') },
    ],
  });
  const ofFiles = ['filename', 'hash', 'executable', 'archive', 'structured'];
  assert.deepEqual(failed(bytesOf(withLibrary(bare)), 'bsi-tr-03183-2'), ofFiles);
  assert.deepEqual(failed(bytesOf(withLibrary({ ...bare, ...own('file') })), 'bsi-tr-03183-2'), ofFiles);
  for (const form of ['logical', 'part']) {
    const document = bytesOf(withLibrary({ ...bare, ...own(form, 'hash') }));
    assert.deepEqual(failed(document), []);
    const [, bsi] = checkSbom(document, 'x', []).catalogues;
    const hash = bsi?.requirements.find(({ id }) => id === 'hash');
    assert.deepEqual([hash?.state, hash?.components?.notAsked], ['pass', 1]);
  }
  // Silence about a hash is none that it is not known, and what is not known of one thing is not said of another.
  assert.deepEqual(failed(bytesOf(withLibrary({ ...bare, ...own('logical', 'licence') })), 'cisa-2026'), [
    'component-hash-value',
    'component-hash-algorithm',
  ]);
  const nobody = {
    ...cyclonedx,
    components: [],
    metadata: { ...metadata, component: { ...bare, ...own('logical', 'hash') } },
  };
  const [, bsi] = checkSbom(bytesOf(nobody), 'x', []).catalogues;
  assert.equal(bsi?.requirements.find(({ id }) => id === 'hash')?.state, 'not-applicable');
});

test('a list of nothing says nothing of any component', () => {
  const { component: _, ...rest } = metadata;
  const empty: Partial<Document> = { ...cyclonedx, components: [], metadata: rest as Document['metadata'] };
  assert.ok(failed(bytesOf(empty), 'cisa-2026').includes('component-name'));
  assert.ok(failed(bytesOf(empty), 'bsi-tr-03183-2').includes('component-name'));
});

const creationInfo = '_:c';
const element = (type: string, id: string, members: object): object => ({
  type,
  spdxId: `urn:x:${id}`,
  creationInfo,
  ...members,
});
const softwareFile = (id: string): object =>
  element('software_File', `file-${id}`, {
    name: `${id}.jar`,
    verifiedUsing: [{ type: 'Hash', algorithm: 'sha512', hashValue: sha512 }],
    software_additionalPurpose: ['executable', 'archive', 'container'],
  });
const softwarePackage = (id: string): object =>
  element('software_Package', id, {
    name: id,
    software_packageVersion: '1.0.0',
    software_packageUrl: `pkg:generic/${id}@1.0.0`,
    originatedBy: ['urn:x:maker'],
    verifiedUsing: [{ type: 'Hash', algorithm: 'sha512', hashValue: sha512 }],
  });
const relation = (from: string, relationshipType: string, ...to: readonly string[]): object =>
  element('Relationship', `${from}-${relationshipType}`, {
    from: `urn:x:${from}`,
    relationshipType,
    to: to.map((one) => `urn:x:${one}`),
    completeness: 'complete',
  });

const spdx3 = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    {
      type: 'CreationInfo',
      '@id': creationInfo,
      specVersion: '3.0.1',
      created: '2026-11-30T12:00:00Z',
      createdBy: ['urn:x:maker'],
      createdUsing: ['urn:x:tool'],
    },
    element('Organization', 'maker', {
      name: 'Example AG',
      externalIdentifier: [
        { type: 'ExternalIdentifier', externalIdentifierType: 'email', identifier: 'sbom@example.org' },
      ],
    }),
    element('Tool', 'tool', { name: 'tool-1.2' }),
    ...['app', 'library'].flatMap((id) => [
      softwarePackage(id),
      softwareFile(id),
      relation(id, 'hasDistributionArtifact', `file-${id}`),
      relation(id, 'hasConcludedLicense', 'mit'),
      relation(id, 'hasDeclaredLicense', 'mit'),
    ]),
    relation('app', 'dependsOn', 'library'),
    element('simplelicensing_LicenseExpression', 'mit', { simplelicensing_licenseExpression: 'MIT' }),
    element('software_Sbom', 'sbom', { rootElement: ['urn:x:app'], software_sbomType: ['build'] }),
    element('SpdxDocument', 'document', {
      rootElement: ['urn:x:sbom'],
      verifiedUsing: [{ type: 'Signature', algorithm: 'x', signatureValue: 'x' }],
    }),
  ],
};

test('SPDX 3 can keep all, but for a number that it has no place for', () => {
  assert.deepEqual(failed(bytesOf(spdx3)), []);
  const [cisa] = checkSbom(bytesOf(spdx3), 'x', ['cisa-2026']).catalogues;
  assert.equal(cisa?.requirements.find(({ id }) => id === 'sbom-version')?.state, 'not-applicable');
  const poor = { ...spdx3, '@graph': spdx3['@graph'].filter((one) => !JSON.stringify(one).includes(':mit"')) };
  assert.ok(failed(bytesOf(poor)).includes('distribution-licences'));
});

const spdx2 = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'x',
  documentNamespace: 'https://example.org/x',
  creationInfo: {
    created: '2026-11-30T12:00:00Z',
    creators: ['Organization: Example AG (sbom@example.org)', 'Tool: tool-1.2'],
    comment: 'build',
  },
  packages: ['app', 'library'].map((name) => ({
    SPDXID: `SPDXRef-${name}`,
    name,
    versionInfo: '1.0.0',
    packageFileName: `${name}.jar`,
    originator: 'Person: Mara (mara@example.org)',
    checksums: [{ algorithm: 'SHA512', checksumValue: sha512 }],
    licenseDeclared: 'MIT',
    licenseConcluded: 'MIT',
    externalRefs: [{ referenceType: 'purl', referenceLocator: `pkg:generic/${name}@1.0.0` }],
  })),
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-app' },
    { spdxElementId: 'SPDXRef-app', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-library' },
  ],
};

test('SPDX 2 keeps what CISA asks when it is signed, and cannot keep what the BSI asks', () => {
  assert.deepEqual(failed(bytesOf(spdx2), 'cisa-2026'), ['sbom-author-signature']);
  const statement = { _type: 'https://in-toto.io/Statement/v1', predicate: spdx2 };
  const envelope = {
    payloadType: 'application/vnd.in-toto+json',
    payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
    signatures: [{ sig: 'AA==' }],
  };
  assert.deepEqual(failed(bytesOf(envelope), 'cisa-2026'), []);
  assert.deepEqual(failed(bytesOf(spdx2), 'bsi-tr-03183-2'), [
    'format',
    'dependencies',
    'executable',
    'archive',
    'structured',
  ]);
});

test('the tag-value form says the same', () => {
  const text = [
    'SPDXVersion: SPDX-2.3',
    'SPDXID: SPDXRef-DOCUMENT',
    'DocumentNamespace: https://example.org/x',
    'Creator: Organization: Example AG (sbom@example.org)',
    'Creator: Tool: tool-1.2',
    'Created: 2026-11-30T12:00:00Z',
    'CreatorComment: <text>build</text>',
    'PackageName: app',
    'SPDXID: SPDXRef-app',
    'PackageVersion: 1.0.0',
    'PackageFileName: app.jar',
    'PackageOriginator: Person: Mara (mara@example.org)',
    `PackageChecksum: SHA512: ${sha512}`,
    'PackageLicenseDeclared: MIT',
    'PackageLicenseConcluded: MIT',
    'ExternalRef: PACKAGE-MANAGER purl pkg:generic/app@1.0.0',
    'Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app',
    'Relationship: SPDXRef-app CONTAINS NONE',
  ].join('\n');
  assert.deepEqual(failed(Buffer.from(text), 'cisa-2026'), ['sbom-author-signature']);
});

test('what no catalogue speaks of is refused', () => {
  assert.throws(() => checkSbom(Buffer.from('pkg:npm/a@1.0.0\n'), 'x', []), { code: 'E_FORMAT' });
  assert.throws(() => checkSbom(Buffer.from('{}'), 'x', []), { code: 'E_FORMAT' });
});
