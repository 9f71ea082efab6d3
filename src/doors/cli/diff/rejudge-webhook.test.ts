import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import type { Rejudged } from '../../../flows/index.ts';
import { cli } from '../run.ts';
import { fakeHost, sampleReport } from '../testing/fake-host.ts';

const address = 'https://hooks.example/services/geheim';

async function rejudged(fails: boolean, isWorse: boolean, ...words: string[]) {
  const report = sampleReport([sampleFinding({ severity: 'high' })]);
  const findings = { appeared: isWorse ? report.findings : [], gone: [], changed: [], unchanged: 0 };
  const inventory = { subject: 's', names: ['app:1'], time: '2026-01-01T00:00:00Z' };
  const diff = { before: { created: report.created, unjudged: 0 }, findings };
  const one = { state: 'judged', inventory, before: inventory, report, diff } as unknown as Rejudged;
  const sent: string[] = [];
  const host = fakeHost({
    env: { HOME: '/nowhere', SEAWORTHY_WEBHOOK: address },
    flows: {
      rejudge: async () => [one],
      checkWebhook: () => new URL(address),
      postMessage: async (_to, body) => {
        if (fails) throw new SeaworthyError('E_NETWORK', 'the webhook was not told', { where: 'hooks.example' });
        sent.push(body);
      },
    },
  });
  const code = await cli(['rejudge', ...words], host);
  assert.doesNotMatch(host.printed() + host.said(), /geheim/);
  return { code, sent, said: host.said() };
}

test('what became worse is told, and the exit code is that of the judgement', async () => {
  const cases: readonly (readonly [fails: boolean, isWorse: boolean, words: string[], code: number, sent: number])[] = [
    [false, true, [], 0, 1],
    [false, true, ['--fail-on', 'high'], 3, 1],
    [false, false, [], 0, 0],
    [true, false, [], 0, 0],
    [true, true, [], 1, 0],
    [true, true, ['--fail-on', 'high'], 3, 0],
  ];
  for (const [fails, isWorse, words, code, count] of cases) {
    const done = await rejudged(fails, isWorse, ...words);
    assert.deepEqual([done.code, done.sent.length], [code, count], JSON.stringify([fails, isWorse, words, done.said]));
    if (fails && isWorse) assert.match(done.said, /the webhook was not told/);
  }
});
