import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAffected } from '../range.ts';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { composer } from './order.ts';

test('composer: words are stabilities, in the letters that PHP knows', () => {
  assertRelations(composer, [
    ['1.0.0-dev', '<', '1.0.0-alpha1'],
    ['1.0.0-alpha1', '<', '1.0.0b1'],
    ['1.0.0b1', '<', '1.0.0-RC1'],
    ['1.0.0-RC1', '<', '1.0.0'],
    ['1.0.0', '<', '1.0.0-p1'],
    ['1.0.0foo', '<', '1.0.0-dev'],
    ['1.0.0-BETA.1', '<', '1.0.0-ALPHA.2'],
  ]);
});

test('composer: builds do not count, and branches are after all that comes from them', () => {
  assertRelations(composer, [
    ['1.0.0+a', '=', 'v1.0.0'],
    ['2.x-dev', '>', '2.99.99'],
    ['2.x-dev', '<', '3.0.0-dev'],
    ['2.1.x-dev', '<', '2.x-dev'],
    ['dev-main', '>', '2024.1'],
    ['nonsense', '<', '0'],
  ]);
});

/* What decides about a package is how Composer reads it: filled up to four numbers. */
const bounds: readonly (readonly [version: string, fixed: string, isAffected: boolean])[] = [
  ['4.4', '4.4.0', false],
  ['4.4.0', '4.4', false],
  ['4.4.0.0', '4.4', false],
  ['4.4', '4.4.0.1', true],
  ['4.4.0-beta1', '4.4', true],
  ['4.4-beta1', '4.4.0', true],
  ['4.4-BETA2', '4.4.0-beta1', false],
  ['4.4.1', '4.4', false],
  ['4.3.9', '4.4', true],
  ['4.x-dev', '4.4.0', false],
];
for (const [version, fixed, affected] of bounds) {
  test(`composer: ${version} ${affected ? 'is' : 'is not'} before ${fixed}`, () => {
    assert.equal(isAffected(version, { ranges: [{ fixed }], versions: [] }, composer).affected, affected);
  });
}

test('composer: the grammar', () => {
  assertGrammar(
    composer,
    ['1', 'v1.0', '1.2.3.4', '1.0.0-beta.2.1', '1.0rc1', '1.0.0-RC1-dev', '1.x-dev', '20240101', '2010-01-02', '1.0+b'],
    ['', 'a', 'dev-main', '1.2.3.4.5', '1.0.0foo', '1.0.0b2.post1', '1.0 2', '-1'],
  );
});
