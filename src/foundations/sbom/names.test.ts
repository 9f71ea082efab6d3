import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../core/index.ts';
import { Contents } from './contents.ts';
import { cdx, purlRef, read, spdxOf } from './testing/documents.ts';

/** A purl as it is written, the name and the purl that are judged, and whether that is told. */
const cases: readonly (readonly [written: string, name: string, purl: string, isTold: boolean])[] = [
  ['pkg:npm/lodash@1', 'lodash', 'pkg:npm/lodash@1', false],
  ['pkg:NPM/lodash@1', 'lodash', 'pkg:npm/lodash@1', false],
  ['PKG:npm/lodash@1', 'lodash', 'pkg:npm/lodash@1', false],
  ['pkg://npm/lodash@1', 'lodash', 'pkg:npm/lodash@1', false],
  ['pkg:npm//lodash/@1', 'lodash', 'pkg:npm/lodash@1', false],
  ['pkg:npm/l%6Fdash@1', 'lodash', 'pkg:npm/lodash@1', false],
  ['pkg:npm/@scope/a@1', '@scope/a', 'pkg:npm/%40scope/a@1', false],
  ['pkg:NPM/JSONStream@1', 'JSONStream', 'pkg:npm/JSONStream@1', false],
  ['pkg:deb/Debian/bash@1?upstream=bash', 'bash', 'pkg:deb/debian/bash@1?upstream=bash', false],
  ['pkg:deb/debian/Bash@1?upstream=bash', 'bash', 'pkg:deb/debian/bash@1?upstream=bash', true],
  ['pkg:maven/Org.A/B@1', 'Org.A:B', 'pkg:maven/Org.A/B@1', false],
];
for (const [written, name, purl, isTold] of cases)
  for (const [format, document] of [
    ['CycloneDX', cdx([{ type: 'library', name: 'x', purl: written }])],
    ['SPDX', spdxOf([{ name: 'x', ...purlRef(written) }])],
  ] as const)
    test(`${format}: ${written} is judged as ${name}${isTold ? ', and told' : ''}`, () => {
      const { packages, coverage } = read(document).inventory;
      assert.deepEqual(
        packages.map((one) => [one.name, one.purl]),
        [[name, purl]],
      );
      assert.equal(isIncomplete(coverage), isTold, JSON.stringify(coverage.problems));
    });

test('the source of a package is spelt as its kind spells names', () => {
  const sourceOf = (purl: string) =>
    read(cdx([{ type: 'library', name: 'x', purl }])).inventory.packages.map(({ source }) => source?.name);
  assert.deepEqual(sourceOf('pkg:deb/debian/Bash@1?upstream=BASH'), ['bash']);
  assert.deepEqual(sourceOf('pkg:deb/debian/libssl3@1?upstream=OpenSSL%403.0'), ['openssl']);
  assert.deepEqual(sourceOf('pkg:rpm/fedora/perl-DBI@1-1?upstream=perl-DBI-1-1.src.rpm'), ['perl-DBI']);
});

/** Names that nobody can publish: what is looked up by them is looked up in vain, and that is no answer. */
const impossible: readonly (readonly [purl: string, why: RegExp])[] = [
  ['pkg:maven/log4j-core@2.14.0', /names of maven have a namespace/],
  ['pkg:composer/http-kernel@4.0.0', /names of composer have a namespace/],
  ['pkg:pypi/ns/django@2.0', /names of pypi have no namespace/],
  ['pkg:npm/lodash%20@1.0.0', /no such characters/],
  ['pkg:npm/lodash%E2%80%8B@1.0.0', /no such characters/],
  ['pkg:npm/lodash%00@1.0.0', /no such characters/],
  ['pkg:npm/%2E%2E/lodash@1.0.0', /no path/],
];
for (const [purl, why] of impossible) {
  test(`nobody publishes ${purl}`, () => {
    const contents = new Contents('x', {
      kindOf: (type) => ({
        isSystem: false,
        ...(type === 'npm' ? {} : { namespace: type === 'pypi' ? 'none' : 'required' }),
      }),
    });
    contents.add({ name: 'x', purl, what: 'library', licences: [], paths: [] });
    const { problems } = contents.inventory().coverage;
    assert.ok(
      problems.some(({ message, incomplete }) => incomplete && why.test(message)),
      JSON.stringify(problems),
    );
  });
}
