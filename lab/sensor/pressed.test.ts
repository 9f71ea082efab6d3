import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { FrameReader, noCounters, type SensorCounters } from '../../src/phases/4-run/index.ts';
import { inControlGroup, inTemporaryDirectory, runnableSensor } from '../fixtures/index.ts';

const run = promisify(execFile);
const quiet = 200;
/** Milliseconds of each turn in which the sensor is read, and in which it is not. */
const [reads, rests] = [15, 400];

/** What was told of the one that is quiet, beside two that flood; a text where the machine lacks something for it. */
async function besideAFlood(program: string, tell: (line: string) => void) {
  return inTemporaryDirectory(async (directory) => {
    const [acts, loudFolder, quietFolder] = ['acts', 'loud', 'quiet'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    await run('cc', ['-O2', '-pthread', '-o', acts, join(import.meta.dirname, 'acts.c')]);
    for (const folder of [loudFolder, quietFolder]) await mkdir(folder);
    const words = (procs: string, ...act: readonly string[]) => [
      '-c',
      `echo $$ >${procs}; exec ${acts} ${act.join(' ')}`,
    ];

    const opened = new Set<string>();
    const placed = new Set<number>();
    const executed = new Set<string>();
    let loud = 0;
    let counters: SensorCounters = noCounters;
    const ready = Promise.withResolvers<void>();
    const reader = new FrameReader({
      snapshotEnd: () => ready.resolve(),
      event(event) {
        const name = event.text('name') ?? '';
        if (name === 'storm') loud += 1;
        if (name.startsWith('quiet-')) opened.add(name);
        if (event.type.name === 'dup2') placed.add(event.whole('res') ?? -1);
        const args = event.type.name === 'execve' && event.get('args');
        if (args instanceof Uint8Array) executed.add(Buffer.from(args).toString().replace('\0', ''));
      },
      counters(value) {
        counters = value;
      },
    });
    const lacking = await inControlGroup(`seaworthy-loud-${process.pid}`, (loudProcs) =>
      inControlGroup(`seaworthy-quiet-${process.pid}`, async (quietProcs) => {
        const sensor = spawn(program, ['--events', 'openat,execve'], { stdio: ['pipe', 'pipe', 'inherit'] });
        const ended = new Promise<number | null>((resolve) => sensor.once('close', resolve));
        sensor.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
        await Promise.race([ready.promise, ended]);
        const storms = [1, 2].map(() => spawn('/bin/sh', words(loudProcs, 'storm'), { cwd: loudFolder }));
        const gone = Promise.all(storms.map((storm) => new Promise((resolve) => storm.once('close', resolve))));
        let isOver = false;
        const slowly = (async () => {
          while (!isOver) {
            sensor.stdout.pause();
            await setTimeout(rests);
            sensor.stdout.resume();
            await setTimeout(reads);
          }
        })();
        try {
          // Until there is no room any more.
          await setTimeout(1_500);
          await run('/bin/sh', words(quietProcs, 'quietly', `${quiet}`), { cwd: quietFolder });
        } finally {
          isOver = true;
          await slowly;
          for (const storm of storms) storm.kill('SIGKILL');
          await gone;
          sensor.stdin.end();
        }
        assert.equal(await ended, 0);
      }).then((why) => assert.equal(why, undefined)),
    );
    if (lacking !== undefined) return lacking;
    reader.finish();
    tell(`${loud} opens of the flood told; lost: ${[...counters.lost].map((pair) => pair.join(' ')).join(', ')}`);
    assert.ok((counters.lost.get('openat') ?? 0) > 10_000, 'it was no flood');
    const numbers = Array.from({ length: quiet }, (_, number) => number);
    const missing = (is: (number: number) => boolean) => numbers.filter((number) => !is(number));
    return {
      files: missing((number) => opened.has(`quiet-${number}`)),
      descriptors: missing((number) => placed.has(100 + number)),
      programs: missing((number) => number % 10 !== 9 || executed.has(`quiet-${number}`)),
    };
  });
}

/** Others on this machine flood as well: what they leave of the room is nobody's here. Without shares for each group no try comes through. */
const tries = 3;

test('who floods a slow reader loses its own events, and hides nothing of other control groups', {
  timeout: 180_000,
}, async (t) => {
  const found = await runnableSensor();
  if ('missing' in found) return t.skip(found.missing);
  for (let number = 1; ; number++) {
    const missing = await besideAFlood(found.program, (line) => t.diagnostic(line));
    if (typeof missing === 'string') return t.skip(missing);
    const isWhole = Object.values(missing).every((list) => list.length === 0);
    if (!isWhole && number < tries) continue;
    return assert.deepEqual(missing, { files: [], descriptors: [], programs: [] });
  }
});
