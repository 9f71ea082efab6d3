import { splitTexts } from '../sources/scap/byte-cursor.ts';
import { type CaptureEvent, flagValue, type MemoryRecord } from '../sources/scap/index.ts';
import { textOf } from '../sources/scap/text-of.ts';
import type { Effect, EffectList } from './effect.ts';
import type { MachineState } from './machine-state.ts';
import { resolvePath } from './paths.ts';
import { programAt, Thread, unknownId, unknownText } from './thread.ts';

const cloneFlag = (name: string): number => flagValue('clone_flags', name);
const clones = {
  files: cloneFlag('CLONE_FILES'),
  place: cloneFlag('CLONE_FS'),
  thread: cloneFlag('CLONE_THREAD'),
  parent: cloneFlag('CLONE_PARENT'),
};

const execs = {
  writable: flagValue('execve_flags', 'EXE_WRITABLE'),
  upper: flagValue('execve_flags', 'EXE_UPPER_LAYER'),
  memory: flagValue('execve_flags', 'EXE_FROM_MEMFD'),
  lower: flagValue('execve_flags', 'EXE_LOWER_LAYER'),
};

const emptyPath = flagValue('execveat_flags', 'AT_EMPTY_PATH');

/** Longest text that is remembered of arguments, environment and control groups. */
const maxText = 8_192;

/** Texts that each end with a NUL, from a buffer; none when it is empty. */
function texts(event: CaptureEvent, name: string): readonly string[] | undefined {
  const value = event.get(name);
  if (!(value instanceof Uint8Array)) return event.has(name) ? [] : undefined;
  const bytes = Buffer.from(value.buffer, value.byteOffset, Math.min(value.length, maxText));
  return splitTexts(textOf(bytes, 0, bytes.length));
}

const big = (value: ReturnType<CaptureEvent['get']>): bigint | undefined =>
  typeof value === 'bigint' ? value : typeof value === 'number' ? BigInt(value) : undefined;

function memoryOf(event: CaptureEvent): MemoryRecord | undefined {
  const size = event.whole('vm_size');
  if (size === undefined) return undefined;
  return {
    size,
    resident: event.whole('vm_rss') ?? 0,
    swapped: event.whole('vm_swap') ?? 0,
    majorFaults: event.whole('pgft_maj') ?? 0,
    minorFaults: event.whole('pgft_min') ?? 0,
  };
}

/** What `clone` and `execve` both tell of a process. */
function describe(thread: Thread, event: CaptureEvent): void {
  const executable = event.text('exe');
  // Without the name it was called by the arguments are not told either, rather than none.
  if (executable !== undefined) {
    thread.executable = executable;
    thread.args = texts(event, 'args') ?? thread.args;
  }
  const name = event.text('comm');
  if (name !== undefined) thread.name = name;
  else if (executable !== undefined) thread.name = baseName(executable);
  const cwd = event.text('cwd');
  if (cwd !== undefined && cwd !== '') thread.place.cwd = cwd;
  thread.descriptorLimit = event.whole('fdlimit') ?? thread.descriptorLimit;
  thread.memory = memoryOf(event) ?? thread.memory;
  const cgroups = texts(event, 'cgroups');
  if (cgroups !== undefined && cgroups.length > 0) thread.setCgroups(cgroups);
  thread.user = event.whole('uid') ?? thread.user;
  thread.group = event.whole('gid') ?? thread.group;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const executed: Effect = (state, thread, event) => {
  if ((event.whole('res') ?? -1) < 0) return;
  const pid = event.whole('pid');
  if (pid !== undefined) state.threads.regroup(thread, pid);
  if (thread.isLeader) state.threads.keepLeader(thread);
  const parent = event.whole('ptid');
  if (parent !== undefined && thread.isLeader) state.threads.link(thread, parent);
  thread.placeholder = false;
  thread.fresh = false;
  describe(thread, event);
  thread.environment = texts(event, 'env') ?? thread.environment;
  thread.terminal = event.whole('tty') ?? thread.terminal;
  thread.groupInNamespace = event.whole('vpgid') ?? event.whole('pgid') ?? thread.groupInNamespace;
  thread.processGroup = event.whole('pgid') ?? thread.processGroup;
  thread.loginUser = loginUser(event) ?? thread.loginUser;
  thread.path = programPath(state, thread, event);
  const flags = event.whole('flags') ?? 0;
  if (event.type.byName.has('flags')) {
    thread.writable = (flags & execs.writable) !== 0;
    thread.upperLayer = (flags & execs.upper) !== 0;
    thread.lowerLayer = (flags & execs.lower) !== 0;
    thread.fromMemory = (flags & execs.memory) !== 0;
  }
  setCapabilities(thread, event);
  const inode = event.get('exe_ino');
  thread.inode = typeof inode === 'number' || typeof inode === 'bigint' ? inode : thread.inode;
  thread.inodeChanged = big(event.get('exe_ino_ctime'));
  thread.inodeModified = big(event.get('exe_ino_mtime'));
  thread.executed = event.time;
  state.threads.weigh(thread);
  if (thread.borrowsDescriptors) {
    thread.descriptors = state.threads.copyDescriptors(thread.descriptors);
    thread.borrowsDescriptors = false;
  }
  for (const [fd, { closesOnExec }] of thread.descriptors) if (closesOnExec) state.threads.close(thread, fd);
};

/** Not set reads as -1, in 32 bits or 64. */
function loginUser(event: CaptureEvent): number | undefined {
  const value = event.whole('loginuid');
  return value === undefined || value >= 0 ? value : unknownId;
}

/** The path of the program: as the kernel tells it, else as the call named it; empty when neither is there. */
function programPath(state: MachineState, thread: Thread, event: CaptureEvent): string {
  const trusted = event.text('trusted_exepath');
  if (trusted !== undefined && trusted !== '') return programAt(trusted);
  const name = event.text('filename') ?? event.text('pathname');
  const directory = event.enter?.whole('dirfd');
  if (directory !== undefined) {
    const empty = ((event.enter?.whole('flags') ?? 0) & emptyPath) !== 0;
    const known = name === unknownText ? undefined : name;
    if (empty && (known ?? '') === '') return state.directory(thread, directory);
    return known === undefined ? unknownText : state.pathAt(thread, directory, known);
  }
  if (name === undefined || name === '') return '';
  return name === unknownText ? name : resolvePath(thread.place.cwd, name);
}

function setCapabilities(thread: Thread, event: CaptureEvent): void {
  const [inheritable, permitted, effective] = ['cap_inheritable', 'cap_permitted', 'cap_effective'].map((name) =>
    big(event.get(name)),
  );
  if (inheritable === undefined || permitted === undefined || effective === undefined) return;
  thread.capabilities = { inheritable, permitted, effective };
}

const cloned: Effect = (state, thread, event) => {
  const result = event.whole('res') ?? -1;
  if (result < 0) return;
  if (result > 0) seenByParent(state, thread, event, result);
  else seenByChild(state, thread, event);
};

/** The parent's call returns the number of the child, which is another one outside when the parent runs in a namespace: then the child tells. */
function seenByParent(state: MachineState, parent: Thread, event: CaptureEvent, tid: number): void {
  if (parent.placeholder) describe(parent, event);
  const inNamespace = event.whole('vtid');
  if (inNamespace !== undefined && inNamespace !== event.tid) return;
  const known = state.threads.get(tid);
  // The child has already told of itself.
  if (known !== undefined && !known.placeholder && known.started !== undefined && known.enter !== undefined) return;
  if (known !== undefined && !known.placeholder && known.parent === parent.tid) return;
  const child = startedFrom(state, parent, tid, event.whole('flags') ?? 0);
  child.started = event.time;
  child.fresh = true;
  state.threads.add(child);
}

function seenByChild(state: MachineState, self: Thread, event: CaptureEvent): void {
  const tid = event.tid;
  const flags = event.whole('flags') ?? 0;
  const pid = event.whole('pid') ?? tid;
  const parentTid = event.whole('ptid') ?? -1;
  const from = state.threads.get(pid !== tid ? pid : parentTid);
  let child = self;
  if (!self.fresh) {
    child = from === undefined ? new Thread(tid, pid) : startedFrom(state, from, tid, flags);
    child.started = event.time;
  }
  state.threads.regroup(child, pid);
  child.parent = parentTid;
  child.fresh = false;
  child.placeholder = false;
  describe(child, event);
  child.tidInNamespace = event.whole('vtid') ?? child.tidInNamespace;
  child.pidInNamespace = event.whole('vpid') ?? child.pidInNamespace;
  child.namespaceStart = big(event.get('pidns_init_start_ts')) ?? child.namespaceStart;
  if (child === self) {
    state.threads.link(child, parentTid);
    state.threads.weigh(child);
  } else state.threads.add(child);
}

/** A thread or process that begins as a copy of the one that starts it. */
function startedFrom(state: MachineState, parent: Thread, tid: number, flags: number): Thread {
  const isThread = (flags & clones.thread) !== 0;
  const child = Object.assign(new Thread(tid, tid), parent, {
    tid,
    pid: isThread ? parent.pid : tid,
    parent: isThread || (flags & clones.parent) !== 0 ? parent.parent : parent.tid,
    place: (flags & clones.place) !== 0 ? parent.place : { ...parent.place },
    descriptors:
      isThread || (flags & clones.files) !== 0 ? parent.descriptors : state.threads.copyDescriptors(parent.descriptors),
    borrowsDescriptors: !isThread && (flags & clones.files) !== 0,
    ended: false,
    children: new Set<number>(),
    enter: undefined,
    executed: undefined,
    weight: 0,
    tidInNamespace: undefined,
    pidInNamespace: isThread ? parent.pidInNamespace : undefined,
  });
  return child;
}

/** A thread of a process that is known, of whose beginning nothing was told. */
export const joinProcess = (state: MachineState, leader: Thread, tid: number): Thread =>
  startedFrom(state, leader, tid, clones.thread);

const ended: Effect = (state, thread, event) => {
  state.threads.remove(thread, event.whole('reaper_tid'));
};

const succeeded =
  (effect: Effect): Effect =>
  (state, thread, event) => {
    if ((event.whole('res') ?? -1) >= 0) effect(state, thread, event);
  };

const renamed: Effect = (_state, thread, event) => {
  if (event.whole('option') !== flagValue('prctl_options', 'PR_SET_NAME')) return;
  thread.name = event.text('arg2_str')?.slice(0, 15) ?? thread.name;
};

/** Changes to a number that -1 leaves as it is. */
const identity =
  (names: readonly string[], set: (thread: Thread, id: number) => void): Effect =>
  (_state, thread, event) => {
    for (const name of names) {
      const id = event.whole(name);
      if (id === undefined) continue;
      if (id >= 0 && id !== unknownId) set(thread, id);
      return;
    }
  };

const setUser = (thread: Thread, id: number): void => {
  thread.user = id;
};

const setGroup = (thread: Thread, id: number): void => {
  thread.group = id;
};

export const processEffects: EffectList = [
  ['execve execveat', executed],
  ['clone clone3 fork vfork', cloned],
  [
    'chdir',
    succeeded((_state, thread, event) => {
      const path = event.text('path');
      if (path !== undefined) thread.place.cwd = resolvePath(thread.place.cwd, path);
    }),
  ],
  [
    'fchdir',
    succeeded((state, thread, event) => {
      const name = state.descriptor(thread, event.whole('fd'))?.name;
      if (name !== undefined && name !== '') thread.place.cwd = name;
    }),
  ],
  [
    'chroot',
    succeeded((_state, thread, event) => {
      const path = event.text('path');
      if (path !== undefined) thread.place.root = resolvePath(thread.place.cwd, path);
    }),
  ],
  ['setuid', succeeded(identity(['uid'], setUser))],
  ['setresuid setreuid', succeeded(identity(['euid'], setUser))],
  ['setgid', succeeded(identity(['gid'], setGroup))],
  ['setresgid setregid', succeeded(identity(['egid'], setGroup))],
  [
    'setsid',
    succeeded((_state, thread, event) => {
      thread.session = event.whole('res');
      thread.groupInNamespace = thread.session;
      thread.processGroup = thread.tid;
    }),
  ],
  [
    'setpgid',
    succeeded((state, thread, event) => {
      const pid = event.whole('pid') ?? 0;
      const target = pid === 0 ? thread : state.threads.get(pid);
      const group = event.whole('pgid') ?? 0;
      if (target === undefined) return;
      target.groupInNamespace = group === 0 ? (target.pidInNamespace ?? target.pid) : group;
      target.processGroup = group === 0 ? target.pid : group;
    }),
  ],
  ['prctl', succeeded(renamed)],
  ['capset', succeeded((_state, thread, event) => setCapabilities(thread, event))],
];

export const processesEnded: EffectList = [['procexit', ended]];
