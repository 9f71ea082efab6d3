import {
  type CaptureEvent,
  type CaptureHandler,
  type Endpoint,
  type EventType,
  eventTypes,
  type InterfaceRecord,
  type MachineInfo,
} from '../captures/index.ts';
import { Accounts } from './accounts.ts';
import type { ContainerInfo } from './container-info.ts';
import { type Descriptor, descriptorOf } from './descriptor.ts';
import { afterEffects, effects } from './effects.ts';
import { resolvePath, workingDirectory } from './paths.ts';
import { type Thread, threadOf } from './thread.ts';
import { defaultStateLimits, type StateLimits, ThreadTable } from './thread-table.ts';

export interface StateOptions {
  readonly limits?: StateLimits;
  /** Whether anybody will ask about events of that name: only then is the beginning of a call kept for its end. All when not given. */
  readonly wanted?: (name: string) => boolean;
}

/**
 * What is known of a machine while its events go by: processes, open files, users, containers. First the lists of a capture or of a live system, then each
 * event with `apply`, which gives the thread it happened in, and with `finish` once it has been judged.
 */
export class SystemState {
  readonly threads: ThreadTable;
  readonly accounts = new Accounts();
  readonly containers = new Map<string, ContainerInfo>();
  machine: MachineInfo | undefined;
  #interfaces = new Set<string>();
  readonly #wanted: (name: string) => boolean;
  /** By code of an event that begins a call: whether it is kept for the end. */
  readonly #keeps: (boolean | undefined)[] = [];
  /** Stretches in which the recorder dropped events. */
  dropped = 0;
  /** Events that a sensor says were lost. */
  lost = 0;

  constructor(options: StateOptions = {}) {
    this.threads = new ThreadTable(options.limits ?? defaultStateLimits);
    this.#wanted = options.wanted ?? (() => true);
  }

  /** Takes the lists of a capture; to be joined with a handler of events. */
  get lists(): CaptureHandler {
    return {
      section: () => this.#reset(),
      machine: (info) => {
        this.machine = info;
      },
      process: (record) => this.threads.add(threadOf(record)),
      file: (tid, record) => {
        const thread = this.threads.get(tid);
        if (thread !== undefined) this.threads.open(thread, record.fd, descriptorOf(record));
      },
      user: (record) => this.accounts.addUser(record),
      group: (record) => this.accounts.addGroup(record),
      interface: (record) => this.#addInterface(record),
    };
  }

  /** Whether events of that shape change anything, or complete one that does. */
  concerns({ code, direction }: EventType): boolean {
    if (effects[code] !== undefined || afterEffects[code] !== undefined) return true;
    return direction === 'enter' && (effects[code + 1] !== undefined || afterEffects[code + 1] !== undefined);
  }

  /** The event happens: gives the thread it happened in, as it is right after. */
  apply(event: CaptureEvent): Thread {
    const thread = this.threads.of(event.tid);
    const { code, direction } = event.type;
    if (direction === 'enter') {
      if (this.#keep(event)) thread.enter = event.copy();
    } else if (thread.enter !== undefined) {
      if (thread.enter.type.code === code - 1) event.enter = thread.enter;
      thread.enter = undefined;
    }
    const effect = effects[code];
    if (effect === undefined) return thread;
    effect(this, thread, event);
    // It may have become another: a program started from a thread takes the place of its process.
    return this.threads.get(event.tid) ?? thread;
  }

  /** The event has been judged: what it ended goes. */
  finish(event: CaptureEvent, thread: Thread): void {
    afterEffects[event.type.code]?.(this, thread, event);
  }

  /** The directory that a path relative to a descriptor starts from; empty when it is not known. */
  directory(thread: Thread, fd: number | undefined): string {
    if (fd === undefined || fd === workingDirectory) return thread.place.cwd;
    return thread.descriptors.get(fd)?.name ?? '<UNKNOWN>';
  }

  /** The whole path of a call that names one relative to a descriptor. */
  pathAt(thread: Thread, fd: number | undefined, path: string): string {
    return resolvePath(path.startsWith('/') ? '' : this.directory(thread, fd), path);
  }

  /** Whether an address is one of this machine. */
  isLocal({ address }: Endpoint): boolean {
    return this.#interfaces.has(address.join('.'));
  }

  /** The descriptor an event is about, once it has been applied. */
  descriptor(thread: Thread, fd: number | undefined): Descriptor | undefined {
    return fd === undefined ? undefined : thread.descriptors.get(fd);
  }

  /** What a runtime tells of the container of a thread. */
  containerOf(thread: Thread): ContainerInfo | undefined {
    return thread.container === undefined ? undefined : this.containers.get(thread.container.id);
  }

  #keep(event: CaptureEvent): boolean {
    const { code, name, parameters } = event.type;
    let keep = this.#keeps[code];
    if (keep === undefined) {
      keep =
        parameters.length > 0 &&
        eventTypes[code + 1]?.direction === 'exit' &&
        (this.concerns(event.type) || this.#wanted(name));
      this.#keeps[code] = keep;
    }
    return keep;
  }

  #addInterface({ address }: InterfaceRecord): void {
    this.#interfaces.add(address.join('.'));
  }

  #reset(): void {
    this.threads.clear();
    this.accounts.clear();
    this.containers.clear();
    this.#interfaces = new Set();
    this.machine = undefined;
  }
}
