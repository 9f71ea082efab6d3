import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { FrameReader } from '../../src/phases/4-run/index.ts';
import { inTemporaryDirectory, runnableSensor } from '../fixtures/index.ts';

const run = promisify(execFile);
const sources = join(import.meta.dirname, '../../sensor');

test('under the sanitizers of addresses and undefined behaviour the sensor survives hostile acts', async (t) => {
  const found = await runnableSensor();
  if ('missing' in found) {
    t.skip(found.missing);
    return;
  }
  await inTemporaryDirectory(async (directory) => {
    try {
      await writeFile(join(directory, 'x.c'), 'int main(void) { return 0; }');
      await run('cc', ['-fsanitize=address,undefined', join(directory, 'x.c'), '-o', join(directory, 'x')]);
    } catch {
      t.skip('the compiler has no sanitizers');
      return;
    }
    await run('make', ['-C', sources, 'asan']);
    await run('cc', ['-O2', '-pthread', '-o', join(directory, 'acts'), join(import.meta.dirname, 'acts.c')]);
    const inner = join(directory, 'inner');
    await mkdir(inner);
    const sensor = spawn(join(sources, 'build/asan/seaworthy-sensor'), [], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    sensor.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    let events = 0;
    const ready = Promise.withResolvers<void>();
    const reader = new FrameReader({
      snapshotEnd: () => ready.resolve(),
      event() {
        events += 1;
      },
    });
    sensor.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
    const ended = new Promise<number | null>((resolve) => sensor.on('close', resolve));
    await Promise.race([ready.promise, ended]);
    const act = (...words: string[]) =>
      run(join(directory, 'acts'), words, { cwd: inner, timeout: 60_000 }).catch(() => {});
    const words = [
      'thread-executes',
      'leader-goes',
      'orphans',
      'deep',
      'uring',
      'compat',
      'mapped',
      'argv overwritten',
    ];
    for (const word of words) await act(...word.split(' '));
    await Promise.all([act('opens', '20000'), act('race', '5000'), act('forks', '300')]);
    for (let turn = 0; turn < 40; turn += 1) {
      // Any bytes but zero, which ends an argument.
      const argument = randomBytes(1 + turn * 60)
        .toString('latin1')
        .replaceAll('\0', '\x01');
      const env = Object.fromEntries(Array.from({ length: turn }, (_, index) => [`E${index}`, 'v'.repeat(turn * 10)]));
      await run('/bin/true', [argument, argument], { env });
      await open(join(inner, argument)).catch(() => {});
    }
    sensor.stdin.end();
    assert.equal(await ended, 0, said.slice(0, 2_000));
    assert.equal(said, '');
    reader.finish();
    assert.ok(events > 20_000);
  });
});
