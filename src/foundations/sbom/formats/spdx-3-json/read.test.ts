import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../../../core/index.ts';
import { read } from '../../testing/documents.ts';

const context = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
const digest = 'a'.repeat(64);
const purl = 'pkg:deb/debian/libssl3@3.0.17-1?arch=amd64&distro=debian-12&upstream=openssl';
const graph = (more: readonly unknown[] = []): readonly unknown[] => [
  { type: 'CreationInfo', '@id': '_:c', createdUsing: ['urn:tool'], specVersion: '3.0.1' },
  { type: 'Tool', spdxId: 'urn:tool', creationInfo: '_:c', name: 'example-1' },
  { type: 'SpdxDocument', spdxId: 'urn:d', creationInfo: '_:c', name: 'shop/web', rootElement: ['urn:s'] },
  { type: 'software_Sbom', spdxId: 'urn:s', rootElement: ['urn:image'] },
  {
    type: 'software_Package',
    spdxId: 'urn:image',
    name: 'shop/web',
    software_primaryPurpose: 'container',
    verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: digest }],
  },
  {
    type: 'software_Package',
    spdxId: 'urn:os',
    name: 'debian',
    software_packageVersion: '12',
    software_primaryPurpose: 'operatingSystem',
  },
  {
    type: 'software_Package',
    spdxId: 'urn:ssl',
    name: 'libssl3',
    software_packageVersion: '3.0.17-1',
    software_packageUrl: purl,
    externalIdentifier: [{ externalIdentifierType: 'packageUrl', identifier: purl }],
  },
  {
    type: 'software_Package',
    spdxId: 'urn:nginx',
    name: 'Nginx',
    externalIdentifier: [{ externalIdentifierType: 'cpe23', identifier: 'cpe:2.3:a:nginx:nginx:1.21.1' }],
  },
  { type: 'software_File', spdxId: 'urn:f', name: '/etc/passwd' },
  { type: 'Relationship', from: 'urn:nginx', relationshipType: 'dependsOn', to: ['urn:ssl', 'urn:gone'] },
  {
    type: 'LifecycleScopedRelationship',
    from: 'urn:ssl',
    relationshipType: 'dependsOn',
    to: ['https://spdx.org/rdf/3.0.1/terms/Core/NoneElement'],
  },
  {
    type: 'Relationship',
    from: 'urn:nginx',
    relationshipType: 'hasDeclaredLicense',
    to: ['https://spdx.org/licenses/BSD-2-Clause'],
  },
  { type: 'Relationship', from: 'urn:ssl', relationshipType: 'hasConcludedLicense', to: ['urn:l'] },
  {
    type: 'simplelicensing_LicenseExpression',
    spdxId: 'urn:l',
    simplelicensing_licenseExpression: 'LicenseRef-x',
    simplelicensing_customIdToUri: [{ type: 'DictionaryEntry', key: 'LicenseRef-x', value: 'urn:t' }],
  },
  { type: 'simplelicensing_SimpleLicensingText', spdxId: 'urn:t', simplelicensing_licenseText: 'do as you like' },
  ...more,
];

test('SPDX 3 of others: packages, the image, its distribution, licences and needs', () => {
  const { format, name, image, inventory } = read({ '@context': context, '@graph': graph() });
  assert.deepEqual([format, name, image?.digest], ['SPDX 3.0.1', 'shop/web', `sha256:${digest}`]);
  assert.deepEqual([inventory.distribution?.id, inventory.distribution?.version], ['debian', '12']);
  assert.deepEqual(
    inventory.packages.map((one) => [one.name, one.version, one.source?.name, one.licences, one.dependencies]),
    [
      ['libssl3', '3.0.17-1', 'openssl', ['do as you like'], []],
      ['Nginx', '1.21.1', undefined, ['BSD-2-Clause'], ['urn:ssl']],
    ],
  );
  assert.ok(inventory.coverage.problems.some(({ message }) => message === 'lists 1 files, which are no packages'));
});

test('SPDX 3: notes count where our own tool has made them, and are told where they cannot be read', () => {
  const note = (subject: string, statement: string): object => ({
    type: 'Annotation',
    subject,
    statement,
    creationInfo: '_:ours',
  });
  const tool = (name: string): readonly unknown[] => [
    { type: 'CreationInfo', '@id': '_:ours', createdUsing: ['urn:ours'] },
    { type: 'Tool', spdxId: 'urn:ours', name },
  ];
  const notes = [
    note('urn:ssl', '{"foundBy":"dpkg","id":"ssl","paths":["var/lib/dpkg/status"]}'),
    note('urn:image', '{"unidentified":{"path":"opt/tool","what":"executable (ELF)"}}'),
    note('urn:image', '{"problem":{"incomplete":true,"message":"gone","where":"a layer"}}'),
    note('urn:image', '{"layers":[]}'),
  ];
  const by = (name: string, more: readonly unknown[] = []) =>
    read({ '@context': [context], '@graph': graph([...tool(name), ...notes, ...more]) }).inventory;
  const ours = by('seaworthy-1.2.3');
  assert.equal(ours.packages[0]?.foundBy, 'dpkg');
  assert.equal(ours.coverage.unidentified.length, 1);
  assert.ok(ours.coverage.problems.some(({ message }) => message.includes('a layer: gone')));
  const theirs = by('other-1');
  assert.equal(theirs.packages[0]?.foundBy, 'sbom');
  assert.equal(theirs.coverage.unidentified.length, 0);
  assert.ok(isIncomplete(by('seaworthy-1', [note('urn:image', '{}')]).coverage));
});

test('SPDX 3: a graph of one element, and shapes that are none', () => {
  const one = {
    '@context': context,
    type: 'software_Package',
    spdxId: 'urn:a',
    name: 'a',
    software_packageUrl: 'pkg:npm/a@1',
  };
  assert.deepEqual(
    read(one).inventory.packages.map(({ purl: url }) => url),
    ['pkg:npm/a@1'],
  );
  const odd = [
    null,
    7,
    [],
    { type: 'Relationship', from: 7, to: 'x' },
    { type: 'SpdxDocument', rootElement: ['urn:loop'] },
    { spdxId: 'urn:loop', rootElement: ['urn:loop'] },
    { type: 'Annotation', subject: 'urn:loop', creationInfo: { createdUsing: 7 } },
  ];
  assert.ok(isIncomplete(read({ '@context': context, '@graph': odd }).inventory.coverage));
  for (const other of ['https://spdx.org/rdf/3.1/spdx-context.jsonld', 'https://example.com/', 7])
    assert.throws(() => read({ '@context': other, '@graph': [] }), { code: 'E_FORMAT' });
});

for (const type of [
  'software_Package',
  'ai_AIPackage',
  'dataset_DatasetPackage',
  ['software_Package'],
  ['acme_Thing', 'software:Package'],
  'software:Package',
  'https://spdx.org/rdf/3.0.1/terms/Software/Package',
  'https://spdx.org/rdf/3.0.1/terms/AI/AIPackage',
  'https://spdx.org/rdf/3.0.1/terms/Dataset/DatasetPackage',
])
  test(`SPDX 3: a package: ${JSON.stringify(type)}`, () => {
    const one = { type, spdxId: 'urn:a', name: 'a', software_packageUrl: 'pkg:npm/a@1' };
    const { packages, coverage } = read({ '@context': context, '@graph': [one] }).inventory;
    assert.deepEqual(
      packages.map(({ purl: url }) => url),
      ['pkg:npm/a@1'],
    );
    assert.equal(isIncomplete(coverage), false);
  });

test('SPDX 3: told as incomplete: a package URL of an unknown kind, and what stands in other documents', () => {
  const told = (more: unknown): string => {
    const { problems } = read({ '@context': context, '@graph': graph([more]) }).inventory.coverage;
    return problems.flatMap(({ message, incomplete }) => (incomplete ? message : [])).join('\n');
  };
  const stranger = { spdxId: 'urn:x', name: 'x', software_packageUrl: 'pkg:npm/x@1' };
  for (const type of ['acme_Package', 'https://example.com/Package', 7, undefined, []])
    assert.match(told({ ...stranger, type }), /1 element with a package URL, of a kind/);
  const imported = {
    type: 'SpdxDocument',
    spdxId: 'urn:e',
    import: [{ type: 'ExternalMap', externalSpdxId: 'urn:z' }],
  };
  assert.match(told(imported), /refers 1 time to other documents/);
  assert.doesNotMatch(told({ ...imported, import: [] }), /other documents|of a kind/);
});
