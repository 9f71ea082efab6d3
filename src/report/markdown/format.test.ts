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
  const escaped = { ...long, title: '<'.repeat(300), fix: { ...long.fix, advice: '@a'.repeat(300) } } as Finding;
  const short = await write({ ...sampleReport, findings: Array(2_000).fill(escaped) });
  assert.ok(short.length < 65_536);
  assert.match(short, /and 1,9\d\d more findings/);
});

test('text of strangers shows as it is: no markup, no row, no link', async () => {
  const [first] = sampleReport.findings;
  assert.ok(first);
  const hostile = 'a | b\n| [x](https://evil.example) <img src=x> `c` @everyone';
  const text = await write({ ...sampleReport, findings: [{ ...first, id: 'X-1', title: hostile }] });
  assert.doesNotMatch(text, /<img|\]\(https:\/\/evil/);
  assert.equal(text.split('\n').filter((line) => line.startsWith('| ')).length, 2);
});

test('a comment calls nobody and links to nothing that a stranger names', async () => {
  const [first] = sampleReport.findings;
  assert.ok(first);
  const told = [
    '@everyone',
    '@babel/core',
    'a@b.example',
    '#12',
    'x/y#12',
    '!12',
    'https://evil.example',
    'www.evil.example',
  ];
  const text = await write({ ...sampleReport, findings: [{ ...first, title: told.join(' ') }] });
  const [row = ''] = text.split('\n').filter((line) => line.includes('everyone'));
  const [, , , title = ''] = row.split(' | ');
  assert.doesNotMatch(row.replace(/\]\([^)]*\)/, ''), /@\w|[#!]\d|:\/\/|www\./);
  // It reads as it was written.
  assert.ok(title.includes('@<!-- -->everyone'), title);
  assert.equal(row.includes('@<!-- -->babel/core'), true);
});
