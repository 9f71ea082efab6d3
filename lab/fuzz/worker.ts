import { parentPort, workerData } from 'node:worker_threads';
import { attempt } from './attempt.ts';
import type { FuzzTarget } from './fuzz.ts';
import { fuzzTargets } from './targets/index.ts';

/** What a worker is started with: the targets that it works through, and where it tells the round it is in. */
export interface WorkerTask {
  readonly targets: readonly string[];
  readonly seed: number;
  /** For all of them together. */
  readonly milliseconds: number;
  /** One number: the round. Whoever waits sees by it a reader that never comes back. */
  readonly round: SharedArrayBuffer;
}

/** What it tells of each target: first the examples it works with (some have keys made anew each time), then how it went. */
export type WorkerMessage =
  | { readonly target: string; readonly seeds: readonly Uint8Array[] }
  | { readonly target: string; readonly rounds: number; readonly faults: readonly Fault[] };

export interface Fault {
  readonly round: number;
  readonly what: string;
}

/** A target with so many faults has said enough. */
const maxFaults = 5;

const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);

async function work(target: FuzzTarget, seed: number, milliseconds: number, told: Int32Array): Promise<void> {
  tell({ target: target.name, seeds: target.seeds });
  const end = performance.now() + milliseconds;
  const faults: Fault[] = [];
  let round = 0;
  // Its own examples always, whatever time is left.
  while ((round < target.seeds.length || performance.now() < end) && faults.length < maxFaults) {
    Atomics.store(told, 0, round);
    const what = await attempt(target, seed, round);
    if (what !== undefined) faults.push({ round, what });
    round += 1;
  }
  tell({ target: target.name, rounds: round, faults });
}

if (parentPort !== null) {
  const task = workerData as WorkerTask;
  const told = new Int32Array(task.round);
  const end = performance.now() + task.milliseconds;
  const targets = fuzzTargets.filter(({ name }) => task.targets.includes(name));
  // What one does not use is shared by those behind it.
  for (const [index, target] of targets.entries()) {
    await work(target, task.seed, Math.max(0, end - performance.now()) / (targets.length - index), told);
  }
}
