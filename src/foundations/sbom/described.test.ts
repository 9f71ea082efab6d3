import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined, isIncomplete } from '../../core/index.ts';
import { cdx, purlRef, read, spdxOf } from './testing/documents.ts';

const npm = 'pkg:npm/a@1';
const image = 'pkg:oci/a@sha256%3A00';

/** A package of SPDX, its purpose, its URL. */
type Listed = readonly [name: string, purpose?: string, purl?: string];
const packageOf = ([name, purpose, purl]: Listed): object => ({
  SPDXID: `SPDXRef-${name}`,
  name,
  ...defined({ primaryPackagePurpose: purpose }),
  ...(purl === undefined ? {} : purlRef(purl)),
});
const short = (names: readonly string[]): object => ({ documentDescribes: names.map((name) => `SPDXRef-${name}`) });
const long = (names: readonly string[]): object => ({
  relationships: names.map((name) => ({
    spdxElementId: 'SPDXRef-DOCUMENT',
    relationshipType: 'DESCRIBES',
    relatedSpdxElement: `SPDXRef-${name}`,
  })),
});
const lib: Listed = ['lib', 'LIBRARY', 'pkg:npm/lib@1'];

/** What is listed, what of it is described, the packages that can be looked up, and those that cannot. */
const described: readonly (readonly [string, readonly Listed[], readonly string[], string, string])[] = [
  ['the thing itself', [['app'], lib], ['app'], 'lib', ''],
  ['an image', [['web', 'CONTAINER'], lib], ['web'], 'lib', ''],
  ['an image with a URL of its own', [['web', 'CONTAINER', image], lib], ['web'], 'lib', ''],
  ['an image and what is in it', [['web', 'CONTAINER'], lib, ['ssl']], ['web', 'lib', 'ssl'], 'lib', 'ssl'],
  ['several without a URL', [['x'], ['y'], lib], ['x', 'y'], 'lib', 'x,y'],
  ['several images', [['x', 'CONTAINER'], ['y', 'CONTAINER'], lib], ['x', 'y'], 'lib', 'x,y'],
  ['a thing and another of its id', [['x'], ['x'], lib], ['x'], 'lib', 'x,x'],
  ['a package that can be looked up', [['a', 'APPLICATION', npm], lib], ['a'], 'a,lib', ''],
  ['an image that can be looked up', [['a', 'CONTAINER', npm], lib], ['a'], 'a,lib', ''],
  ['a system that can be looked up', [['a', 'OPERATING-SYSTEM', npm], lib], ['a'], 'a,lib', ''],
  ['nothing, beside an image that can be', [['a', 'CONTAINER', npm], lib], [], 'a,lib', ''],
  ['nothing, beside a system', [['a', 'OPERATING-SYSTEM'], lib], [], 'lib', ''],
];
for (const [name, packages, ids, judged, unknown] of described)
  for (const [form, say] of [
    ['documentDescribes', short],
    ['DESCRIBES', long],
  ] as const)
    test(`SPDX describes ${name} (${form})`, () => {
      const { inventory } = read(spdxOf(packages.map(packageOf), say(ids)));
      const [found, unfound] = [false, true].map((isGeneric) =>
        inventory.packages.filter(({ type }) => (type === 'generic') === isGeneric).map(({ name: of }) => of),
      );
      assert.equal(found?.join(), judged);
      assert.equal(unfound?.join(), unknown);
      assert.equal(isIncomplete(inventory.coverage), unknown !== '');
    });

test('what a package describes is not what the document is about', () => {
  const relationships = [
    { spdxElementId: 'SPDXRef-lib', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-ssl' },
  ];
  const { packages, coverage } = read(spdxOf([packageOf(lib), packageOf(['ssl'])], { relationships })).inventory;
  assert.equal(packages.length, 2);
  assert.ok(isIncomplete(coverage));
});

const component = { type: 'library', name: 'lib', version: '1', purl: 'pkg:npm/lib@1' };
/** The type and URL of a component, and whether it is judged. */
const components: readonly (readonly [string, string | undefined, boolean])[] = [
  ['application', npm, true],
  ['container', npm, true],
  ['operating-system', npm, true],
  ['application', undefined, false],
  ['container', undefined, false],
  ['container', image, false],
  ['operating-system', undefined, false],
];
for (const [type, purl, isJudged] of components)
  test(`CycloneDX is about ${type} ${purl}: ${isJudged ? 'judged' : 'no package'}`, () => {
    const about = { type, name: 'a', ...defined({ purl }), components: [component] };
    const { packages, coverage } = read(cdx([], { metadata: { component: about } })).inventory;
    assert.deepEqual(
      packages.map(({ name }) => name),
      isJudged ? ['a', 'lib'] : ['lib'],
    );
    assert.equal(isIncomplete(coverage), false);
  });

test('CycloneDX: a system that can be looked up is judged among components too', () => {
  const { packages } = read(cdx([{ type: 'operating-system', name: 'a', purl: npm }])).inventory;
  assert.equal(packages.length, 1);
});

test('CycloneDX: what it is about is told where its URL cannot be read', () => {
  const about = { type: 'application', name: 'a', purl: 'pkg:npm/%' };
  const { coverage } = read(cdx([component], { metadata: { component: about } })).inventory;
  assert.equal(coverage.unidentified.length, 1);
  assert.ok(isIncomplete(coverage));
});
