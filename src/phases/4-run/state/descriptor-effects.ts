import { type CaptureEvent, flagValue } from '../sources/scap/index.ts';
import { FileDescriptor } from './descriptor.ts';
import type { Effect, EffectList } from './effect.ts';
import type { MachineState } from './machine-state.ts';
import { type Thread, unknownText } from './thread.ts';

const openFlags = {
  directory: flagValue('file_flags', 'O_DIRECTORY'),
  upper: flagValue('file_flags', 'FD_UPPER_LAYER'),
  lower: flagValue('file_flags', 'FD_LOWER_LAYER'),
};

const creatFlags = {
  upper: flagValue('creat_flags', 'FD_UPPER_LAYER_CREAT'),
  lower: flagValue('creat_flags', 'FD_LOWER_LAYER_CREAT'),
};

/** The descriptor that a call gave, which is always the first parameter; undefined when it failed. */
function given(event: CaptureEvent): number | undefined {
  const [first] = event.type.parameters;
  const fd = first === undefined ? undefined : event.wholeOf(first);
  return fd === undefined || fd < 0 ? undefined : fd;
}

/** Flags from this one on are added when the file has been opened. */
const addedFlags = ~(flagValue('file_flags', 'O_F_CREATED') - 1);

/**
 * What a call was asked to open. A program may change the name after it has called, to be seen opening another file: what was read when the call began
 * counts, unless it could not be read then.
 */
function asked(event: CaptureEvent): { readonly name: string | undefined; readonly flags: number } {
  const name = event.text('name') ?? event.text('path');
  const flags = event.whole('flags') ?? 0;
  const before = event.enter?.text('name');
  if (before === undefined || before === unknownText) return { name, flags };
  const flagsBefore = event.enter?.whole('flags');
  return { name: before, flags: flagsBefore === undefined ? flags : flagsBefore | (flags & addedFlags) };
}

const opened: Effect = (state, thread, event) => {
  const fd = given(event);
  if (fd === undefined) return;
  const { name: raw, flags } = asked(event);
  const { path, isDirectory } = event.opened ?? {};
  const descriptor = new FileDescriptor(isDirectory || (flags & openFlags.directory) !== 0 ? 'directory' : 'file');
  descriptor.rawName = raw;
  descriptor.path = path;
  descriptor.name = raw === undefined ? '<NA>' : state.pathAt(thread, event.whole('dirfd'), raw);
  // Where it cannot be told from which directory the name starts, the kernel's own path is better than a part of one.
  if (path !== undefined && !descriptor.name.startsWith('/')) descriptor.name = path;
  descriptor.openFlags = flags;
  const created = event.whole('creat_flags') ?? 0;
  descriptor.upperLayer = (flags & openFlags.upper) !== 0 || (created & creatFlags.upper) !== 0;
  descriptor.lowerLayer = (flags & openFlags.lower) !== 0 || (created & creatFlags.lower) !== 0;
  describe(descriptor, event);
  state.threads.open(thread, fd, descriptor);
};

function describe(descriptor: FileDescriptor, event: CaptureEvent): void {
  descriptor.device = event.whole('dev');
  const inode = event.get('ino');
  descriptor.inode = typeof inode === 'number' || typeof inode === 'bigint' ? inode : undefined;
}

/** Calls that give a descriptor of one kind, which has no name unless the call gives it one. */
const made =
  (type: string): Effect =>
  (state, thread, event) => {
    const fd = given(event);
    if (fd === undefined) return;
    const descriptor = new FileDescriptor(type);
    if (type === 'memfd') {
      const name = event.text('name');
      descriptor.name = name === undefined ? '' : `memfd:${name}`;
    }
    descriptor.inode = 0;
    state.threads.open(thread, fd, descriptor);
  };

const piped: Effect = (state, thread, event) => {
  if ((event.whole('res') ?? -1) < 0) return;
  for (const name of ['fd1', 'fd2']) {
    const fd = event.whole(name);
    if (fd === undefined || fd < 0) continue;
    const pipe = new FileDescriptor(event.type.name === 'socketpair' ? 'unix' : 'pipe');
    describe(pipe, event);
    state.threads.open(thread, fd, pipe);
  }
};

function duplicate(state: MachineState, thread: Thread, from: number | undefined, to: number): void {
  const descriptor = from === undefined ? undefined : thread.descriptors.get(from);
  if (descriptor !== undefined) state.threads.open(thread, to, descriptor.duplicate());
  // What was there is closed, whatever came in its place.
  else state.threads.close(thread, to);
}

const duplicated: Effect = (state, thread, event) => {
  const to = given(event);
  if (to !== undefined) duplicate(state, thread, event.whole('oldfd') ?? event.enter?.whole('fd'), to);
};

const duplicates = new Set(['F_DUPFD', 'F_DUPFD_CLOEXEC'].map((name) => flagValue('fcntl_commands', name)));

const controlled: Effect = (state, thread, event) => {
  const to = given(event);
  if (to === undefined || !duplicates.has(event.whole('cmd') ?? -1)) return;
  duplicate(state, thread, event.whole('fd'), to);
};

const closed: Effect = (state, thread, event) => {
  const fd = event.whole('fd');
  if (fd !== undefined && (event.whole('res') ?? -1) >= 0) state.threads.close(thread, fd);
};

const unshares = flagValue('close_range_flags', 'CLOSE_RANGE_UNSHARE');
const marks = flagValue('close_range_flags', 'CLOSE_RANGE_CLOEXEC');

const rangeClosed: Effect = (state, thread, event) => {
  const flags = event.whole('flags') ?? 0;
  if ((event.whole('res') ?? -1) < 0 || (flags & marks) !== 0) return;
  const [first, last] = [event.whole('first') ?? 0, event.whole('last') ?? -1];
  if ((flags & unshares) !== 0 && !thread.isLeader) return;
  for (const fd of [...thread.descriptors.keys()]) if (fd >= first && fd <= last) state.threads.close(thread, fd);
};

const taken: Effect = (state, thread, event) => {
  const fd = given(event);
  if (fd === undefined) return;
  const pidfd = state.descriptor(thread, event.whole('pid_fd'));
  const target = pidfd?.inode === undefined ? undefined : state.threads.get(Number(pidfd.inode));
  const descriptor = target?.descriptors.get(event.whole('target_fd') ?? -1);
  if (descriptor !== undefined) state.threads.open(thread, fd, descriptor.duplicate());
};

export const descriptorEffects: EffectList = [
  ['open openat openat2 creat open_by_handle_at', opened],
  ['eventfd eventfd2', made('event')],
  ['signalfd signalfd4', made('signalfd')],
  ['timerfd_create', made('timerfd')],
  ['inotify_init inotify_init1', made('inotify')],
  ['epoll_create epoll_create1', made('eventpoll')],
  ['userfaultfd', made('userfaultfd')],
  ['io_uring_setup', made('io_uring')],
  ['memfd_create', made('memfd')],
  ['bpf', made('bpf')],
  [
    'pidfd_open',
    (state, thread, event) => {
      const fd = given(event);
      if (fd === undefined) return;
      const descriptor = new FileDescriptor('pidfd');
      // Of a process descriptor, the process is what counts.
      descriptor.inode = event.whole('pid');
      state.threads.open(thread, fd, descriptor);
    },
  ],
  ['pidfd_getfd', taken],
  ['pipe pipe2 socketpair', piped],
  ['dup dup2 dup3', duplicated],
  ['fcntl', controlled],
];

export const descriptorsClosed: EffectList = [
  ['close', closed],
  ['close_range', rangeClosed],
];
