import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules, type Match } from './engine.ts';
import { FindingTally } from './finding-tally.ts';
import { loadRules } from './load-rules.ts';

const machine = { subject: { kind: 'host', name: 'node-1' }, host: 'node-1', most: 100 } as const;

const text = ['DEBUG', 'WARNING', 'CRITICAL']
  .map(
    (priority) => `- rule: ${priority} rule
  desc: d
  condition: evt.type = open and proc.name = ${priority}
  output: "%proc.name %fd.name"
  priority: ${priority}
`,
  )
  .join('');

async function matches(): Promise<(priority: string, file: string, time: bigint) => Match> {
  const engine = compileRules(await loadRules([{ name: 'r.yaml', text }]));
  return (priority, file, time) => {
    const fields: Readonly<Record<string, string>> = { 'proc.name': priority, 'fd.name': file };
    const [match] = engine.evaluate({ source: 'syscall', type: 'open', time, get: (field) => fields[field] });
    return match ?? assert.fail(priority);
  };
}

/** What was found, in words. */
const told = (tally: FindingTally, asked: Partial<Parameters<FindingTally['findings']>[0]> = {}): readonly string[] =>
  tally.findings({ ...machine, ...asked }).map(({ finding, count, first, last }) => {
    const object = finding.location.kind === 'runtime' ? finding.location.object : '';
    return `${finding.severity} ${object} ${count} ${first}-${last}`;
  });

test('the same fact is one finding with how often, when first and when last, whatever the order and the container', async () => {
  const match = await matches();
  const tally = new FindingTally();
  for (const [time, container] of [
    [5n, 'a'],
    [3n, 'a'],
    [9n, 'b'],
  ] as const)
    tally.see(match('WARNING', '/x', time), container);
  tally.see(match('WARNING', '/y', 4n), '');
  assert.deepEqual(told(tally), ['medium /x 3 3-9', 'medium /y 1 4-4']);
  assert.deepEqual(told(tally, { containers: new Set(['a']) }), ['medium /x 2 3-5']);
  assert.deepEqual(told(tally, { containers: new Set(['']) }), ['medium /y 1 4-4']);
  assert.deepEqual(told(tally, { containers: new Set(['c']) }), []);
  assert.deepEqual([tally.alerts(new Set(['a'])), tally.alerts(new Set(['a', 'b', '']))], [2, 4]);
  assert.deepEqual(tally.containers, ['a', 'b', '']);
});

test('the most severe come first, then what came most often; no more than asked for', async () => {
  const match = await matches();
  const tally = new FindingTally();
  for (const time of [1n, 2n]) tally.see(match('DEBUG', '/often', time), 'a');
  tally.see(match('DEBUG', '/once', 1n), 'a');
  tally.see(match('CRITICAL', '/bad', 1n), 'a');
  assert.deepEqual(told(tally), ['critical /bad 1 1-1', 'negligible /often 2 1-2', 'negligible /once 1 1-1']);
  assert.deepEqual(told(tally, { most: 2 }).length, 2);
  assert.deepEqual(told(tally, { most: 0 }), []);
});

test('noise hides nothing: where there is no room the least severe gives way, and every alert is counted', async () => {
  const match = await matches();
  const tally = new FindingTally(3);
  for (let number = 0; number < 1_000; number++) tally.see(match('DEBUG', `/noise/${number}`, 1n), 'a');
  assert.equal(told(tally).length, 3);
  tally.see(match('CRITICAL', '/bad', 2n), 'a');
  tally.see(match('WARNING', '/odd', 3n), 'a');
  for (let number = 0; number < 1_000; number++) tally.see(match('DEBUG', `/more/${number}`, 4n), 'a');
  const found = told(tally);
  assert.deepEqual(found.slice(0, 2), ['critical /bad 1 2-2', 'medium /odd 1 3-3']);
  assert.equal(found.length, 3);
  assert.equal(tally.alerts(new Set(['a'])), 2_002);
  const full = new FindingTally(2);
  for (const file of ['/1', '/2', '/3']) full.see(match('CRITICAL', file, 1n), 'a');
  assert.deepEqual(told(full).length, 2, 'what is as bad stays');
});
