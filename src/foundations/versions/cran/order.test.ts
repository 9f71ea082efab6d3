import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { cran } from './order.ts';

test('cran: dots and dashes mean the same, and a longer version is newer', () => {
  assertRelations(cran, [
    ['1.8-1', '=', '1.8.1'],
    ['1.8', '<', '1.8.0'],
    ['1.10', '>', '1.9-9'],
    ['unknown', '<', '0.0'],
    [`1.${'9'.repeat(400)}`, '<', `1.1${'0'.repeat(400)}`],
  ]);
});

test('cran: the grammar', () => {
  assertGrammar(cran, ['0.1', '1-2', '1.2-3.4'], ['', '1', '1.', '1..2', '1.a', '1 2', '.1']);
});
