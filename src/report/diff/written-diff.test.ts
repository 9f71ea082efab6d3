import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../lab/fixtures/index.ts';
import { diffReports } from '../../flows/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { writtenDiff } from './written-diff.ts';

test('what a finding is about is written where its side of the comparison does not say it', () => {
  const [node, other] = ['node-1', 'node-2'].map((name) => ({ kind: 'host', name }) as const);
  assert.ok(node && other);
  const changing = sampleFinding({ id: 'CVE-2024-3', subject: node });
  const before = { ...sampleReport, subject: node, findings: [sampleFinding({ subject: node }), changing] };
  const after = {
    ...sampleReport,
    subject: other,
    findings: [
      sampleFinding({ id: 'CVE-2024-2', subject: node }),
      sampleFinding({ id: 'CVE-2024-4', subject: other }),
      { ...changing, severity: 'low', subject: other } as const,
    ],
  };
  const written = writtenDiff(diffReports(before, after)) as ReturnType<typeof diffReports>;
  const { appeared, gone, changed } = written.findings;
  assert.deepEqual(
    appeared.map(({ id, subject }) => [id, subject]),
    [
      ['CVE-2024-2', node],
      ['CVE-2024-4', undefined],
    ],
  );
  assert.deepEqual(
    gone.map(({ subject }) => subject),
    [undefined],
  );
  assert.deepEqual(
    changed.map((one) => [one.before.subject, one.after.subject]),
    [[undefined, undefined]],
  );
  assert.deepEqual([written.before.subject, written.after.subject], [node, other]);
});
