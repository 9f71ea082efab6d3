import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { cpan } from './order.ts';

test('cpan: decimal versions are fractions, dotted ones are lists', () => {
  assertRelations(cpan, [
    ['1.10', '<', '1.9'],
    ['1.2', '=', 'v1.200'],
    ['v1.10', '>', 'v1.9'],
    ['1.2.10', '>', '1.2.9'],
    ['1.02_03', '=', '1.0203'],
    ['5.036003', '=', 'v5.36.3'],
    ['undef', '<', '0'],
  ]);
});

test('cpan: the grammar', () => {
  assertGrammar(
    cpan,
    ['1', '1.02', '.5', 'v1', 'v1.2.3', '1.2.3', '1.02_03'],
    ['', 'a', '1.', '1..2', 'v', '1_', '1 0'],
  );
});
