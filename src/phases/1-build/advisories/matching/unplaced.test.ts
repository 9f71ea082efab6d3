import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VersionRange } from '../../../../core/index.ts';
import { recordsOf } from '../feeds/osv/record.ts';
import { createTally } from '../feeds/tally.ts';
import { memoryPartition } from '../memory-partition.ts';
import { match } from './match.ts';
import {
  advisory,
  bulletins,
  debian,
  ecosystemFeed,
  fixedIn,
  inventoryOf,
  judgeAll,
  npm,
  openssl,
  testNow,
  testPackage,
  tracker,
} from './testing/samples.ts';

/* Records with a bound that is no version at all: "not affected" must not rest on it. */

type Events = readonly Readonly<Record<string, string>>[];
type Outcome = 'affected' | 'judged' | 'not judged';

const ecosystems = [
  { osv: 'npm', type: 'npm', order: 'semver' },
  { osv: 'crates.io', type: 'cargo', order: 'semver' },
  { osv: 'PyPI', type: 'pypi', order: 'pep440' },
  { osv: 'Go', type: 'golang', order: 'go' },
  { osv: 'RubyGems', type: 'gem', order: 'gem' },
];

/** What comes of a package `p` and one record in the shape of OSV. */
function outcomeOf(one: (typeof ecosystems)[number], version: string, events: Events, versions: readonly string[]) {
  const affected = [{ package: { ecosystem: one.osv, name: 'p' }, ranges: [{ type: 'ECOSYSTEM', events }], versions }];
  const records = [...recordsOf({ id: 'X-1', affected }, one.osv, 'X-1.json', createTally())];
  const found = testPackage(one.type, 'p', version, { versionOrder: one.order });
  const partition = memoryPartition('all', records);
  const feed = ecosystemFeed('all', 'all', one.type);
  return match(inventoryOf([found]), [feed], () => partition, testNow);
}

function nameOf({ findings, coverage }: ReturnType<typeof match>): Outcome {
  if (findings.length > 0) return 'affected';
  const isIncomplete = coverage.problems.some(({ incomplete }) => incomplete);
  assert.equal(isIncomplete, coverage.unjudged.length > 0);
  return isIncomplete ? 'not judged' : 'judged';
}

const bad = 'not a version';

const cases: readonly [what: string, version: string, events: Events, Outcome, versions?: readonly string[]][] = [
  ['fixed', '2.0.0', [{ introduced: '0' }, { fixed: bad }], 'not judged'],
  ['last_affected', '2.0.0', [{ introduced: '0' }, { last_affected: bad }], 'not judged'],
  ['limit', '2.0.0', [{ introduced: '0' }, { limit: bad }], 'not judged'],
  ['fixed, a star', '2.0.0', [{ introduced: '0' }, { fixed: '*' }], 'not judged'],
  ['after introduced', '2.0.0', [{ introduced: '1.0.0' }, { fixed: bad }], 'not judged'],
  ['at introduced', '1.0.0', [{ introduced: '1.0.0' }, { fixed: bad }], 'not judged'],
  ['before introduced', '0.9.0', [{ introduced: '1.0.0' }, { fixed: bad }], 'judged'],
  ['bad introduced, fixed', '3.0.0', [{ introduced: bad }, { fixed: '2.0.0' }], 'judged'],
  ['bad introduced, before the fix', '1.0.0', [{ introduced: bad }, { fixed: '2.0.0' }], 'affected'],
  ['a list says affected', '2.0.0', [{ introduced: '0' }, { fixed: bad }], 'affected', ['2.0.0']],
  ['the text itself', bad, [{ introduced: '0' }, { last_affected: bad }], 'affected'],
  [
    'another range says affected',
    '2.0.0',
    [{ introduced: '0' }, { fixed: bad }, { introduced: '2.0.0' }, { fixed: '2.1.0' }],
    'affected',
  ],
  ['lenient bound, fixed', '2.0.0', [{ introduced: '0' }, { fixed: '2.0' }], 'judged'],
  ['lenient bound, affected', '1.9.9', [{ introduced: '0' }, { fixed: '2.0' }], 'affected'],
  ['bounds as they should be', '2.0.0', [{ introduced: '0' }, { fixed: '1.5.0' }], 'judged'],
];
for (const one of ecosystems) {
  for (const [what, version, events, outcome, versions = []] of cases) {
    test(`no place for a bound: ${one.osv}, ${what}: ${outcome}`, () => {
      assert.equal(nameOf(outcomeOf(one, version, events, versions)), outcome);
    });
  }
}

const distributionCases: readonly [order: string, version: string, range: VersionRange, Outcome][] = [
  ['dpkg', '1.2-3', { fixed: bad }, 'affected'],
  ['dpkg', '1.2-3', { introduced: bad }, 'not judged'],
  ['dpkg', '1.2-3', { fixed: '~unknown' }, 'not judged'],
  ['dpkg', '1:1.2-3', { fixed: '1.3_1' }, 'judged'],
  ['apk', '1.2-r3', { fixed: bad }, 'not judged'],
  ['apk', '1.2-r3', { lastAffected: bad }, 'not judged'],
  ['apk', '20.10.12-r1', { fixed: '20.10.11.r0' }, 'judged'],
  ['rpm', '1.2-3', { fixed: bad }, 'not judged'],
  ['rpm', '1.2-3', { fixed: 'unknown' }, 'not judged'],
  ['rpm', '1.2-3', { fixed: 'git2009-1' }, 'judged'],
];
for (const [order, version, range, outcome] of distributionCases) {
  test(`no place for a bound: ${order}, ${version} and ${JSON.stringify(range)}: ${outcome}`, () => {
    const found = testPackage('npm', 'p', version, { versionOrder: order });
    const records = { p: [advisory('X-1', { ranges: [range] })] };
    assert.equal(nameOf(judgeAll([found], [npm], { 'npm/all': records })), outcome);
  });
}

test('no place for a bound: the record and the text are told, in one bounded line', () => {
  const hostile = `x\u001b[31m\n${'y'.repeat(100_000)}`;
  const records = { p: [fixedIn('GHSA-1', bad), fixedIn('GHSA-2', hostile), fixedIn('GHSA-3', '1.0.0')] };
  const { coverage } = judgeAll([testPackage('npm', 'p', '2.0.0')], [npm], { 'npm/all': records });
  const [problem] = coverage.problems.filter(({ incomplete }) => incomplete);
  assert.equal(problem?.where, 'npm/all');
  assert.match(
    problem?.message ?? '',
    /^1 npm package was not judged: .*"not a version" of GHSA-1, "x.*" of GHSA-2, so/,
  );
  assert.ok((problem?.message.length ?? 0) < 500);
  assert.doesNotMatch(problem?.message ?? '', /[\u0000-\u001f]|GHSA-3/);
});

test('no place for a bound: other records of the flaw may settle it', () => {
  const other = (fixed: string) => fixedIn('DSA-1', fixed, { aliases: ['CVE-2024-1'] });
  const outcome = (first: readonly ReturnType<typeof other>[], second: readonly ReturnType<typeof other>[]) =>
    nameOf(
      judgeAll([openssl('2')], [tracker, bulletins], {
        ...debian({ openssl: first }),
        'bulletins/bookworm': { openssl: second },
      }),
    );
  const open = fixedIn('CVE-2024-1', '~none');
  assert.equal(outcome([open], []), 'not judged');
  assert.equal(outcome([open, other('3')], []), 'affected');
  assert.equal(outcome([open, other('1')], []), 'judged');
  assert.equal(outcome([open, fixedIn('CVE-2024-2', '1')], []), 'not judged');
  assert.equal(outcome([open], [other('3')]), 'affected');
  assert.equal(outcome([open], [other('1')]), 'not judged');
  assert.equal(outcome([other('1')], [open]), 'judged');
  assert.equal(outcome([other('3')], [open]), 'affected');
  assert.equal(outcome([fixedIn('CVE-2024-1', '~none', { status: 'withdrawn' })], []), 'judged');
});
