import type { FieldValue, Scalar } from '../../../foundations/languages/falco/index.ts';
import { type Thread, unknownText } from '../state/index.ts';
import type { FieldReader, FieldReaders } from './extractor.ts';
import type { SystemCall } from './system-call.ts';
import { capabilityText, shells } from './word-lists.ts';

type Of = (thread: Thread, at: SystemCall) => FieldValue | undefined;

const leader = (at: SystemCall): Thread => at.state.threads.leader(at.thread);

/** Of the process that the event happened in, whichever of its threads it was. */
const own =
  (of: Of): FieldReader =>
  (at) =>
    of(leader(at), at);

/** Of the thread itself, which may go by a name of its own. */
const thread =
  (of: Of): FieldReader =>
  (at) =>
    of(at.thread, at);

/** Of the process that started this one. */
const parent =
  (of: Of): FieldReader =>
  (at) => {
    const found = at.state.threads.parent(at.thread);
    return found === undefined ? undefined : of(found, at);
  };

/** Of an ancestor: 0 is the process itself; without a number all of them, the nearest first. */
const ancestor =
  (of: Of): FieldReader =>
  (at, argument) => {
    if (argument === undefined) return ancestorsOf(at, of);
    let steps = Number(argument);
    if (steps === 0) return of(leader(at), at);
    for (const found of at.state.threads.ancestors(at.thread)) {
      steps -= 1;
      if (steps === 0) return of(found, at);
    }
    return undefined;
  };

function ancestorsOf(at: SystemCall, of: Of): FieldValue | undefined {
  const values: Scalar[] = [];
  for (const found of at.state.threads.ancestors(at.thread)) {
    const value = of(found, at);
    if (value !== undefined && !isList(value)) values.push(value);
  }
  return values.length === 0 ? undefined : values;
}

const isList = (value: FieldValue): value is readonly Scalar[] => Array.isArray(value);

/** The oldest of the processes in a row, from this one up, that have the same number. */
const groupLeader =
  (number: (of: Thread) => number | undefined, of: Of): FieldReader =>
  (at) => {
    let oldest = leader(at);
    const wanted = number(oldest);
    if (wanted === undefined) return undefined;
    for (const found of at.state.threads.ancestors(at.thread)) {
      if (number(found) !== wanted) break;
      oldest = found;
    }
    return of(oldest, at);
  };

const name: Of = (of) => of.name;
const executable: Of = (of) => of.executable;
const path: Of = (of) => of.path;
const argumentsText: Of = (of) => of.args.join(' ');
const line = (first: string, of: Thread): string => (of.args.length === 0 ? first : `${first} ${of.args.join(' ')}`);
const commandLine: Of = (of) => line(of.name, of);
const executableLine: Of = (of) => line(of.executable, of);
const pid: Of = (of) => of.pid;
const session = (of: Thread): number | undefined => of.session;
const groupInNamespace = (of: Thread): number | undefined => of.groupInNamespace;
const processGroup = (of: Thread): number | undefined => of.processGroup;

/** With a slash at its end, as other tools have it; empty when it is not known. */
const directory: Of = ({ place: { cwd } }) => (cwd === '' || cwd.endsWith('/') ? cwd : `${cwd}/`);

const variable = (environment: readonly string[], wanted: string): string | undefined =>
  environment.find((entry) => entry.startsWith(`${wanted}=`))?.slice(wanted.length + 1);

const environment: FieldReader = (at, wanted) => {
  const entries = leader(at).environment;
  return wanted === undefined ? entries.join(' ') : variable(entries, wanted);
};

/** A number means an ancestor, a name the nearest ancestor that has the variable. */
const ancestorEnvironment: FieldReader = (at, argument) => {
  const all: Of = (of) => of.environment.join(' ');
  if (argument === undefined || /^\d+$/.test(argument)) return ancestor(all)(at, argument);
  for (const found of at.state.threads.ancestors(at.thread)) {
    const value = variable(found.environment, argument);
    if (value !== undefined) return value;
  }
  return undefined;
};

/** The oldest shell among the process and its ancestors. */
const loginShell: FieldReader = (at) => {
  let found = shells.has(leader(at).name) ? leader(at).pid : undefined;
  for (const one of at.state.threads.ancestors(at.thread)) if (shells.has(one.name)) found = one.pid;
  return found;
};

const sinceStart: Of = ({ started }, at) => (started === undefined ? undefined : at.event.time - started);

const standard = (fd: number, of: 'type' | 'name'): FieldReader => own((process) => process.descriptors.get(fd)?.[of]);

const capabilities = (which: 'permitted' | 'inheritable' | 'effective'): FieldReader =>
  thread((of) => (of.capabilities === undefined ? undefined : capabilityText(of.capabilities[which])));

const cgroup: FieldReader = (at, controller) =>
  controller === undefined ? undefined : variable(at.thread.cgroups, controller);

const difference = (from: bigint | undefined, to: bigint | undefined): bigint | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

const countThreads = (at: SystemCall): number => at.state.threads.countThreads(at.thread.pid);

const inBytes = (kibibytes: number | undefined): number | undefined =>
  kibibytes === undefined ? undefined : kibibytes * 1024;

export const processExtractors: FieldReaders = {
  'proc.name': thread(name),
  'proc.pname': parent(name),
  'proc.aname': ancestor(name),
  'proc.exe': thread(executable),
  'proc.pexe': parent(executable),
  'proc.aexe': ancestor(executable),
  'proc.exepath': thread(path),
  'proc.pexepath': parent(path),
  'proc.aexepath': ancestor(path),
  'proc.args': (at, index) => (index === undefined ? at.thread.args.join(' ') : at.thread.args[Number(index)]),
  'proc.aargs': ancestor(argumentsText),
  'proc.cmdline': thread(commandLine),
  'proc.pcmdline': parent(commandLine),
  'proc.acmdline': ancestor(commandLine),
  'proc.exeline': thread(executableLine),
  'proc.cmdnargs': thread((of) => of.args.length),
  'proc.cmdlenargs': thread((of) => of.args.reduce((sum, text) => sum + text.length, 0)),
  'proc.cwd': own(directory),
  'proc.pid': own(pid),
  'proc.ppid': own((of) => of.parent),
  'proc.apid': ancestor(pid),
  'proc.vpid': own((of) => of.pidInNamespace ?? of.pid),
  'proc.pvpid': parent((of) => of.pidInNamespace ?? of.pid),
  'proc.env': environment,
  'proc.aenv': ancestorEnvironment,
  'proc.sid': own(session),
  'proc.sname': groupLeader(session, name),
  'proc.sid.exe': groupLeader(session, executable),
  'proc.sid.exepath': groupLeader(session, path),
  'proc.vpgid': own(groupInNamespace),
  'proc.vpgid.name': groupLeader(groupInNamespace, name),
  'proc.vpgid.exe': groupLeader(groupInNamespace, executable),
  'proc.vpgid.exepath': groupLeader(groupInNamespace, path),
  'proc.pgid': own(processGroup),
  'proc.pgid.name': groupLeader(processGroup, name),
  'proc.pgid.exe': groupLeader(processGroup, executable),
  'proc.pgid.exepath': groupLeader(processGroup, path),
  'proc.is_sid_leader': own((of) => of.session !== undefined && of.session === (of.pidInNamespace ?? of.pid)),
  'proc.is_vpgid_leader': own(
    (of) => of.groupInNamespace !== undefined && of.groupInNamespace === (of.pidInNamespace ?? of.pid),
  ),
  'proc.is_pgid_leader': own((of) => of.processGroup !== undefined && of.processGroup === of.pid),
  'proc.loginshellid': loginShell,
  'proc.tty': own((of) => of.terminal),
  'proc.duration': own(sinceStart),
  'proc.ppid.duration': parent(sinceStart),
  'proc.pid.ts': own((of) => of.started),
  'proc.ppid.ts': parent((of) => of.started),
  'proc.pidns_init_start_ts': own((of) => of.namespaceStart),
  'proc.is_exe_writable': own((of) => of.writable),
  'proc.is_exe_upper_layer': own((of) => of.upperLayer),
  'proc.is_exe_lower_layer': own((of) => of.lowerLayer),
  'proc.is_exe_from_memfd': own((of) => of.fromMemory),
  'proc.exe_ino': own((of) => of.inode),
  'proc.exe_ino.ctime': own((of) => of.inodeChanged),
  'proc.exe_ino.mtime': own((of) => of.inodeModified),
  'proc.exe_ino.ctime_duration_proc_start': own((of) => difference(of.inodeChanged, of.started)),
  'proc.exe_ino.ctime_duration_pidns_start': own((of) => difference(of.inodeChanged, of.namespaceStart)),
  'proc.fdopencount': own((of) => of.descriptors.size),
  'proc.fdlimit': own((of) => of.descriptorLimit),
  'proc.fdusage': own((of) =>
    of.descriptorLimit === undefined || of.descriptorLimit <= 0
      ? undefined
      : (of.descriptors.size * 100) / of.descriptorLimit,
  ),
  'proc.vmsize': own((of) => of.memory?.size),
  'proc.vmrss': own((of) => of.memory?.resident),
  'proc.vmswap': own((of) => of.memory?.swapped),
  'proc.nthreads': countThreads,
  // Threads that the first one started: not processes.
  'proc.nchilds': (at) => Math.max(0, countThreads(at) - 1),
  'proc.stdin.type': standard(0, 'type'),
  'proc.stdout.type': standard(1, 'type'),
  'proc.stderr.type': standard(2, 'type'),
  'proc.stdin.name': standard(0, 'name'),
  'proc.stdout.name': standard(1, 'name'),
  'proc.stderr.name': standard(2, 'name'),
  'proc.stdin.type.is_pipe': own((of) => of.descriptors.get(0)?.type === 'pipe'),
  'thread.tid': thread((of) => of.tid),
  'thread.vtid': thread((of) => of.tidInNamespace ?? of.tid),
  'thread.ismain': thread((of) => of.isLeader),
  'thread.nametid': thread((of) => (of.name === unknownText ? String(of.tid) : `${of.name}${of.tid}`)),
  'thread.cgroups': thread((of) => of.cgroups.join(' ')),
  'thread.cgroup': cgroup,
  'thread.cap_permitted': capabilities('permitted'),
  'thread.cap_inheritable': capabilities('inheritable'),
  'thread.cap_effective': capabilities('effective'),
  'thread.pfmajor': thread((of) => of.memory?.majorFaults),
  'thread.pfminor': thread((of) => of.memory?.minorFaults),
  'thread.vmsize.b': thread((of) => inBytes(of.memory?.size)),
  'thread.vmrss.b': thread((of) => inBytes(of.memory?.resident)),
  'thread.vmsize': thread((of) => of.memory?.size),
  'thread.vmrss': thread((of) => of.memory?.resident),
};
