import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { gentoo } from './order.ts';

test('gentoo: a number that begins with 0 is a fraction, but for the first', () => {
  assertRelations(gentoo, [
    ['1.01', '<', '1.1'],
    ['1.01', '=', '1.010'],
    ['1.0', '<', '1.01'],
    ['01', '=', '1'],
    ['1.2', '<', '1.10'],
  ]);
});

test('gentoo: more numbers are newer than a letter or a suffix', () => {
  assertRelations(gentoo, [
    ['1', '<', '1.0'],
    ['1.2b', '<', '1.2.5'],
    ['1.2_p9', '<', '1.2.0'],
    ['1_rc1', '<', '1'],
    ['1', '<', '1_p'],
    ['1_p', '=', '1_p0'],
    ['1_p1_rc2', '<', '1_p1'],
    ['1-r0', '=', '1'],
  ]);
});

test('gentoo: what is no version is compared by its beginning', () => {
  assertRelations(gentoo, [
    ['1.0x1', '<', '1.1'],
    ['1.0.', '>', '1.0'],
    ['x', '<', '0'],
  ]);
});

test('gentoo: the grammar', () => {
  assertGrammar(
    gentoo,
    ['0', '1.2.3b_rc1_p2-r4', '20240101', '1_p', '007'],
    ['', 'a', '1.', '.1', '1ab', '1_foo1', '1-r', '1-1', '1.0-r1-r2', '1.0A'],
  );
});
