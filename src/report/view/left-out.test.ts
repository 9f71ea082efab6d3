import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOut, notJudged, type PartRun } from '../../core/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { verdict } from './summary.ts';

const clean = {
  ...sampleReport,
  findings: [],
  threshold: undefined,
  distribution: undefined,
  coverage: { ...sampleReport.coverage, problems: [], unjudged: [], unidentified: [] },
};
const withPart = (part: PartRun) => ({
  ...clean,
  coverage: { ...clean.coverage, parts: [...clean.coverage.parts, part] },
});

test('nothing is called clean over what was left out as asked', () => {
  assert.equal(verdict(clean as never).state, 'clean');
  const { state, but } = verdict(withPart(leftOut('as asked')) as never);
  assert.equal(state, 'partly-judged');
  assert.deepEqual(but, ['Some of it was left out as asked: see what this rests on']);
  // That nobody compared anything is told by itself.
  assert.deepEqual(verdict(withPart(notJudged) as never).but, []);
});
