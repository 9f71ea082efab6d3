import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Distribution, EndOfLife } from '../../../../core/index.ts';
import { endoflife } from '../feeds/endoflife/index.ts';
import { advisory, alpine, fixedIn, judgeAll, secdb, testPackage, type World } from './testing/samples.ts';

const busybox = testPackage('apk', 'busybox', '1.0-r0', { source: { name: 'busybox', version: '1.0-r0' } });
const flaw: World = { 'secdb/3.20': { busybox: [fixedIn('CVE-2026-1', '1.0-r1')] } };

/** A world in which endoflife.date tells these days. */
const told = (days: Readonly<Record<string, string>>): World => ({
  ...flaw,
  endoflife: Object.fromEntries(
    Object.entries(days).map(([key, supportEnds]) => [key, [advisory(key, { status: 'undetermined', supportEnds })]]),
  ),
});

const ours = (date: string, passed = false): Distribution => ({ ...alpine, endOfLife: { date, passed } });
const source = 'endoflife.date';
const judge = (world: World, distribution: Distribution) =>
  judgeAll([busybox], [secdb, endoflife], world, distribution);

// Judged on 2026-01-02.
const cases: readonly {
  readonly name: string;
  readonly world: World;
  readonly distribution: Distribution;
  readonly end: EndOfLife | undefined;
  readonly ended: boolean;
  /** Whether a difference is told. */
  readonly differs: boolean;
}[] = [
  {
    name: 'nobody fetched it: ours',
    world: flaw,
    distribution: ours('2026-04-01'),
    end: { date: '2026-04-01', passed: false },
    ended: false,
    differs: false,
  },
  {
    name: 'it does not have the release: ours',
    world: told({ 'alpine-linux/3.21': '2025-01-01', 'debian/3.20': '2025-01-01' }),
    distribution: ours('2026-04-01'),
    end: { date: '2026-04-01', passed: false },
    ended: false,
    differs: false,
  },
  {
    name: 'the same day: ours',
    world: told({ 'alpine-linux/3.20': '2026-04-01' }),
    distribution: ours('2026-04-01'),
    end: { date: '2026-04-01', passed: false },
    ended: false,
    differs: false,
  },
  {
    name: 'we have none: its day, and whose it is',
    world: told({ 'alpine-linux/3.20': '2025-12-31' }),
    distribution: alpine,
    end: { date: '2025-12-31', passed: true, source },
    ended: true,
    differs: false,
  },
  {
    name: 'earlier than ours: it counts, and ours is told',
    world: told({ 'alpine-linux/3.20': '2025-12-31' }),
    distribution: ours('2026-04-01'),
    end: { date: '2025-12-31', passed: true, source, builtIn: '2026-04-01' },
    ended: true,
    differs: true,
  },
  {
    name: 'later than ours, which has passed: it counts, and ours is told',
    world: told({ 'alpine-linux/3.20': '2026-06-01' }),
    distribution: ours('2025-11-01', true),
    end: { date: '2026-06-01', passed: false, source, builtIn: '2025-11-01' },
    ended: false,
    differs: true,
  },
  {
    name: 'the day itself is still supported',
    world: told({ 'alpine-linux/3.20': '2026-01-02' }),
    distribution: alpine,
    end: { date: '2026-01-02', passed: false, source },
    ended: false,
    differs: false,
  },
  {
    name: 'the most exact name counts',
    world: told({ 'alpine-linux/3': '2040-01-01', 'alpine-linux/3.20': '2025-12-31' }),
    distribution: alpine,
    end: { date: '2025-12-31', passed: true, source },
    ended: true,
    differs: false,
  },
  {
    name: 'stored with an older word of it: ours is still the one beside',
    world: told({ 'alpine-linux/3.20': '2026-07-01' }),
    distribution: { ...alpine, endOfLife: { date: '2025-12-31', passed: true, source, builtIn: '2026-04-01' } },
    end: { date: '2026-07-01', passed: false, source, builtIn: '2026-04-01' },
    ended: false,
    differs: true,
  },
  {
    name: 'stored with its word, and gone since: that word stands, and whose it is',
    world: flaw,
    distribution: { ...alpine, endOfLife: { date: '2025-12-31', passed: true, source, builtIn: '2026-04-01' } },
    end: { date: '2025-12-31', passed: true, source, builtIn: '2026-04-01' },
    ended: true,
    differs: true,
  },
];

for (const { name, world, distribution, end, ended, differs } of cases)
  test(`end of support: ${name}`, () => {
    const { coverage, distribution: dated, findings } = judge(world, distribution);
    assert.deepEqual(dated?.endOfLife, end);
    const problems = coverage.problems.filter(({ code }) => code === 'E_END_OF_LIFE');
    const said = problems.filter(({ incomplete }) => incomplete);
    assert.equal(said.length, ended ? 1 : 0);
    if (ended && end?.source !== undefined) assert.match(said[0]?.message ?? '', /, says endoflife\.date:/);
    const other = problems.filter(({ incomplete }) => !incomplete);
    assert.equal(other.length, differs ? 1 : 0);
    if (differs && end?.builtIn !== undefined) {
      assert.ok(other[0]?.message.includes(end.date) && other[0].message.includes(end.builtIn), other[0]?.message);
    }
    // What is judged is the same whoever tells the end.
    assert.deepEqual(
      findings.map(({ id }) => id),
      ['CVE-2026-1'],
    );
  });

test('end of support: the source is named where it was asked, and missed by nobody where it was not fetched', () => {
  const ids = (world: World) => judge(world, ours('2026-04-01')).coverage.sources.map(({ id, tells }) => [id, tells]);
  assert.deepEqual(ids(told({ 'alpine-linux/3.20': '2026-06-01' })), [
    ['endoflife', 'support'],
    ['secdb/3.20', 'advisories'],
  ]);
  assert.deepEqual(ids(flaw), [['secdb/3.20', 'advisories']]);
  assert.deepEqual(
    judge(flaw, ours('2026-04-01')).coverage.problems.filter(({ where }) => where === 'endoflife'),
    [],
  );
});
