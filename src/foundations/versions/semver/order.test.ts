import { test } from 'node:test';
import { assertGrammar, assertRelations } from '../testing/order-laws.ts';
import { semver } from './order.ts';

test('semver: the spellings of registries are tolerated', () => {
  assertRelations(semver, [
    ['v1.2.3', '=', '1.2.3'],
    ['=v1.2.3', '=', '1.2.3'],
    ['1', '=', '1.0.0'],
    ['1.2', '<', '1.2.1'],
    ['1.2.3.4', '>', '1.2.3'],
    ['1.2.3.0', '=', '1.2.3'],
    ['01.2.3', '=', '1.2.3'],
    ['1.2.3beta', '=', '1.2.3-beta'],
    ['1.2.x', '<', '1.2.0'],
    ['1.0.0-', '<', '1.0.0'],
    ['latest', '<', '0.0.0-0'],
    ['', '<', '0.0.0-0'],
  ]);
});

test('semver: numbers of any length are exact, also in pre-releases', () => {
  const nines = '9'.repeat(400);
  assertRelations(semver, [
    [`${nines}.0.0`, '<', `1${nines}.0.0`],
    [`1.0.0-${nines}0`, '<', `1.0.0-${nines}1`],
    ['1.0.0-18446744073709551615', '<', '1.0.0-18446744073709551616'],
  ]);
});

test('semver: the grammar', () => {
  assertGrammar(
    semver,
    ['0.0.0', '1.2.3', 'v1.2.3', '1.0.0-alpha.1', '1.0.0-x-y-z.-', '1.0.0-0a', '1.0.0+001', '1.0.0-rc.1+build.5'],
    [
      '',
      '1',
      '1.2',
      '1.2.3.4',
      '01.2.3',
      '1.0.0-',
      '1.0.0-01',
      '1.0.0-a..b',
      '1.0.0+',
      '1.2.x',
      '=1.2.3',
      ' 1.2.3',
      '1.2.3 ',
    ],
  );
});
