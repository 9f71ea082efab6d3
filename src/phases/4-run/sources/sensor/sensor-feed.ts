import { type CgroupContainer, containerOfPath } from '../../containers/index.ts';
import { EventPipeline, type PipelineOptions } from '../../replay/index.ts';
import type { RuleEngine } from '../../rules/engine.ts';
import { type ContainerIdentity, cgroupContainerOf, identityOf, joinProcess, type Thread } from '../../state/index.ts';
import type { CaptureEvent } from '../scap/index.ts';
import { noCounters, type SensorCounters } from './counters.ts';
import {
  type CgroupRecord,
  type EventOrigin,
  type Hello,
  type MappedCode,
  marks,
  type PresentDescriptor,
  type PresentProcess,
  type SensorHandler,
  type SnapshotEnd,
} from './frames.ts';
import { cgroupsOf } from './read-body.ts';

export interface FeedOptions extends PipelineOptions {
  /** The rules, for what the sensor says it tells. */
  readonly engine: (hello: Hello) => RuleEngine;
  /** The sensor has begun, and nothing has happened yet. */
  readonly onBegin?: (feed: SensorFeed) => void;
  /** A container shows itself; called before the first event in it is judged. */
  readonly onContainer?: (container: CgroupContainer) => void;
  /** A process of a container (its short id) shows itself that executed in it, the first of its container; called before that event is judged. */
  readonly onFirst?: (container: string, pid: number) => void;
  /** Code was mapped in a container (its short id; empty on the host). */
  readonly onMap?: (map: MappedCode, container: string) => void;
  /** Something happened in a container. */
  readonly onEvent?: (container: string, time: bigint) => void;
}

/** Most control groups that are remembered; the oldest go first. */
const maxCgroups = 16_384;

/** What a control group of version 2 says of the processes in it. */
interface Placement {
  readonly container: ContainerIdentity | undefined;
  /** Its path as captures list it. */
  readonly cgroups: readonly string[];
}

/** Controllers of version 2 that rules ask a path of. */
const controllers = ['cpuset', 'cpu', 'io', 'memory', 'pids'] as const;

const begins: ReadonlySet<string> = new Set(['clone', 'clone3', 'fork', 'vfork']);
const executes: ReadonlySet<string> = new Set(['execve', 'execveat']);

/**
 * What a sensor tells goes the way of a recording: its snapshot as the lists, its events as the events, into the same state, fields and rules. What it knows
 * beyond a recording is put in first: which process a thread is of and when that began, so that a number that was given anew is another process; and the
 * control group as it was at the moment, so that each event is in its own container.
 */
export class SensorFeed implements SensorHandler {
  readonly #options: FeedOptions;
  readonly #placements = new Map<number, Placement>();
  /** Containers by control groups of version 1, told where version 2 does not name one. */
  readonly #byList = new WeakMap<readonly string[], { readonly container: ContainerIdentity | undefined }>();
  /** Containers of which a process has shown itself. */
  readonly #seen = new Set<string>();
  /** When the process of a thread began, as the sensor counts. */
  readonly #starts = new WeakMap<Thread, number>();
  #begun: { readonly hello: Hello; readonly engine: RuleEngine; readonly pipeline: EventPipeline } | undefined;
  /** What was told and lost so far. */
  lastCounters: SensorCounters = noCounters;
  snapshot: SnapshotEnd | undefined;
  /** Events in which a text was cut. */
  cut = 0;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  get #all() {
    if (this.#begun === undefined) throw new Error('nothing is known before the sensor begins');
    return this.#begun;
  }

  get hasBegun(): boolean {
    return this.#begun !== undefined;
  }

  /** The way of the events; only once the stream has begun, as the two below. */
  get pipeline(): EventPipeline {
    return this.#all.pipeline;
  }

  get engine(): RuleEngine {
    return this.#all.engine;
  }

  get beginning(): Hello {
    return this.#all.hello;
  }

  hello(hello: Hello): void {
    const engine = this.#options.engine(hello);
    this.#begun = { hello, engine, pipeline: new EventPipeline(engine, this.#options) };
    this.#options.onBegin?.(this);
  }

  process({ record, cgroup, start }: PresentProcess): void {
    const { threads, lists } = this.pipeline.state;
    lists.process?.(record);
    const thread = threads.get(record.tid);
    if (thread === undefined) return;
    this.#starts.set(thread, start);
    const known = this.#placements.get(cgroup)?.container;
    if (known !== undefined) this.#first(known.id, record.pid);
    const boot = this.beginning.boot;
    if (boot !== undefined && start > 0) thread.started = boot + BigInt(start);
    if (thread.cgroups.length === 0) thread.cgroups = this.#placements.get(cgroup)?.cgroups ?? thread.cgroups;
    this.#place(thread, cgroup);
  }

  descriptor({ pid, record }: PresentDescriptor): void {
    this.pipeline.state.lists.file?.(pid, record);
  }

  snapshotEnd(end: SnapshotEnd): void {
    this.snapshot = end;
  }

  cgroup({ cgroup, path, pid, lines }: CgroupRecord): void {
    if (path !== '') this.#learn(cgroup, path);
    const thread = pid === 0 ? undefined : this.pipeline.state.threads.get(pid);
    const own = cgroupsOf(lines);
    if (thread === undefined || own.length === 0) return;
    thread.cgroups = own;
    this.#place(thread, cgroup);
  }

  map(map: MappedCode): void {
    const placed = this.#placements.get(map.cgroup)?.container ?? this.pipeline.state.threads.get(map.pid)?.container;
    this.#options.onMap?.(map, placed?.id ?? '');
  }

  event(event: CaptureEvent, origin: EventOrigin): void {
    const { pipeline } = this.#all;
    const { pid, cgroup } = origin;
    const isExec = executes.has(event.type.name);
    const thread = begins.has(event.type.name) ? undefined : this.#threadOf(event, origin, isExec);
    if ((origin.marks & marks.cut) !== 0) this.cut += 1;
    const path = (origin.marks & marks.isPath) === 0 ? origin.path : event.text('name');
    const isDirectory = (origin.marks & marks.directory) !== 0;
    if (path !== undefined || isDirectory) event.opened = { path, isDirectory };
    if (isExec && thread?.container !== undefined) this.#first(thread.container.id, pid);
    pipeline.event(event);
    if (this.#options.onEvent === undefined) return;
    const { container } = thread ??
      pipeline.state.threads.get(pid) ?? { container: this.#placements.get(cgroup)?.container };
    this.#options.onEvent(container?.id ?? '', event.time);
  }

  unknownEvent(): void {
    this.pipeline.handler.unknownEvent?.(0);
  }

  counters(counters: SensorCounters): void {
    this.lastCounters = counters;
  }

  /** The thread of an event, put where it belongs before the event happens to it. */
  #threadOf(event: CaptureEvent, { pid, start, cgroup }: EventOrigin, isExec: boolean): Thread {
    const { threads } = this.pipeline.state;
    let thread = threads.get(event.tid);
    const began = thread === undefined ? undefined : this.#starts.get(thread);
    // Its number was given to another process, of whose beginning nothing was told.
    const isOther = began !== undefined && start !== 0 && began !== 0 && began !== start;
    if (thread !== undefined && isOther) {
      threads.forget(thread);
      thread = undefined;
    }
    thread ??= this.#unseen(event.tid, pid);
    if (start !== 0) this.#starts.set(thread, start);
    if (isExec && event.get('cgroups') === undefined) thread.cgroups = this.#placements.get(cgroup)?.cgroups ?? [];
    this.#place(thread, cgroup);
    return thread;
  }

  /** Of a container's processes the first that executes: whoever sets it up has the root of the host before. */
  #first(container: string, pid: number): void {
    if (this.#seen.has(container)) return;
    this.#seen.add(container);
    if (this.#seen.size > maxCgroups) this.#seen.clear();
    this.#options.onFirst?.(container, pid);
  }

  /** A thread that shows itself by an event: it shares what is known of its process. */
  #unseen(tid: number, pid: number): Thread {
    const { state } = this.pipeline;
    const leader = state.threads.of(pid);
    if (tid === pid) return leader;
    const thread = joinProcess(state, leader, tid);
    state.threads.add(thread);
    return thread;
  }

  /** The control group says in which container a thread is. Where version 2 is at its root, or names none, the list of version 1 does. */
  #place(thread: Thread, cgroup: number): void {
    const placement = this.#placements.get(cgroup);
    if (placement?.container !== undefined) thread.container = placement.container;
    else if (placement !== undefined || thread.cgroups.length > 0) thread.container = this.#ofList(thread.cgroups);
  }

  #ofList(cgroups: readonly string[]): ContainerIdentity | undefined {
    if (cgroups.length === 0) return undefined;
    let known = this.#byList.get(cgroups);
    if (known === undefined) {
      known = { container: this.#shown(cgroupContainerOf(cgroups)) };
      this.#byList.set(cgroups, known);
    }
    return known.container;
  }

  #learn(cgroup: number, path: string): void {
    const container = this.#shown(containerOfPath(path));
    this.#placements.delete(cgroup);
    this.#placements.set(cgroup, { container, cgroups: controllers.map((controller) => `${controller}=${path}`) });
    if (this.#placements.size <= maxCgroups) return;
    for (const oldest of this.#placements.keys()) {
      this.#placements.delete(oldest);
      return;
    }
  }

  #shown(container: CgroupContainer | undefined): ContainerIdentity | undefined {
    if (container === undefined) return undefined;
    this.#options.onContainer?.(container);
    return identityOf(container);
  }
}
