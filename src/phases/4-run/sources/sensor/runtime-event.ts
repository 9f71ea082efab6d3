import type { FieldValue } from '../../../../foundations/languages/falco/index.ts';
import type { RuntimeEvent } from '../../rules/event.ts';
import type { KnownProcess, ProcessTable } from './process-table.ts';
import type { SensorEvent } from './sensor-event.ts';

/** Names that rules call the kinds by (falcosecurity/libs, event table). */
const types = { exec: 'execve', open: 'openat', connect: 'connect', exit: 'procexit', map: 'mmap' } as const;

/** Types of event that the sensor tells, as rules call them. */
export const runtimeTypes: readonly string[] = Object.values(types);

/** Access mode and the flag that makes a new file (open(2)). */
const accessMode = 3;
const createFlag = 0o100;

type Read = (event: SensorEvent, table: ProcessTable, argument: string | undefined) => FieldValue | undefined;

const base = (path: string | undefined): string | undefined => path?.slice(path.lastIndexOf('/') + 1);
const folder = (path: string | undefined): string | undefined => {
  if (path === undefined) return undefined;
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
};
const commandLine = (process: KnownProcess | undefined): string | undefined =>
  process?.args === undefined ? undefined : [process.name, ...process.args.slice(1)].join(' ');

const own =
  (read: (process: KnownProcess) => FieldValue | undefined): Read =>
  (event, table) => {
    const found = table.get(event.process.pid);
    return found === undefined ? undefined : read(found);
  };
const parent =
  (read: (process: KnownProcess) => FieldValue | undefined): Read =>
  (event, table) => {
    const found = table.ancestor(event.process.pid, 1);
    return found === undefined ? undefined : read(found);
  };
/** `field[n]` is one ancestor's, `field` alone all of them. */
const ancestor =
  (read: (process: KnownProcess) => string | number | undefined): Read =>
  (event, table, argument) => {
    if (argument === undefined)
      return table
        .ancestors(event.process.pid)
        .map(read)
        .filter((value) => value !== undefined);
    if (!/^\d{1,3}$/.test(argument)) return undefined;
    const found = table.ancestor(event.process.pid, Number(argument));
    return found === undefined ? undefined : read(found);
  };

function filePath(event: SensorEvent): string | undefined {
  if (event.kind === 'open') return event.path ?? event.name;
  if (event.kind === 'map') return event.path;
  return event.kind === 'connect' && typeof event.address === 'string' ? event.address : undefined;
}

function opensFor(event: SensorEvent, wanted: 'read' | 'write'): boolean | undefined {
  if (event.kind !== 'open') return undefined;
  if (event.result < 0 || event.openFlags === undefined) return false;
  const mode = event.openFlags & accessMode;
  return mode === 2 || mode === (wanted === 'read' ? 0 : 1);
}

const result = (event: SensorEvent): number | undefined =>
  event.kind === 'open' || event.kind === 'connect' ? event.result : event.kind === 'exec' ? 0 : undefined;
const remote = (event: SensorEvent): Uint8Array | undefined =>
  event.kind === 'connect' && typeof event.address !== 'string' ? event.address : undefined;
const remotePort: Read = (event) => (event.kind === 'connect' ? event.port : undefined);

const readers = new Map<string, Read>([
  ['evt.dir', () => '<'],
  ['evt.rawres', result],
  ['evt.failed', (event) => (result(event) ?? 0) < 0],
  ['evt.is_open_read', (event) => opensFor(event, 'read')],
  ['evt.is_open_write', (event) => opensFor(event, 'write')],
  [
    'evt.is_open_create',
    (event) => (event.kind === 'open' ? event.result >= 0 && ((event.openFlags ?? 0) & createFlag) !== 0 : undefined),
  ],
  ['proc.pid', (event) => event.process.pid],
  ['proc.ppid', (event) => event.process.parent],
  ['thread.tid', (event) => event.process.tid],
  ['thread.ismain', (event) => event.process.pid === event.process.tid],
  ['proc.name', own((process) => process.name)],
  ['proc.exepath', own((process) => process.path)],
  ['proc.exe', own((process) => process.args?.[0])],
  ['proc.args', own((process) => process.args?.slice(1).join(' '))],
  ['proc.cmdnargs', own((process) => (process.args === undefined ? undefined : process.args.length - 1))],
  ['proc.cmdline', own(commandLine)],
  ['proc.cwd', own((process) => process.directory)],
  ['proc.pname', parent((process) => process.name)],
  ['proc.pexepath', parent((process) => process.path)],
  ['proc.pexe', parent((process) => process.args?.[0])],
  ['proc.pcmdline', parent(commandLine)],
  ['proc.aname', ancestor((process) => process.name)],
  ['proc.aexepath', ancestor((process) => process.path)],
  ['proc.acmdline', ancestor(commandLine)],
  ['proc.apid', ancestor((process) => process.pid)],
  ['user.uid', (event) => event.process.user],
  ['group.gid', (event) => event.process.group],
  ['fd.num', (event) => (event.kind === 'open' ? event.result : event.kind === 'connect' ? event.fd : undefined)],
  ['fd.name', filePath],
  ['fd.directory', (event) => folder(event.kind === 'connect' ? undefined : filePath(event))],
  ['fd.filename', (event) => base(event.kind === 'connect' ? undefined : filePath(event))],
  ['fd.nameraw', (event) => (event.kind === 'open' ? event.name : undefined)],
  ['fd.typechar', (event) => typeCharacter(event)],
  ['fd.rip', remote],
  ['fd.sip', remote],
  ['fd.rport', remotePort],
  ['fd.sport', remotePort],
  ['container.id', (event) => event.container?.id.slice(0, 12) ?? 'host'],
  ['container.full_id', (event) => event.container?.id],
  ['k8s.pod.uid', (event) => event.container?.pod],
]);

function typeCharacter(event: SensorEvent): string | undefined {
  if (event.kind === 'open' || event.kind === 'map') return 'f';
  if (event.kind !== 'connect') return undefined;
  return { unix: 'u', ipv4: '4', ipv6: '6', other: undefined }[event.family];
}

/** Fields that events of the sensor can have. Rules that ask for others get no value. */
export const sensorFields: ReadonlySet<string> = new Set(readers.keys());

/**
 * The event as detection rules see it. The table must have learned the event before; the answer is good until it learns the next one. What the sensor does
 * not tell (names of users, the local end of a connection, fields of images) has no value, which makes every comparison with it false.
 */
export function toRuntimeEvent(event: SensorEvent, table: ProcessTable): RuntimeEvent {
  return {
    source: 'syscall',
    time: event.time,
    type: types[event.kind],
    get: (field, argument) => readers.get(field)?.(event, table, argument),
  };
}
