import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { nix } from './order.ts';

test('nix: `pre` is oldest, words are older than numbers, an end is an empty word', () => {
  assertRelations(nix, [
    ['1.0pre', '<', '1.0'],
    ['1.0', '<', '1.0a'],
    ['1.0a', '<', '1.0.1'],
    ['1.0pre2', '>', '1.0pre1'],
    ['1.0-', '=', '1.0'],
    ['1-0', '=', '1.0'],
    ['1.01', '=', '1.1'],
  ]);
});

test('nix: the grammar', () => {
  assertGrammar(nix, ['1', '2.3.1', '1.0pre-rc1', 'unstable-2024-01-01', '3.2+git'], ['', '1 0', 'a/b', 'ä', '1:2']);
});
