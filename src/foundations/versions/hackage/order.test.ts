import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { hackage } from './order.ts';

test('hackage: lists of numbers, of which the longer one is newer; tags do not count', () => {
  assertRelations(hackage, [
    ['1.0', '<', '1.0.0'],
    ['1.10', '>', '1.9.9'],
    ['1.0-foo', '=', '1.0'],
    ['foo', '<', '0'],
  ]);
});

test('hackage: the grammar', () => {
  assertGrammar(hackage, ['1', '0.1.2.3.4'], ['', '1.', '.1', '1..2', '1a', '1.0-foo']);
});
