import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { pep440 } from './order.ts';

test('pep440: spellings of one version', () => {
  assertRelations(pep440, [
    ['1.0', '=', 'v1.0.0'],
    ['1.0ALPHA1', '=', '1.0-a.1'],
    ['1.0.preview', '=', '1.0rc0'],
    ['1.0-1', '=', '1.0.post1'],
    ['1.0+Ubuntu-1', '=', '1.0+ubuntu.1'],
    ['0!1.0', '=', '1.0'],
  ]);
});

test('pep440: a version from before PEP 440 is older than all of it', () => {
  assertRelations(pep440, [
    ['2004d-x', '<', '0.0.dev0'],
    ['foo', '<', '0.0.dev0'],
    ['', '<', '0.0.dev0'],
    ['foo-2', '<', 'foo-10'],
    ['foo-20240101000000', '<', 'foo-20240101000001'],
    // Not a name that every object has.
    ['1.0-constructor-x', '<', '1.0-constructor-y'],
  ]);
});

test('pep440: numbers of any length are exact', () => {
  const nines = '9'.repeat(400);
  assertRelations(pep440, [
    [`${nines}!1`, '<', `1${nines}!1`],
    [`1.0.dev${nines}0`, '<', `1.0.dev${nines}1`],
    [`1.0+${nines}0`, '<', `1.0+${nines}1`],
    [`foo-${nines}0`, '<', `foo-${nines}1`],
  ]);
});

test('pep440: the grammar', () => {
  assertGrammar(
    pep440,
    ['1', ' 1.0 ', 'v1.0', '1!2.0a1.post2.dev3+local.4', '1.0-1', '1.0a', '1.0a.', '1.0.dev', '1.0RC1'],
    [
      '',
      'a',
      '1.',
      '.1',
      '1..0',
      '1!',
      '1.0+',
      '1.0+a+b',
      '1.0+a..b',
      '1.0-',
      '1.0foo',
      '1.0.dev1.post1',
      '1.0.dev1a1',
      '1 .0',
      'vv1',
    ],
  );
});
