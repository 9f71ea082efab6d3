import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VersionRange } from '../../../src/core/index.ts';
import { isOutside } from './apart.ts';

const cases: readonly (readonly [version: string, ranges: readonly VersionRange[], outside: boolean])[] = [
  ['1.41.0-r0', [{ fixed: '1.41.0-r0' }], true],
  ['1.41.0-r0', [{ fixed: '1.41.0-r1' }], false],
  ['1.10', [{ fixed: '1.9' }], true],
  ['1.9', [{ fixed: '1.10' }], false],
  ['3.2.3.1', [{ fixed: '3.1.9.1' }, { introduced: '3.2.0', fixed: '3.2.3.1' }], true],
  ['3.2.3', [{ fixed: '3.1.9.1' }, { introduced: '3.2.0', fixed: '3.2.3.1' }], false],
  ['1.0', [{ introduced: '1.1' }], true],
  ['1.0', [{ lastAffected: '0.9' }], false],
  // What says nothing of versions, or what only an order of versions could compare, is no word against a label.
  ['1.0', [], false],
  ['1.0', [{}], false],
  ['1.0rc1', [{ fixed: '0.9' }], false],
  ['1.0', [{ fixed: '0.9_beta' }], false],
];

test('a record says otherwise than a label only where plain numbers are at or after each fix', () => {
  for (const [version, ranges, outside] of cases)
    assert.equal(isOutside(version, ranges), outside, `${version} ${JSON.stringify(ranges)}`);
});
