import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { rpm } from './order.ts';

test('rpm: a version without release is older than the same with one', () => {
  assertRelations(rpm, [
    ['1.0', '<', '1.0-1'],
    ['1.0', '<', '1.0-'],
    ['1.1', '>', '1.0-1'],
    ['1:1.0', '>', '2.0-1'],
  ]);
});

test('rpm: a text with more than one dash has no release', () => {
  assertRelations(rpm, [
    ['1-2-3', '=', '1.2.3'],
    ['1-2-3', '<', '1.2.3-1'],
  ]);
});

test('rpm: numbers of any length are exact', () => {
  const nines = '9'.repeat(400);
  assertRelations(rpm, [
    [`${nines}:1`, '<', `1${nines}:1`],
    [`1-${nines}0`, '<', `1-${nines}1`],
  ]);
});

test('rpm: the grammar', () => {
  assertGrammar(
    rpm,
    ['1', '1.0-1.el9', '2:1.0~rc1^git2-0.1', '1_2+3'],
    ['', '-', '1-', '-1', '1:', 'a:1', ':1', '1-2-3', '1.0-1:2', '1 0', '1.1.α'],
  );
});
