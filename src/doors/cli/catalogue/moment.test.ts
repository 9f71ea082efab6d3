import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoTime, moment } from './moment.ts';

const now = new Date('2026-03-01T12:00:00.000Z');

test('points in time', () => {
  const cases = [
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T12:34Z', '2026-01-31T12:34:00.000Z'],
    ['2026-01-31T12:34:56.7Z', '2026-01-31T12:34:56.700Z'],
    ['24h', '2026-02-28T12:00:00.000Z'],
    ['30d', '2026-01-30T12:00:00.000Z'],
    ['999999999d', '1970-01-01T00:00:00.000Z'],
  ] as const;
  for (const [text, expected] of cases) assert.equal(isoTime(moment.parse(text), now), expected, text);
});

test('what is no point in time', () => {
  const wrong = [
    '',
    'x',
    '30',
    '30w',
    '2026-02-31',
    '2026-13-01',
    '2026-01-31T12:00',
    '2026-01-31T25:00Z',
    '-3d',
    '1-1',
  ];
  for (const text of wrong) assert.throws(() => moment.parse(text), /a time such as|a duration such as/, text);
});
