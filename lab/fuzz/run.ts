import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { printable, whyOf } from '../../src/core/index.ts';
import { attemptOn, inputOf } from './attempt.ts';
import { fuzzTargets } from './targets/index.ts';
import { wholeNumber } from './whole-number.ts';
import type { Fault, WorkerMessage, WorkerTask } from './worker.ts';

/*
 * `npm run fuzz [-- --seconds N] [--seed N] [--only TEXT]`: gives every reader of hostile bytes inputs made from true ones, for about N seconds in all
 * (20 unless said otherwise). Each gives an answer or one of our errors, within bounds of time and memory. Whatever else it does is printed, and the input
 * is kept in a file: `npm run fuzz -- --only NAME --input FILE` tries it again. The same seed makes the same inputs (but for keys, which are made anew).
 * Exit codes: 0, 1 when a reader did otherwise, 2 for wrong use.
 */

/** Longest that a reader may stay with one input before it counts as hanging, in milliseconds. */
const hanging = 15_000;

/** How a target went, and the examples that its inputs were made from. */
interface Told {
  readonly target: string;
  readonly seeds: readonly Uint8Array[];
  readonly rounds: number;
  readonly faults: readonly Fault[];
}

/** Works through targets in a thread of its own, which is ended when a reader does not come back: then the last that is told hung, and the rest is not told. */
function fuzz(task: Omit<WorkerTask, 'round'>): Promise<readonly Told[]> {
  const round = new SharedArrayBuffer(4);
  const now = new Int32Array(round);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { ...task, round } });
  const { promise, resolve, reject } = Promise.withResolvers<readonly Told[]>();
  const all: Told[] = [];
  let current: Pick<Told, 'target' | 'seeds'> | undefined;
  let [last, since] = [-1, performance.now()];
  const watch = setInterval(() => {
    const at = Atomics.load(now, 0);
    if (at !== last || current === undefined) [last, since] = [at, performance.now()];
    else if (performance.now() - since > hanging) {
      all.push({ ...current, rounds: at, faults: [{ round: at, what: `it was still busy after ${hanging} ms` }] });
      void worker.terminate();
    }
  }, 250);
  worker.on('message', (message: WorkerMessage) => {
    [last, since] = [-1, performance.now()];
    if ('seeds' in message) current = message;
    else if (current !== undefined) all.push({ ...current, ...message });
  });
  worker.once('error', reject);
  worker.once('exit', () => resolve(all));
  return promise.finally(() => clearInterval(watch));
}

async function run(seconds: number, seed: number, only: string): Promise<number> {
  let names = fuzzTargets.map(({ name }) => name).filter((name) => name.includes(only));
  if (names.length === 0) throw new Error(`there is no reader "${only}": ${namesOfAll()}`);
  const end = performance.now() + seconds * 1_000;
  let [readers, rounds, faults] = [0, 0, 0];
  while (names.length > 0) {
    const all = await fuzz({ targets: names, seed, milliseconds: Math.max(0, end - performance.now()) });
    if (all.length === 0) throw new Error('the worker did nothing');
    for (const told of all) {
      for (const fault of told.faults) process.stdout.write(await faultText(told, fault, seed));
      readers += 1;
      rounds += told.rounds;
      faults += told.faults.length;
    }
    names = names.filter((name) => !all.some(({ target }) => target === name));
  }
  process.stdout.write(`${readers} readers, ${rounds} inputs, seed ${seed}: ${faults} faults\n`);
  return faults === 0 ? 0 : 1;
}

/** Keeps the input in a file, and says how it is tried again. */
async function faultText({ target, seeds }: Told, { round, what }: Fault, seed: number): Promise<string> {
  const file = join(tmpdir(), `fuzz-${target.replaceAll(/\W+/g, '-')}-${seed}-${round}`);
  await writeFile(file, inputOf({ name: target, seeds }, seed, round));
  return `FAILED ${target}, round ${round}\n  ${printable(what)}\n  again: npm run fuzz -- --only '${target}' --input ${file}\n`;
}

/** One input again. */
async function again(only: string, file: string): Promise<number> {
  const target = fuzzTargets.find(({ name }) => name === only);
  if (target === undefined) throw new Error(`there is no reader "${only}": ${namesOfAll()}`);
  const what = await attemptOn(target, await readFile(file));
  process.stdout.write(`${printable(what ?? 'an answer, or one of our errors')}\n`);
  return what === undefined ? 0 : 1;
}

const namesOfAll = (): string => fuzzTargets.map(({ name }) => name).join(', ');

if (import.meta.main) {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: 'string', default: '20' },
        seed: { type: 'string', default: '20261130' },
        only: { type: 'string', default: '' },
        input: { type: 'string' },
      },
    });
    process.exitCode =
      values.input === undefined
        ? await run(wholeNumber(values.seconds, 'seconds'), wholeNumber(values.seed, 'seed'), values.only)
        : await again(values.only, values.input);
  } catch (error) {
    process.stderr.write(`${whyOf(error)}\n`);
    process.exitCode = 2;
  }
}
