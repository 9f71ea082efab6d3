import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { pub } from './order.ts';

test('pub: builds count, and come after their release', () => {
  assertRelations(pub, [
    ['1.0.0', '<', '1.0.0+1'],
    ['1.0.0+9', '<', '1.0.0+10'],
    ['1.0.0+900', '<', '1.0.0+a'],
    ['1.0.0-a+2', '<', '1.0.0'],
    ['1.0.0+1', '<', '1.0.0+1.0'],
  ]);
});

test('pub: the grammar', () => {
  assertGrammar(pub, ['1.2.3', '1.2.3-dev.1+4'], ['', '1.2', 'any', '^1.2.3', '1.2.3+']);
});
