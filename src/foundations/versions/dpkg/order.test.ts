import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VersionRange } from '../../../core/index.ts';
import { isAffected } from '../range.ts';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { dpkg } from './order.ts';

test('dpkg: what it refuses is compared by the same rules', () => {
  assertRelations(dpkg, [
    // No number before the colon, so it is no epoch.
    ['a:1', '>', '1'],
    [':1', '=', '1'],
    ['1-', '=', '1'],
    ['', '=', '0'],
    ['é', '>', 'z'],
  ]);
});

test('dpkg: epochs and numbers of any length are exact', () => {
  const nines = '9'.repeat(400);
  assertRelations(dpkg, [
    [`${nines}:1`, '<', `1${nines}:1`],
    [`1-${nines}0`, '<', `1-${nines}1`],
  ]);
});

test('dpkg: the grammar', () => {
  assertGrammar(
    dpkg,
    ['1', '1.0-1', '1:1.0-1', '1:1:1-1', '1.0-1-2', '1.0~rc1+dfsg-1ubuntu1', '0-0'],
    ['', 'a1', ':1', 'a:1', '1:', '1:a', '1-', '1.0-1_2', '1.0_2-1', '1 ', '1-1:1'],
  );
});

/** Revisions of builds, and bounds with and without one. */
const bounds: readonly [version: string, range: VersionRange, affected: boolean][] = [
  ['5.7.44-3', { lastAffected: '5.7.44' }, true],
  ['5.7.44', { lastAffected: '5.7.44' }, true],
  ['5.7.45-0', { lastAffected: '5.7.44' }, false],
  ['1:5.7.44-3', { lastAffected: '5.7.44' }, false],
  ['11.2.2-0', { fixed: '11.2.2-1' }, true],
  ['11.2.2-1', { fixed: '11.2.2-1' }, false],
  ['11.2.2-3', { fixed: '11.2.2' }, false],
  ['11.2.1-3', { fixed: '11.2.2' }, true],
  ['2.0-1', { introduced: '2.0', fixed: '2.1' }, true],
  ['2.0-0~1', { introduced: '2.0', fixed: '2.1' }, true],
];
for (const [version, range, affected] of bounds) {
  test(`dpkg: ${version} and ${JSON.stringify(range)}`, () => {
    assert.equal(isAffected(version, { ranges: [range], versions: [] }, dpkg).affected, affected);
  });
}
