import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../../lab/fixtures/index.ts';
import { type FindingsDiff, parseConditions } from '../../../core/index.ts';
import { newlyStanding } from './judge-diffs.ts';

const none: FindingsDiff = { appeared: [], gone: [], changed: [], unchanged: 0 };
const since = '2026-01-01T12:00:00Z';
const basis = { sources: [], lookedFor: ['vulnerability'] } as const;

test('only what is new, or newly meets the conditions, breaks them', () => {
  const lists = [parseConditions('high')];
  const now = new Date('2026-01-02T00:00:00Z');
  const high = sampleFinding();
  const low = sampleFinding({ severity: 'low' });
  const aside = sampleFinding({ suppression: { by: 'm', reason: 'r' } });
  const lapsed = sampleFinding({ suppression: { by: 'm', reason: 'r', until: '2026-01-01' } });
  const cases: readonly (readonly [string, Pick<FindingsDiff, 'appeared' | 'changed'>, number])[] = [
    ['appeared', { appeared: [high, low, aside], changed: [] }, 1],
    ['got worse', { appeared: [], changed: [{ before: low, after: high, changes: [] }] }, 1],
    ['got better', { appeared: [], changed: [{ before: high, after: low, changes: [] }] }, 0],
    ['was so before', { appeared: [], changed: [{ before: high, after: high, changes: [] }] }, 0],
    ['is not set aside any more', { appeared: [], changed: [{ before: aside, after: high, changes: [] }] }, 1],
    ['was set aside until yesterday', { appeared: [], changed: [{ before: lapsed, after: lapsed, changes: [] }] }, 1],
  ];
  for (const [name, diff, expected] of cases)
    assert.equal(
      newlyStanding('meets', { findings: diff, basis, since, unjudged: 0 }, lists, now).length,
      expected,
      name,
    );
  const first = { findings: cases[0]?.[1] ?? none, basis, since, unjudged: 0 };
  assert.equal(newlyStanding('meets', first, [], now).length, 0, 'nothing is asked for');
});

test('what is new and of which too little is known is not judged; what was so before is no news', () => {
  const lists = [parseConditions('high')];
  const now = new Date('2026-01-02T00:00:00Z');
  const high = sampleFinding();
  const low = sampleFinding({ severity: 'low' });
  const open = sampleFinding({ severity: 'unknown' });
  const cases: readonly (readonly [string, Pick<FindingsDiff, 'appeared' | 'changed'>, number])[] = [
    ['appeared', { appeared: [high, low, open], changed: [] }, 1],
    ['is not known any more', { appeared: [], changed: [{ before: low, after: open, changes: [] }] }, 1],
    ['met before', { appeared: [], changed: [{ before: high, after: open, changes: [] }] }, 0],
    ['was so before', { appeared: [], changed: [{ before: open, after: open, changes: [] }] }, 0],
  ];
  for (const [name, diff, expected] of cases)
    assert.equal(
      newlyStanding('open', { findings: diff, basis, since, unjudged: 0 }, lists, now).length,
      expected,
      name,
    );
});
