import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { gem } from './order.ts';

test('gem: zeros at the end, and before the first word, do not count', () => {
  assertRelations(gem, [
    ['1.0.0', '=', '1'],
    ['1.0.a', '=', '1.a'],
    ['1.a.0', '=', '1.a'],
    ['', '=', '0'],
    ['1.0.0.1', '>', '1'],
  ]);
});

test('gem: a word makes a pre-release', () => {
  assertRelations(gem, [
    ['1beta', '<', '1'],
    ['1.0.0-rc1', '=', '1.0.0.pre.rc1'],
    ['1.a', '<', '1.0'],
    ['1.A', '<', '1.a'],
  ]);
});

test('gem: numbers of any length are exact', () => {
  const nines = '9'.repeat(400);
  assertRelations(gem, [[`1.b${nines}0`, '<', `1.b${nines}1`]]);
});

test('gem: the grammar', () => {
  assertGrammar(
    gem,
    ['', '1', ' 1.0 ', '1.0.rc1', '1.0.0-x86-1', '1.a.B'],
    ['a', '1.', '.1', '1..0', '1_0', '1.0-', '1+2', '1 0'],
  );
});
