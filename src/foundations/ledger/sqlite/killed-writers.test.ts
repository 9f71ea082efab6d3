import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { openLedger } from './open-ledger.ts';

/* Writers that are killed (SIGKILL) at random moments: what they were told was kept is there, and the chain holds. */

/** Appends for ever and prints each record that was accepted; prunes now and then, but not what it prints. */
const writer = `
  const { openLedger } = await import(process.argv[1]);
  const ledger = await openLedger(process.argv[2]);
  const producer = { name: 'writer', version: '1' };
  const time = '2026-01-01T00:00:00.000Z';
  for (let n = 0; ; n++) {
    const payload = { n, text: 'x'.repeat((n * 7919) % 3000) };
    const kept = { subject: 'host:kept', names: ['n' + n], kind: 'scan', shape: 1, producer, time, payload };
    const passing = { ...kept, subject: 'host:passing' };
    const [record] = await ledger.appendAll([kept, passing]);
    process.stdout.write(record.sequence + ' ' + record.digest + '\\n');
    if (n % 10 === 9) await ledger.prune({ prunable: ['lint'], keepLast: 1, time, producer });
    await ledger.append({ ...passing, kind: 'lint' });
  }
`;

/** Runs a writer and kills it some time after its first record was accepted. Returns the lines that it printed whole. */
async function killedWriter(directory: string, after: number): Promise<string[]> {
  const module = new URL('./open-ledger.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', writer, module, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)));
  for await (const chunk of child.stdout) {
    const isFirst = text === '';
    text += String(chunk);
    if (isFirst) void sleep(after).then(() => child.kill('SIGKILL'));
  }
  assert.equal(await ended, 'SIGKILL', 'the writer ended by itself');
  return text.split('\n').slice(0, -1);
}

test('writers that are killed lose nothing that was accepted, and the next one goes on', () =>
  inTemporaryDirectory(async (directory) => {
    const accepted: string[] = [];
    for (let round = 0; round < 3; round++) {
      const writers = Array.from({ length: 3 }, () => killedWriter(directory, 5 + Math.random() * 150));
      accepted.push(...(await Promise.all(writers)).flat());
      const ledger = await openLedger(directory);
      const { problems, checked } = await ledger.verify();
      assert.deepEqual(problems, []);
      assert.ok(checked >= accepted.length);
      await ledger.close();
    }
    assert.ok(accepted.length >= 9);
    assert.equal(new Set(accepted).size, accepted.length);
    const ledger = await openLedger(directory);
    const there = new Set<string>();
    for await (const line of ledger.export({ subject: 'host:kept' })) {
      const { sequence, digest } = JSON.parse(line) as { sequence?: number; digest?: string };
      there.add(`${sequence} ${digest}`);
    }
    assert.deepEqual(
      accepted.filter((record) => !there.has(record)),
      [],
    );
    await ledger.close();
  }));
