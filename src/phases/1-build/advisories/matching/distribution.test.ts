import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPastEndOfLife } from './distribution.ts';
import { bookworm } from './testing/samples.ts';

const date = '2026-06-10';
const day = new Date(date).getTime();
const oneDay = 24 * 60 * 60 * 1_000;

const cases: readonly (readonly [
  name: string,
  end: { readonly date: string; readonly passed: boolean } | undefined,
  now: number,
  expected: boolean,
])[] = [
  ['no end is known', undefined, day + 1, false],
  ['before it', { date, passed: false }, day - 1, false],
  ['at its first moment', { date, passed: false }, day, false],
  ['in its last moment', { date, passed: false }, day + oneDay - 1, false],
  ['after it, taken before', { date, passed: false }, day + oneDay, true],
  ['by its own word, whatever the date', { date, passed: true }, day - 1, true],
  ['by its own word, after it', { date, passed: true }, day + 1, true],
  ['a date that says nothing', { date: 'soon', passed: false }, day, false],
];

for (const [name, endOfLife, now, expected] of cases)
  test(`end of life: ${name}: ${expected ? 'past' : 'not past'}`, () => {
    const { endOfLife: _any, ...rest } = bookworm;
    assert.equal(isPastEndOfLife(endOfLife === undefined ? rest : { ...rest, endOfLife }, new Date(now)), expected);
  });

test('end of life: of no distribution there is none', () => {
  assert.equal(isPastEndOfLife(undefined, new Date(day)), false);
});
