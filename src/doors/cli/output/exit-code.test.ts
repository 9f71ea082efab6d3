import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missed, sampleFinding, sampleReport } from '../testing/fake-host.ts';
import { judge } from './exit-code.ts';
import { parseConditions } from './threshold.ts';

const now = new Date('2026-01-02T00:00:00Z');
const high = [parseConditions('high')];

test('the exit code: a broken threshold before an incomplete result before 0', () => {
  const finding = [sampleFinding()];
  const problems = { problems: [missed] };
  const onlyNote = { problems: [{ ...missed, incomplete: false }] };
  const cases = [
    { report: sampleReport([]), failOn: high, partial: false, code: 0 },
    { report: sampleReport(finding), failOn: [], partial: false, code: 0 },
    { report: sampleReport(finding), failOn: high, partial: false, code: 3 },
    { report: sampleReport([], problems), failOn: high, partial: false, code: 5 },
    { report: sampleReport([], problems), failOn: high, partial: true, code: 0 },
    { report: sampleReport([], onlyNote), failOn: high, partial: false, code: 0 },
    { report: sampleReport(finding, problems), failOn: high, partial: false, code: 3 },
    { report: sampleReport(finding, problems), failOn: high, partial: true, code: 3 },
    { report: sampleReport(finding, problems), failOn: [], partial: false, code: 5 },
  ];
  for (const { report, failOn, partial, code } of cases) {
    const verdict = judge(report, failOn, partial, now);
    assert.equal(verdict.code, code);
    assert.equal(verdict.because === undefined, code === 0);
  }
});

test('the reason names the threshold and what was missed', () => {
  assert.equal(judge(sampleReport([sampleFinding()]), high, false, now).because, '1 finding meets --fail-on high');
  const both = judge(sampleReport([sampleFinding()], { problems: [missed] }), high, false, now);
  assert.match(both.because ?? '', /the scan is also incomplete$/);
});
