import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleReport } from '../testing/sample-report.ts';
import { nameFormat } from './format.ts';

test('every open id once, riskiest first', async () => {
  const lines = (await nameFormat.write(sampleReport, { color: false, width: 80 })).trimEnd().split('\n');
  assert.equal(lines[0], 'CVE-2023-44487');
  assert.equal(lines.length, 13);
  assert.equal(new Set(lines).size, lines.length);
  assert.ok(!lines.includes('CVE-2020-28500'), 'set aside');
});

test('an id cannot forge a second line', async () => {
  const findings = sampleReport.findings.slice(0, 1).map((finding) => ({ ...finding, id: 'CVE-1\nCVE-2\u001b[2J' }));
  assert.equal(await nameFormat.write({ ...sampleReport, findings }, { color: false, width: 80 }), 'CVE-1 CVE-2 [2J\n');
});

test('nothing at all when there is nothing', async () => {
  assert.equal(await nameFormat.write({ ...sampleReport, findings: [] }, { color: false, width: 80 }), '');
});
