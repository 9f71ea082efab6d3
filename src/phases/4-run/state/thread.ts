import type { CaptureEvent, MemoryRecord, ProcessRecord } from '../sources/scap/index.ts';
import { type ContainerIdentity, containerOf } from './container.ts';
import type { FileDescriptor } from './descriptor.ts';

/** The number of a user or group that is not known. */
export const unknownId = 0xffff_ffff;

/** What stands for the name and program of a process of which only the number is known. */
export const unknownText = '<NA>';

/** What is kept of a name when there is no room. */
const shortName = 64;

/** Open descriptors by number; threads of a process share them. */
export type DescriptorTable = Map<number, FileDescriptor>;

/** The working directory, which threads of a process share; empty when it is not known. */
export interface ThreadPlace {
  cwd: string;
  root: string;
}

/** What is known of a thread. The one whose number is that of its process stands for the process. */
export class Thread {
  readonly tid: number;
  pid: number;
  parent = -1;
  name = unknownText;
  /** The program as it was called: its first argument. */
  executable = unknownText;
  /** Path of the program; empty when it is not known. */
  path = '';
  args: readonly string[] = [];
  environment: readonly string[] = [];
  place: ThreadPlace = { cwd: '', root: '/' };
  descriptors: DescriptorTable = new Map();
  /** The descriptors are those of another process too (`CLONE_FILES`): they do not go with this one. */
  borrowsDescriptors = false;
  user = unknownId;
  group = unknownId;
  loginUser = unknownId;
  session: number | undefined;
  processGroup: number | undefined;
  groupInNamespace: number | undefined;
  tidInNamespace: number | undefined;
  pidInNamespace: number | undefined;
  terminal = 0;
  cgroups: readonly string[] = [];
  container: ContainerIdentity | undefined;
  descriptorLimit: number | undefined;
  memory: MemoryRecord | undefined;
  capabilities: ProcessRecord['capabilities'];
  inode: number | bigint | undefined;
  inodeChanged: bigint | undefined;
  inodeModified: bigint | undefined;
  writable = false;
  upperLayer = false;
  lowerLayer = false;
  fromMemory = false;
  /** When it began, and when it last became another program: nanoseconds since 1970. */
  started: bigint | undefined;
  executed: bigint | undefined;
  namespaceStart: bigint | undefined;
  /** Known from the event of its parent only. */
  fresh = false;
  /** Nothing but its number is known. */
  placeholder = false;
  /** The leader of a process has ended and other threads go on: it still stands for the process. */
  ended = false;
  /** The beginning of the call that it is in. */
  enter: CaptureEvent | undefined;
  readonly children = new Set<number>();
  /** Characters that it was last counted with. */
  weight = 0;

  constructor(tid: number, pid: number) {
    this.tid = tid;
    this.pid = pid;
  }

  get isLeader(): boolean {
    return this.tid === this.pid;
  }

  /** Characters of what is remembered of it. */
  measure(): number {
    const { executable, path, name, place, args, environment, cgroups } = this;
    let sum = executable.length + path.length + name.length + place.cwd.length + place.root.length;
    for (const texts of [args, environment, cgroups]) for (const text of texts) sum += text.length + 8;
    return sum;
  }

  /** Keeps only the beginnings of names. */
  forgetTexts(): void {
    this.args = [];
    this.environment = [];
    this.cgroups = [];
    this.executable = this.executable.slice(0, shortName);
    this.path = this.path.slice(0, shortName);
    this.name = this.name.slice(0, shortName);
    this.place = { cwd: '', root: '/' };
  }

  /** Sets the control groups, and by them the container. */
  setCgroups(cgroups: readonly string[]): void {
    this.cgroups = cgroups;
    this.container = containerOf(cgroups);
  }
}

/** What the kernel adds to the path of a program whose file is gone. */
const deleted = ' (deleted)';

/** The path of a program, also of one whose file is gone. */
export const programAt = (path: string): string => (path.endsWith(deleted) ? path.slice(0, -deleted.length) : path);

/** The thread that stands in the list of a capture. */
export function threadOf(record: ProcessRecord): Thread {
  const thread = new Thread(record.tid, record.pid);
  thread.parent = record.parent;
  thread.name = record.name;
  thread.executable = record.executable;
  thread.path = programAt(record.path ?? '');
  thread.args = record.args;
  thread.environment = record.environment ?? [];
  thread.place = { cwd: record.cwd, root: record.root ?? '/' };
  thread.user = record.user;
  thread.group = record.group;
  thread.loginUser = record.loginUser ?? unknownId;
  thread.session = record.session;
  thread.groupInNamespace = record.groupInNamespace;
  thread.tidInNamespace = record.tidInNamespace;
  thread.pidInNamespace = record.pidInNamespace;
  thread.terminal = record.terminal ?? 0;
  thread.setCgroups(record.cgroups ?? []);
  thread.descriptorLimit = record.descriptorLimit;
  thread.memory = record.memory;
  thread.capabilities = record.capabilities;
  thread.inode = record.inode;
  thread.inodeChanged = record.inodeChanged;
  thread.inodeModified = record.inodeModified;
  thread.writable = record.writable ?? false;
  thread.upperLayer = record.upperLayer ?? false;
  thread.fromMemory = record.fromMemory ?? false;
  thread.namespaceStart = record.namespaceStart;
  return thread;
}
