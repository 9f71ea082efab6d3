import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { conan } from './order.ts';

test('conan: an item with a word counts by its number first, so that the order is one', () => {
  assertRelations(conan, [
    ['2', '<', '10'],
    ['1a', '<', '2'],
    ['1a', '<', '10'],
    ['1.1.a', '>', '1.1.2'],
    ['1.1.1w', '>', '1.1.1v'],
  ]);
});

test('conan: a build counts, a pre-release is before its release', () => {
  assertRelations(conan, [
    ['1.0', '<', '1.0+1'],
    ['1.0-a', '<', '1.0'],
    ['1.0-a', '<', '1.0-a+1'],
    ['1.0+1', '=', '1.0.0+1.0'],
    ['cci.20240101', '<', '0'],
  ]);
});

test('conan: the grammar', () => {
  assertGrammar(conan, ['1', '1.1.1w', '1.0-pre+b', '2024_01'], ['', 'a', '1.', '1..2', '1 0', '[>1]', 'cci.2024']);
});
