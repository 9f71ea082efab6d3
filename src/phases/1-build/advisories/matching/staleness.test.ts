import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryPartition } from '../memory-partition.ts';
import { staleProblem } from './staleness.ts';
import { tracker } from './testing/samples.ts';

const now = new Date('2026-03-01T00:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;
const ago = (milliseconds: number): string => new Date(now.getTime() - milliseconds).toISOString();

/** Ages of the fetch and of the data in milliseconds, hours that the feed likes, and what is said. */
const cases: readonly (readonly [name: string, fetched: number, made: number, maxAgeHours: number, said: RegExp])[] = [
  ['fresh', 0, 0, 24, /^$/],
  ['five days are tolerated, whatever the feed likes', 5 * day, 5 * day, 1, /^$/],
  ['a moment more is told', 5 * day + 1, 0, 1, /^its data was fetched 5 days ago/],
  ['a feed that likes more gets it', 9 * day, 9 * day, 10 * 24, /^$/],
  ['and no more', 10 * day + 1, 0, 10 * 24, /^its data was fetched 10 days ago/],
  ['made thirty days ago', 0, 30 * day, 24, /^$/],
  ['made longer ago, and fetched since', 0, 30 * day + 1, 24, /^its data was made 30 days ago, though fetched since/],
  ['of a feed that is made seldom', 0, 59 * day, 60 * 24, /^$/],
  ['of a feed that is made seldom, later than that', 0, 60 * day + 1, 60 * 24, /^its data was made 60 days ago/],
  ['old in both ways: the fetch is told', 40 * day, 50 * day, 24, /^its data was fetched 40 days ago/],
];

for (const [name, fetched, made, maxAgeHours, said] of cases)
  test(`age of data: ${name}`, () => {
    const { manifest } = memoryPartition('tracker/bookworm', [], { fetched: ago(fetched), date: ago(made) });
    const problem = staleProblem(manifest, { ...tracker, maxAgeHours }, now);
    assert.match(problem?.message ?? '', said);
    if (problem !== undefined)
      assert.deepEqual([problem.code, problem.where, problem.incomplete], ['E_STALE', 'tracker/bookworm', false]);
  });
