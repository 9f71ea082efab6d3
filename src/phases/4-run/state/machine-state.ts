import type { CaptureHandler, MachineInfo } from '../sources/scap/index.ts';
import { Accounts } from './accounts.ts';
import type { ContainerInfo } from './container-info.ts';
import { descriptorOf, type FileDescriptor } from './descriptor.ts';
import { Interfaces } from './interfaces.ts';
import { OpenBefore } from './open-before.ts';
import { resolvePath, workingDirectory } from './paths.ts';
import { type Thread, threadOf } from './thread.ts';
import { type StateLimits, ThreadTable } from './thread-table.ts';

/** What is known of a machine: processes, open files, users, containers. What changes it are the lists of a capture, and effects of events. */
export class MachineState {
  readonly threads: ThreadTable;
  readonly accounts = new Accounts();
  readonly containers = new Map<string, ContainerInfo>();
  machine: MachineInfo | undefined;
  readonly interfaces = new Interfaces();
  readonly #openBefore = new OpenBefore();
  /** Stretches in which the recorder dropped events. */
  dropped = 0;
  /** Events that a sensor says were lost. */
  lost = 0;

  constructor(limits: StateLimits) {
    this.threads = new ThreadTable(limits);
  }

  /** Takes the lists of a capture; to be joined with a handler of events. */
  get lists(): CaptureHandler {
    return {
      section: () => this.#reset(),
      machine: (info) => {
        this.machine = info;
      },
      process: (record) => {
        const thread = threadOf(record);
        this.threads.add(thread);
        this.threads.share(thread);
      },
      file: (tid, record) => {
        const thread = this.threads.get(tid);
        if (thread === undefined) return;
        const descriptor = descriptorOf(record);
        this.threads.open(thread, record.fd, descriptor);
        this.#openBefore.note(descriptor);
      },
      user: (record) => this.accounts.addUser(record),
      group: (record) => this.accounts.addGroup(record),
      interfaces: () => this.interfaces.list(),
      interface: (record) => this.interfaces.add(record),
    };
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

  /** The descriptor an event is about, once it has been applied. */
  descriptor(thread: Thread, fd: number | undefined): FileDescriptor | undefined {
    return fd === undefined ? undefined : thread.descriptors.get(fd);
  }

  /** What a runtime tells of the container of a thread. */
  containerOf(thread: Thread): ContainerInfo | undefined {
    return thread.container === undefined ? undefined : this.containers.get(thread.container.id);
  }

  /** The lists have been read: what only all of them tell is settled. To be called before an event changes anything; quick when nothing is to be done. */
  settleLists(): void {
    this.#openBefore.settle();
  }

  #reset(): void {
    this.threads.clear();
    this.accounts.clear();
    this.containers.clear();
    this.interfaces.clear();
    this.#openBefore.clear();
    this.machine = undefined;
  }
}
