import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { holds, lastMoment, setAsideBy } from './suppression.ts';

test('a suppression holds to the end of its last day, in UTC, and one without a readable end only without any', () => {
  for (const [until, now, expected] of [
    [undefined, '2026-01-02T00:00:00Z', true],
    ['2026-01-02', '2026-01-01T00:00:00Z', true],
    ['2026-01-02', '2026-01-02T00:00:00Z', true],
    ['2026-01-02', '2026-01-02T23:59:59.999Z', true],
    ['2026-01-02', '2026-01-03T00:00:00Z', false],
    ['2026-01-02T12:00:00Z', '2026-01-02T12:00:00Z', true],
    ['2026-01-02T12:00:00Z', '2026-01-02T12:00:00.001Z', false],
    ['2026-01-02T12:00+01:00', '2026-01-02T11:00:00Z', true],
    ['2026-01-02T12:00+01:00', '2026-01-02T11:30:00Z', false],
    ['2028-02-29', '2028-02-29T12:00:00Z', true],
  ] as const)
    assert.equal(holds(until === undefined ? {} : { until }, new Date(now)), expected, `${until} at ${now}`);
});

test('what is no date has no last moment, and holds never', () => {
  for (const until of [
    '',
    'never',
    '2026',
    '2026-13-01',
    '2026-02-30',
    '2027-02-29',
    '2026-01-02 12:00',
    '2026-01-02T12:00:00',
    '2026-01-02T25:00:00Z',
    '+012026-01-02',
    ' 2026-01-02',
    '2026-01-02x',
  ]) {
    assert.equal(lastMoment(until), undefined, until);
    assert.equal(holds({ until }, new Date(0)), false, until);
  }
});

test('at a time that is none, only what has no end holds', () => {
  assert.equal(holds({ until: '2026-01-02' }, new Date('no date')), false);
  assert.equal(holds({}, new Date('no date')), true);
});

test('a finding is set aside by what holds', () => {
  const suppression = { by: 'me', reason: 'later', until: '2026-01-02' };
  assert.equal(setAsideBy({}, new Date('2026-01-02')), undefined);
  assert.equal(setAsideBy({ suppression }, new Date('2026-01-02')), suppression);
  assert.equal(setAsideBy({ suppression }, new Date('2026-01-03')), undefined);
});
