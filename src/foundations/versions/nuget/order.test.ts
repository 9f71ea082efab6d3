import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { nuget } from './order.ts';

test('nuget: four numbers, missing ones are 0', () => {
  assertRelations(nuget, [
    ['1.0', '=', '1.0.0.0'],
    ['1.0', '<', '1.0.0.1'],
    ['1.01', '=', '1.1'],
    ['1.0.0.1-beta', '>', '1.0'],
  ]);
});

test('nuget: capital letters and build metadata mean nothing', () => {
  assertRelations(nuget, [
    ['1.0.0-BETA+a', '=', '1.0.0-beta+b'],
    ['1.0.0-beta', '<', '1.0.0+a'],
    ['1.0.0-beta.2', '<', '1.0.0-beta.10'],
    ['1.0.0-beta2', '>', '1.0.0-beta10'],
  ]);
});

test('nuget: the grammar', () => {
  assertGrammar(
    nuget,
    ['1', '1.0', '1.2.3.4', '01.0', '1.0.0-rc.1+x', '1.0.0-rc-1'],
    ['', '1.', '1.2.3.4.5', '1.0.0-', '1.0.0-a..b', 'v1.0', '1.0.0+a+b', '1.*', '$version$'],
  );
});
