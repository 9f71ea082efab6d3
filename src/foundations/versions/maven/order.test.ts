import { test } from 'node:test';
import { assertGrammar, assertRelations, assertTotalOrder } from '../testing/order-laws.ts';
import { maven } from './order.ts';

test('maven: what means nothing does not count at the end and before a dash', () => {
  assertRelations(maven, [
    ['1', '=', '1.0.0'],
    ['1', '=', '1.0-ga'],
    ['1', '=', '1.0.0.Final'],
    ['1', '=', '1.RELEASE'],
    ['1-foo', '=', '1.0.0-foo.0.0'],
    ['1.0.1', '>', '1'],
    ['1-0.1', '>', '1'],
  ]);
});

test('maven: words before the release, after it, and by the alphabet', () => {
  assertRelations(maven, [
    ['1-alpha', '<', '1-beta'],
    ['1-beta', '<', '1-milestone'],
    ['1-milestone', '<', '1-rc'],
    ['1-rc', '=', '1-CR'],
    ['1-rc', '<', '1-SNAPSHOT'],
    ['1-SNAPSHOT', '<', '1'],
    ['1', '<', '1-sp'],
    ['1-sp', '<', '1-abc'],
    ['1-abc', '<', '1-xyz'],
    ['1-xyz', '<', '1-1'],
    ['1-1', '<', '1.1'],
  ]);
});

test('maven: a letter is short for a word only where a digit follows at once', () => {
  assertRelations(maven, [
    ['1a1', '=', '1-alpha-1'],
    ['1m3', '=', '1Milestone3'],
    ['1a', '>', '1'],
    ['1-a-1', '>', '1'],
  ]);
});

test('maven: an order where the tool has none, and for words after a dot', () => {
  assertTotalOrder(maven, ['2.0.0.alpha', '2', '2-1', '2-sp', '2.0.alpha', '2-alpha', '2.0.1', '2.0.0.a']);
  assertTotalOrder(maven, ['1final-beta', '1', '1_2_']);
  assertRelations(maven, [
    ['2.0.0.alpha', '<', '2'],
    ['2.0.0.RC1', '<', '2.0.0.Final'],
    ['2-1', '<', '2.0.0.a'],
  ]);
});

test('maven: the grammar', () => {
  assertGrammar(
    maven,
    ['1', '1.0', '1.0-SNAPSHOT', '31.1-jre', 'r03', 'Finchley.SR2', '1.0+build.5', '2.10.0-M1_x'],
    ['RELEASE', '$' + '{project.version}', '[1,2)', '1.0 ', '1/2', '-1', '.1', ''],
  );
});
