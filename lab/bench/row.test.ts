import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure, median } from './measure.ts';
import { benchTable, runRow } from './row.ts';

const node = (code: string) => ({ program: process.execPath, arguments: ['-e', code] });

test('the middle of odd and even numbers of values', () => {
  assert.deepEqual([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])], [2, 2.5, 7]);
});

test('a row compares whole processes and holds them to its bars', async () => {
  const row = { name: 'wait', baseline: node(''), command: node('setTimeout(() => {}, 300)'), memory: true };
  const result = await runRow({ ...row, most: { wall: 0.1 } }, 1);
  assert.ok(result.command.wallMilliseconds > 290);
  assert.ok(result.baseline.cpuMilliseconds > 1);
  assert.ok((result.memoryMiB ?? 0) > 10);
  assert.equal(result.withinBars, false);
  const [head = '', line = ''] = benchTable([result]).split('\n');
  assert.match(head, /CPU ratio +wall ratio/);
  assert.match(line, /^wait +\d+\.\d\d +\d+\.\d\d \(≤ 0\.1\).* OVER$/);
});

test('a program that fails is no measurement', async () => {
  await assert.rejects(measure(node('process.exitCode = 3')));
});
