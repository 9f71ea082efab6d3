import { test } from 'node:test';
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
