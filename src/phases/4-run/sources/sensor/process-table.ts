import { defined } from '../../../../core/index.ts';
import type { SensorEvent } from './sensor-event.ts';

/** What is known of a process from its last exec. */
export interface KnownProcess {
  readonly pid: number;
  readonly parent?: number;
  readonly name: string;
  readonly path?: string;
  readonly args?: readonly string[];
  readonly directory?: string;
}

/** Most processes that are remembered; the oldest go first. */
const maxProcesses = 65_536;
/** Most ancestors that are followed. */
const maxDepth = 64;

/** Processes as the events of the sensor tell them. A process that was there before the sensor is known by name only. */
export class ProcessTable {
  readonly #processes = new Map<number, KnownProcess>();
  #gone: number | undefined;

  /** Takes an event in. A process that ends is forgotten with the next event, so that its own end can still be judged. */
  learn(event: SensorEvent): void {
    if (this.#gone !== undefined) this.#processes.delete(this.#gone);
    this.#gone = event.kind === 'exit' ? event.process.pid : undefined;
    const { pid, parent, name } = event.process;
    const before = this.#processes.get(pid);
    if (before !== undefined && event.kind !== 'exec') return;
    const inherited = parent === undefined ? undefined : this.#processes.get(parent);
    const origin = parent === undefined ? {} : { parent };
    this.#processes.delete(pid);
    if (event.kind === 'exec') {
      const { path, args, directory } = event;
      this.#processes.set(pid, {
        pid,
        ...origin,
        name,
        ...defined({ path, args, directory }),
      });
    } else {
      // A child that has not executed anything is its parent's program still.
      this.#processes.set(pid, { ...inherited, pid, ...origin, name });
    }
    if (this.#processes.size > maxProcesses)
      for (const oldest of this.#processes.keys()) return void this.#processes.delete(oldest);
  }

  get(pid: number): KnownProcess | undefined {
    return this.#processes.get(pid);
  }

  /** The nth ancestor: 0 is the process itself. */
  ancestor(pid: number, generation: number): KnownProcess | undefined {
    let found = this.#processes.get(pid);
    for (let step = 0; step < Math.min(generation, maxDepth) && found !== undefined; step += 1)
      found = found.parent === undefined ? undefined : this.#processes.get(found.parent);
    return generation > maxDepth ? undefined : found;
  }

  /** Parent, its parent and so on, as far as known. */
  ancestors(pid: number): readonly KnownProcess[] {
    const found: KnownProcess[] = [];
    let next = this.ancestor(pid, 1);
    while (next !== undefined && found.length < maxDepth) {
      found.push(next);
      next = next.parent === undefined ? undefined : this.#processes.get(next.parent);
    }
    return found;
  }
}
