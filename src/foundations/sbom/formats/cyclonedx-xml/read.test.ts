import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read, readText } from '../../testing/documents.ts';

const xml = (version: string, prefix = ''): string => {
  const p = prefix === '' ? '' : `${prefix}:`;
  const of = prefix === '' ? '' : `:${prefix}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<${p}bom xmlns${of}="http://cyclonedx.org/schema/bom/${version}" serialNumber="urn:uuid:1" version="1">
  <${p}metadata>
    <${p}component type="container" bom-ref="image"><${p}name>shop/web</${p}name><${p}version>sha256:${'a'.repeat(64)}</${p}version></${p}component>
    <${p}properties><${p}property name="seaworthy:unidentified:/opt/tool">executable (ELF)</${p}property></${p}properties>
  </${p}metadata>
  <${p}components>
    <${p}component type="operating-system"><${p}name>debian</${p}name><${p}version>12</${p}version></${p}component>
    <${p}component type="library" bom-ref="ssl">
      <${p}name><![CDATA[libssl3]]></${p}name>
      <${p}version> 3.0.17-1 </${p}version>
      <${p}licenses><${p}license><${p}id>Apache-2.0</${p}id></${p}license><${p}license><${p}name>a &amp; b</${p}name></${p}license></${p}licenses>
      <${p}purl>pkg:deb/debian/libssl3@3.0.17-1?arch=amd64</${p}purl>
      <${p}components>
        <${p}component type="library" bom-ref="lib">
          <${p}group>@scope</${p}group><${p}name>lib</${p}name>
          <${p}purl>pkg:npm/%40scope/lib@1.0.0</${p}purl>
          <${p}licenses><${p}expression>MIT OR 0BSD</${p}expression></${p}licenses>
          <${p}evidence><${p}occurrences><${p}occurrence><${p}location>/app/lib</${p}location></${p}occurrence></${p}occurrences></${p}evidence>
        </${p}component>
      </${p}components>
      <${p}properties>
        <${p}property name="aquasecurity:trivy:SrcName">openssl</${p}property>
        <${p}property name="aquasecurity:trivy:SrcVersion">3.0.17-1</${p}property>
      </${p}properties>
    </${p}component>
    <${p}component type="application"><${p}name>Nginx</${p}name><${p}cpe>cpe:2.3:a:nginx:nginx:1.21.1</${p}cpe></${p}component>
  </${p}components>
  <${p}dependencies><${p}dependency ref="lib"><${p}dependency ref="ssl"/></${p}dependency><${p}dependency ref="ssl"/></${p}dependencies>
  <${p}compositions><${p}composition><${p}aggregate>incomplete</${p}aggregate></${p}composition></${p}compositions>
</${p}bom>`;
};

/** The same in JSON form. */
const json = (specVersion: string): object => ({
  bomFormat: 'CycloneDX',
  specVersion,
  metadata: {
    component: { type: 'container', 'bom-ref': 'image', name: 'shop/web', version: `sha256:${'a'.repeat(64)}` },
    properties: [{ name: 'seaworthy:unidentified:/opt/tool', value: 'executable (ELF)' }],
  },
  components: [
    { type: 'operating-system', name: 'debian', version: '12' },
    {
      type: 'library',
      'bom-ref': 'ssl',
      name: 'libssl3',
      version: '3.0.17-1',
      licenses: [{ license: { id: 'Apache-2.0' } }, { license: { name: 'a & b' } }],
      purl: 'pkg:deb/debian/libssl3@3.0.17-1?arch=amd64',
      components: [
        {
          type: 'library',
          'bom-ref': 'lib',
          group: '@scope',
          name: 'lib',
          purl: 'pkg:npm/%40scope/lib@1.0.0',
          licenses: [{ expression: 'MIT OR 0BSD' }],
          evidence: { occurrences: [{ location: '/app/lib' }] },
        },
      ],
      properties: [
        { name: 'aquasecurity:trivy:SrcName', value: 'openssl' },
        { name: 'aquasecurity:trivy:SrcVersion', value: '3.0.17-1' },
      ],
    },
    { type: 'application', name: 'Nginx', cpe: 'cpe:2.3:a:nginx:nginx:1.21.1' },
  ],
  dependencies: [{ ref: 'lib', dependsOn: ['ssl'] }, { ref: 'ssl' }],
  compositions: [{ aggregate: 'incomplete' }],
});

for (const version of ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])
  for (const prefix of ['', 'b'])
    test(`CycloneDX ${version} says in XML${prefix === '' ? '' : ' with a prefix'} what it says in JSON`, () => {
      const found = readText(xml(version, prefix));
      assert.deepEqual(found, read(json(version)));
      assert.deepEqual(
        found.inventory.packages.map(({ name }) => name),
        ['libssl3', 'Nginx', '@scope/lib'],
      );
      assert.equal(found.inventory.packages[2]?.dependencies?.[0], 'ssl');
      assert.equal(found.image?.digest, `sha256:${'a'.repeat(64)}`);
    });

for (const [what, text] of [
  ['another version', xml('1.1')],
  ['no namespace', '<bom version="1"/>'],
  ['another root', '<project xmlns="http://cyclonedx.org/schema/bom/1.4"/>'],
  ['a namespace of another prefix', '<bom xmlns:x="http://cyclonedx.org/schema/bom/1.4"/>'],
  ['RDF', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'],
] as const)
  test(`CycloneDX in XML: refused: ${what}`, () => {
    assert.throws(() => readText(text), { code: 'E_FORMAT' });
  });

test('CycloneDX in XML: what stands in a second wrapper of a name is read too', () => {
  const one = (name: string, more = ''): string =>
    `<component type="library" bom-ref="${name}"><name>${name}</name>${more}<purl>pkg:npm/${name}@1</purl></component>`;
  const licence = (id: string): string => `<licenses><license><id>${id}</id></license></licenses>`;
  const lists = [one('a', licence('MIT') + licence('0BSD')), one('b')].map(
    (list) => `<components>${list}</components>`,
  );
  const needs = ['<dependency ref="a"><dependency ref="b"/></dependency>', '<dependency ref="b"/>'];
  const graph = needs.map((list) => `<dependencies>${list}</dependencies>`);
  const { packages } = readText(
    `<bom xmlns="http://cyclonedx.org/schema/bom/1.6">${[...lists, ...graph].join('')}</bom>`,
  ).inventory;
  assert.deepEqual(
    packages.map(({ name, licences, dependencies }) => [name, licences, dependencies]),
    [
      ['a', ['MIT', '0BSD'], ['b']],
      ['b', [], []],
    ],
  );
});
