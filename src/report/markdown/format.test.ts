import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../core/index.ts';
import { emptyReport, sampleReport } from '../testing/sample-report.ts';
import { markdownFormat } from './format.ts';

const write = async (report: typeof sampleReport): Promise<string> =>
  markdownFormat.write(report, { color: false, width: 80 });

test('the verdict, the findings, and what was not judged', async () => {
  const text = await write(sampleReport);
  assert.match(text, /^### Seaworthy: /);
  assert.match(text, /\n\| severity \| id \| where \|/);
  assert.match(text, /\*\*Not judged:\*\*/);
  assert.match(await write(emptyReport(true)), /✓ \*\*/);
  assert.doesNotMatch(await write(emptyReport(false)), /✓/);
});

test('a comment stays one, however much was found', async () => {
  const [first] = sampleReport.findings;
  assert.ok(first);
  const long: Finding = {
    ...first,
    title: 't'.repeat(10_000),
    fix: { ...first.fix, advice: 'a'.repeat(10_000) } as Finding['fix'],
  } as Finding;
  const text = await write({ ...sampleReport, findings: Array(2_000).fill(long) });
  assert.ok(text.length < 65_536);
  assert.match(text, /and 1,950 more findings/);
});

test('text of strangers shows as it is: no markup, no row, no link', async () => {
  const [first] = sampleReport.findings;
  assert.ok(first);
  const hostile = 'a | b\n| [x](https://evil.example) <img src=x> `c` @everyone';
  const text = await write({ ...sampleReport, findings: [{ ...first, id: 'X-1', title: hostile }] });
  assert.doesNotMatch(text, /<img|\]\(https:\/\/evil/);
  assert.equal(text.split('\n').filter((line) => line.startsWith('| ')).length, 2);
});
