import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAffected } from '../range.ts';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { alpm } from './order.ts';

test('alpm: letters at a number make it older, behind a separator newer', () => {
  assertRelations(alpm, [
    ['1.5b', '<', '1.5'],
    ['1.5', '<', '1.5.a'],
    ['1.5.a', '<', '1.5.1'],
    ['1..5', '>', '1.5'],
    ['1.0', '<', '0:1.1'],
    ['1:1.0-1', '>', '2.0-1'],
    [':1', '=', '1'],
  ]);
});

test('alpm: a version without release is older than the same with one, and as a bound it means all releases', () => {
  assertRelations(alpm, [['1.1', '<', '1.1-1']]);
  assert.equal(isAffected('1.1-3', { ranges: [{ fixed: '1.1' }], versions: [] }, alpm).affected, false);
  assert.equal(isAffected('1.1-3', { ranges: [{ lastAffected: '1.1' }], versions: [] }, alpm).affected, true);
  assert.equal(isAffected('1.1-1', { ranges: [{ fixed: '1.1-2' }], versions: [] }, alpm).affected, true);
  assert.equal(isAffected('1:1.1-2', { ranges: [{ fixed: '1:1.1-2' }], versions: [] }, alpm).affected, false);
});

test('alpm: separators at the end count before what would follow them', () => {
  assertRelations(alpm, [
    ['1.', '>', '1'],
    ['1.', '<', '1.1'],
    ['1.1', '<', '1..a'],
    ['1..a', '<', '1..'],
    ['1.', '<', '1..a'],
  ]);
});

test('alpm: the grammar', () => {
  assertGrammar(
    alpm,
    ['1', '1.0-1', '2:1.0rc1+g12-1.2', 'r1234.abc-1', '1_2~3^4'],
    ['', '-', '1-', '-1', 'a:1', ':1', '1-2-3', '1-a', '1/2-1', '1 0', '1.1.α'],
  );
});
