import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import {
  count,
  dayOf,
  firstLines,
  group,
  minuteOf,
  oneDay,
  oneHour,
  oneMinute,
  orList,
  roughSpan,
  shortSpan,
  someOf,
  spanText,
  whyOf,
  withWhy,
} from './text.ts';

test('things are counted in one way', () => {
  for (const [told, expected] of [
    [count(0, 'finding'), '0 findings'],
    [count(1, 'finding'), '1 finding'],
    [count(1234, 'finding'), '1,234 findings'],
    [count(2, 'repository', 'repositories'), '2 repositories'],
    [group(999), '999'],
    [group(1_000_000), '1,000,000'],
  ])
    assert.equal(told, expected);
});

test('lists say how much of them is not shown', () => {
  const names = ['a', 'b', 'c', 'd'];
  assert.deepEqual(
    [0, 1, 2, 4].map((size) => someOf(names.slice(0, size), 2)),
    ['', 'a', 'a, b', 'a, b and 2 more'],
  );
  assert.deepEqual(firstLines(names, 3), names, 'one line more is no reason to hide it');
  assert.deepEqual(firstLines(names, 2), ['a', 'b', 'and 2 more']);
  assert.deepEqual(
    [0, 1, 2, 3].map((size) => orList(names.slice(0, size))),
    ['', 'a', 'a or b', 'a, b or c'],
  );
});

test('spans of time are told exactly, roughly or shortly', () => {
  for (const [span, exact, rough, short] of [
    [0, 'under a second', '0 minutes', '1 s'],
    [5_400, '5 seconds', '0 minutes', '5 s'],
    [90 * oneMinute, '1 hour 30 minutes', '90 minutes', '2 h'],
    [26 * oneHour, '1 day 2 hours', '26 hours', '26 h'],
    [3 * oneDay, '3 days', '3 days', '72 h'],
    [12 * oneMinute, '12 minutes', '12 minutes', '12 min'],
  ] as const)
    assert.deepEqual([spanText(span), roughSpan(span), shortSpan(span)], [exact, rough, short], String(span));
});

test('times are cut to the day and the minute', () => {
  assert.deepEqual([dayOf('2024-05-01T10:11:12Z'), dayOf('some day')], ['2024-05-01', 'some day']);
  assert.equal(minuteOf('2024-05-01T10:11:12Z'), '2024-05-01 10:11');
});

test('why something failed follows what failed', () => {
  assert.deepEqual(
    [whyOf(new TypeError('no such thing')), whyOf('text'), whyOf(undefined)],
    ['no such thing', 'text', 'undefined'],
  );
  assert.deepEqual(
    [withWhy('lost', 'gone'), withWhy('lost', undefined), withWhy('lost', '')],
    ['lost: gone', 'lost', 'lost'],
  );
});
