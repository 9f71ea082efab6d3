import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIncomplete } from '../../core/index.ts';
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
