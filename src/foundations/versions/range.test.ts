import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VersionRange } from '../../core/index.ts';
import { versionOrder } from './index.ts';
import { isAffected } from './range.ts';

interface Case {
  readonly what: string;
  readonly order: string;
  readonly version: string;
  readonly ranges?: readonly VersionRange[];
  readonly versions?: readonly string[];
  readonly affected: boolean;
  readonly comparison: string;
  /** Index of the range that must be named. */
  readonly range?: number;
}

const twoBranches: readonly VersionRange[] = [
  { introduced: '0', fixed: '1.21.8' },
  { introduced: '1.22.0-0', fixed: '1.22.1' },
];

const cases: readonly Case[] = [
  {
    what: 'below the fix',
    order: 'dpkg',
    version: '3.0.11-1',
    ranges: [{ fixed: '3.0.13-1' }],
    affected: true,
    comparison: '3.0.11-1 < 3.0.13-1',
    range: 0,
  },
  {
    what: 'the fix itself',
    order: 'dpkg',
    version: '3.0.13-1',
    ranges: [{ fixed: '3.0.13-1' }],
    affected: false,
    comparison: '3.0.13-1 ≥ 3.0.13-1',
  },
  {
    what: 'the fix in another spelling',
    order: 'pep440',
    version: '2.0.0',
    ranges: [{ introduced: '0', fixed: '2.0' }],
    affected: false,
    comparison: '2.0.0 ≥ 2.0',
  },
  {
    what: 'the first affected version in another spelling',
    order: 'pep440',
    version: '1.0',
    ranges: [{ introduced: '1.0.0', fixed: '1.2' }],
    affected: true,
    comparison: '1.0.0 ≤ 1.0 < 1.2',
    range: 0,
  },
  {
    what: 'the last affected version',
    order: 'semver',
    version: 'v4.17.20+build',
    ranges: [{ lastAffected: '4.17.20' }],
    affected: true,
    comparison: 'v4.17.20+build ≤ 4.17.20',
    range: 0,
  },
  {
    what: 'after the last affected version',
    order: 'semver',
    version: '4.17.21',
    ranges: [{ lastAffected: '4.17.20' }],
    affected: false,
    comparison: '4.17.21 > 4.17.20',
  },
  {
    what: 'no fix yet',
    order: 'dpkg',
    version: '3.0.11-1',
    ranges: [{ introduced: '1.1.0' }],
    affected: true,
    comparison: '3.0.11-1 ≥ 1.1.0 (3.0.11-1 counts as 3.0.11)',
    range: 0,
  },
  {
    what: 'before the flaw came in',
    order: 'dpkg',
    version: '1.0.9-1',
    ranges: [{ introduced: '1.1.0' }],
    affected: false,
    comparison: '1.0.9-1 < 1.1.0 (1.0.9-1 counts as 1.0.9)',
  },
  {
    what: 'every version',
    order: 'dpkg',
    version: '1:2-3',
    ranges: [{}],
    affected: true,
    comparison: 'every version is affected',
    range: 0,
  },
  {
    what: '"0" is older than anything, also than what sorts before 0',
    order: 'dpkg',
    version: '0~rc1-1',
    ranges: [{ introduced: '0', fixed: '1' }],
    affected: true,
    comparison: '0~rc1-1 < 1 (0~rc1-1 counts as 0~rc1)',
    range: 0,
  },
  {
    what: 'between two branches',
    order: 'go',
    version: 'go1.21.9',
    ranges: twoBranches,
    affected: false,
    comparison: 'go1.21.9 ≥ 1.21.8 and go1.21.9 < 1.22.0-0',
  },
  {
    what: 'a candidate of the second branch',
    order: 'go',
    version: 'go1.22rc2',
    ranges: twoBranches,
    affected: true,
    comparison: '1.22.0-0 ≤ go1.22rc2 < 1.22.1',
    range: 1,
  },
  {
    what: 'after both branches: the newest bound is named, whatever the order of the ranges',
    order: 'go',
    version: 'go1.22.5',
    ranges: [...twoBranches].reverse(),
    affected: false,
    comparison: 'go1.22.5 ≥ 1.22.1',
  },
  {
    what: 'named',
    order: 'pep440',
    version: '1.3',
    versions: ['1.2', '1.3'],
    affected: true,
    comparison: '1.3 is named as affected',
  },
  {
    what: 'named in another spelling',
    order: 'pep440',
    version: '1.3.0',
    versions: ['1.2', '1.3'],
    affected: true,
    comparison: '1.3.0 = 1.3, which is named as affected',
  },
  {
    what: 'named with parts left out',
    order: 'semver',
    version: '1.3.0',
    versions: ['1.3'],
    affected: true,
    comparison: '1.3.0 = 1.3, which is named as affected',
  },
  {
    what: 'not named',
    order: 'pep440',
    version: '1.4',
    versions: ['1.2', '1.3'],
    affected: false,
    comparison: '1.4 is not among the 2 versions named as affected',
  },
  {
    what: 'outside the range, but named',
    order: 'pep440',
    version: '9',
    ranges: [{ fixed: '2' }],
    versions: ['9'],
    affected: true,
    comparison: '9 is named as affected',
  },
  {
    what: 'nothing is said',
    order: 'pep440',
    version: '1',
    affected: false,
    comparison: 'no version is named as affected',
  },
  {
    what: 'texts that are no versions are no spellings of each other',
    order: 'apk',
    version: '1-ruff2',
    versions: ['1--ruff1'],
    affected: false,
    comparison: '1-ruff2 is not the one version named as affected',
  },
  {
    what: 'a bound that is no version is said aloud',
    order: 'apk',
    version: '20.10.9-r1',
    ranges: [{ fixed: '20.10.11.r0' }],
    affected: true,
    comparison: '20.10.9-r1 < 20.10.11.r0 (no valid apk version, compared as well as can be: 20.10.11.r0)',
    range: 0,
  },
  {
    what: 'a working tree is newer than the fix, and that is said aloud',
    order: 'go',
    version: '(devel)',
    ranges: [{ introduced: '0', fixed: '1.4.2' }],
    affected: false,
    comparison: '(devel) ≥ 1.4.2 (no valid go version, compared as well as can be: (devel))',
  },
  {
    what: 'no version at all',
    order: 'semver',
    version: '',
    ranges: [{ fixed: '1.0.0' }],
    affected: true,
    comparison: '(no version) < 1.0.0 (no valid semver version, compared as well as can be: (no version))',
    range: 0,
  },
  {
    what: 'a local build is the release that a list names',
    order: 'pep440',
    version: '2.1.0+cpu',
    versions: ['2.0.1', '2.1.0'],
    affected: true,
    comparison: '2.1.0+cpu = 2.1.0, which is named as affected',
  },
  {
    what: 'a local build of another release is not in a list',
    order: 'pep440',
    version: '2.1.1+cpu',
    versions: ['2.1.0'],
    affected: false,
    comparison: '2.1.1+cpu is not the one version named as affected',
  },
  {
    what: 'a local build that a list names is that one',
    order: 'pep440',
    version: '2.1.0',
    versions: ['2.1.0+cpu'],
    affected: false,
    comparison: '2.1.0 is not the one version named as affected',
  },
  {
    what: 'a local build of the last affected release',
    order: 'pep440',
    version: '2.1+cu121.d20240101',
    ranges: [{ introduced: '2.0.0', lastAffected: '2.1.0' }],
    affected: true,
    comparison: '2.0.0 ≤ 2.1+cu121.d20240101 ≤ 2.1.0 (2.1+cu121.d20240101 counts as 2.1)',
    range: 0,
  },
  {
    what: 'a local build of the release that has the fix',
    order: 'pep440',
    version: '2.1.0+cpu',
    ranges: [{ fixed: '2.1.0' }],
    affected: false,
    comparison: '2.1.0+cpu ≥ 2.1.0 (2.1.0+cpu counts as 2.1.0)',
  },
  {
    what: 'a local build where the bound names one too',
    order: 'pep440',
    version: '2.1.0+deb.1',
    ranges: [{ fixed: '2.1.0+deb.2' }],
    affected: true,
    comparison: '2.1.0+deb.1 < 2.1.0+deb.2',
    range: 0,
  },
  {
    what: 'a plus in a text that is no version names no build',
    order: 'pep440',
    version: '2.1.0+a+b',
    versions: ['2.1.0'],
    affected: false,
    comparison: '2.1.0+a+b is not the one version named as affected',
  },
];

for (const { what, order: id, version, ranges = [], versions = [], affected, comparison, range } of cases) {
  test(`range: ${what}`, () => {
    const order = versionOrder(id);
    assert.ok(order);
    const verdict = isAffected(version, { ranges, versions }, order);
    const expected = { affected, comparison, ...(range === undefined ? {} : { range: ranges[range] }) };
    assert.deepEqual({ ...verdict }, expected);
  });
}

test('range: the comparison is one bounded line, whatever the versions are', () => {
  const order = versionOrder('dpkg');
  assert.ok(order);
  const hostile = `1\u001b[31m\n${'9'.repeat(1_000_000)}`;
  const { comparison } = isAffected(
    hostile,
    { ranges: [{ introduced: hostile, fixed: `${hostile}1` }], versions: [] },
    order,
  );
  assert.ok(comparison.length < 1_000, `${comparison.length} characters`);
  assert.doesNotMatch(comparison, /[\u0000-\u001f]/);
});
