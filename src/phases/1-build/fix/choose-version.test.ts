import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseVersion, isBreaking } from './index.ts';

const cases: readonly (readonly [string, string, readonly (readonly string[])[], string | undefined])[] = [
  ['1.2.0', 'semver', [['1.2.5', '2.0.1']], '1.2.5'],
  ['1.2.0', 'semver', [['1.2.5'], ['1.3.0']], '1.3.0'],
  ['1.2.0', 'semver', [['1.2.5'], ['2.0.0']], '2.0.0'],
  ['1.2.0', 'semver', [['1.3.0-rc.1', '1.3.0']], '1.3.0'],
  ['1.2.0', 'semver', [['1.1.9', '1.2.0']], undefined],
  ['1.2.0', 'semver', [['1.2.5'], []], undefined],
  ['1.2.0', 'semver', [['1.2.5"', '1.2.6']], '1.2.6'],
  ['v0.16.0', 'go', [['0.17.0']], 'v0.17.0'],
  ['4.2.1', 'pep440', [['3.2.9', '4.2.10', '5.0.1']], '4.2.10'],
  ['1.0', 'nobody', [['1.1']], undefined],
];

for (const [version, versionOrder, flaws, chosen] of cases)
  test(`${version} with ${JSON.stringify(flaws)} goes to ${chosen}`, () => {
    assert.equal(chooseVersion({ version, versionOrder }, flaws), chosen);
  });

test('another major version breaks, and below 1 another minor one', () => {
  assert.deepEqual(
    [
      isBreaking('1.2.0', '1.9.0'),
      isBreaking('1.2.0', '2.0.0'),
      isBreaking('v0.1.2', 'v0.1.9'),
      isBreaking('0.1.2', '0.2.0'),
    ],
    [false, true, false, true],
  );
});
