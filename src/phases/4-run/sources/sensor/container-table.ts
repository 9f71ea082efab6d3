import { type CgroupContainer, parseContainer } from '../../containers/index.ts';
import type { CgroupFrame } from './frame.ts';
import type { SensorEvent } from './sensor-event.ts';

/** Most cgroups, and most processes, that are remembered; the oldest go first. */
const maxEntries = 65_536;

function put<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > maxEntries) for (const oldest of map.keys()) return void map.delete(oldest);
}

/**
 * Which container an event belongs to. With cgroup v2 each container has a number of its own. Where only v1 is in use all processes share the root's
 * number: there the process tells, as it was at its last exec, or its parent.
 */
export class ContainerTable {
  readonly #byCgroup = new Map<bigint, CgroupContainer | undefined>();
  readonly #byProcess = new Map<number, CgroupContainer | undefined>();
  readonly #shared = new Set<bigint>();

  learn(frame: CgroupFrame): void {
    const found = parseContainer(frame.lines);
    const root = /^0::\/$/m.test(frame.lines) || !/^0::/m.test(frame.lines);
    if (root && this.#shared.size < maxEntries) this.#shared.add(frame.id);
    if (this.#shared.has(frame.id)) put(this.#byProcess, frame.pid, found);
    else put(this.#byCgroup, frame.id, found);
  }

  /** The event with its container, where there is one. */
  place(event: SensorEvent): SensorEvent {
    const container = this.#of(event);
    if (event.kind === 'exit') this.#byProcess.delete(event.process.pid);
    return container === undefined ? event : { ...event, container };
  }

  #of(event: SensorEvent): CgroupContainer | undefined {
    const { pid, parent } = event.process;
    if (event.cgroup !== 0n && !this.#shared.has(event.cgroup)) return this.#byCgroup.get(event.cgroup);
    if (this.#byProcess.has(pid) || parent === undefined) return this.#byProcess.get(pid);
    const inherited = this.#byProcess.get(parent);
    if (inherited !== undefined) put(this.#byProcess, pid, inherited);
    return inherited;
  }
}
