import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../core/index.ts';
import { cdx, purlRef, read, spdxOf } from './testing/documents.ts';

/** What stands beside a purl, the version that is judged, and whether both agree. */
const cases: readonly (readonly [said: string | undefined, purl: string, judged: string, agree: boolean])[] = [
  ['4.17.15', 'pkg:npm/lodash@4.17.15', '4.17.15', true],
  ['4.17.15', 'pkg:npm/lodash', '4.17.15', true],
  [undefined, 'pkg:npm/lodash@4.17.15', '4.17.15', true],
  ['', 'pkg:npm/lodash@4.17.15', '4.17.15', true],
  ['99.0.0', 'pkg:npm/lodash@4.17.15', '4.17.15', false],
  ['4.17.1', 'pkg:npm/lodash@4.17.15', '4.17.15', false],
  ['4.17', 'pkg:npm/lodash@4.17-rc', '4.17-rc', false],
  ['v1.2.3', 'pkg:golang/github.com/a/b@1.2.3', 'v1.2.3', true],
  ['go1.22.0', 'pkg:golang/stdlib@1.22.0', 'go1.22.0', true],
  ['v1.2.4', 'pkg:golang/github.com/a/b@v1.2.3', 'v1.2.3', false],
  ['1.0-rc1', 'pkg:maven/a/b@1.0-RC1', '1.0-rc1', true],
  ['1.0+b', 'pkg:npm/a@1.0%2Bb', '1.0+b', true],
  ['1:1.2-1', 'pkg:deb/debian/a@1.2-1?epoch=1&upstream=a', '1:1.2-1', true],
  ['99:1.2-1', 'pkg:deb/debian/a@1.2-1?upstream=a', '1.2-1', false],
  ['1.2-1', 'pkg:deb/debian/a@1:1.2-1?upstream=a', '1:1.2-1', true],
  ['2:1.2-1', 'pkg:deb/debian/a@1:1.2-1?upstream=a', '1:1.2-1', false],
  ['1.2', 'pkg:deb/debian/a@1.2-1?upstream=a', '1.2-1', true],
  ['9.9', 'pkg:rpm/redhat/a@1.2-1?epoch=1&upstream=a-1.2-1.src.rpm', '1:1.2-1', false],
  ['0:1.2-1', 'pkg:rpm/redhat/a@1.2-1?epoch=1&upstream=a-1.2-1.src.rpm', '1:1.2-1', false],
  ['1.2-1', 'pkg:rpm/redhat/a@1.2-1?epoch=1&upstream=a-1.2-1.src.rpm', '1:1.2-1', true],
  ['0:1.2-1', 'pkg:rpm/redhat/a@1.2-1?upstream=a-1.2-1.src.rpm', '0:1.2-1', true],
];
for (const [said, purl, judged, agree] of cases) {
  const documents = {
    CycloneDX: cdx([{ type: 'library', name: 'a', version: said, purl }]),
    'CycloneDX that says it is ours': cdx([
      { type: 'library', name: 'a', version: said, purl, properties: [{ name: 'seaworthy:found-by', value: 'x' }] },
    ]),
    SPDX: spdxOf([{ name: 'a', versionInfo: said, ...purlRef(purl) }]),
  };
  for (const [format, document] of Object.entries(documents))
    test(`${format}: version ${said} beside ${purl}: ${judged} is judged${agree ? '' : ', and told'}`, () => {
      const { packages, coverage } = read(document).inventory;
      assert.deepEqual(
        packages.map(({ version }) => version),
        [judged],
      );
      assert.equal(isIncomplete(coverage), !agree, JSON.stringify(coverage.problems));
    });
}

for (const nothing of ['NOASSERTION', 'NONE'])
  test(`SPDX: a version of ${nothing} is none`, () => {
    const { packages } = read(spdxOf([{ name: 'a', versionInfo: nothing, ...purlRef('pkg:npm/a@1') }])).inventory;
    assert.equal(packages[0]?.version, '1');
  });
