import type { FieldValue, Scalar } from '../../../foundations/languages/falco/index.ts';
import { type EventParameter, flagValue, type ParameterValue, syscallCategory } from '../sources/scap/index.ts';
import { resolvePath, unknownText } from '../state/index.ts';
import { errnoName } from './errno-names.ts';
import type { FieldReader, FieldReaders } from './extractor.ts';
import { bufferText, countsAsZero, inBase, parameterText, wholePath } from './parameter-text.ts';
import type { SystemCall } from './system-call.ts';
import { facilityName, severityName } from './word-lists.ts';

/** The parameter of that name, or number where it is one. */
function parameterOf(at: SystemCall, argument: string | undefined): EventParameter | undefined {
  if (argument === undefined) return undefined;
  const shape = at.parameters;
  if (/^\d{1,3}$/.test(argument)) return shape[Number(argument)];
  return shape.find(({ name }) => name === argument) ?? at.event.type.byName.get(argument);
}

const argument: FieldReader = (at, name) => {
  const parameter = parameterOf(at, name);
  const text = parameter === undefined ? undefined : parameterText(at, parameter);
  return text?.meaning ?? text?.plain;
};

const rawArgument: FieldReader = (at, name) => {
  const parameter = parameterOf(at, name);
  if (parameter === undefined) return undefined;
  const value = at.valueOf(parameter);
  if (value === undefined) return countsAsZero(at, parameter) ? 0 : undefined;
  return isScalar(value) ? value : parameterText(at, parameter)?.plain;
};

/** A raw parameter that is written in another base than ten. */
export function writtenArgument(at: SystemCall, name: string | undefined): string | undefined {
  const parameter = parameterOf(at, name);
  if (parameter === undefined || parameter.base === 10) return undefined;
  const value = at.valueOf(parameter);
  return typeof value === 'number' || typeof value === 'bigint' ? inBase(value, parameter.base) : undefined;
}

const isScalar = (value: ParameterValue): value is Scalar => typeof value !== 'object' || value instanceof Uint8Array;

const allArguments: FieldReader = (at) => (isGeneric(at) ? '' : argumentsText(at));

/** A user or group is told by name; where there is none, that is told. */
const isAccount = ({ type }: EventParameter): boolean => type === 'uid' || type === 'gid';

const argumentsText = (at: SystemCall): string =>
  at.parameters
    .flatMap((parameter) => {
      const text = parameterText(at, parameter);
      if (text === undefined) return [];
      const { meaning: told = isAccount(parameter) && text.plain !== '-1' ? unknownText : undefined } = text;
      const meaning = told === undefined ? '' : `(${told})`;
      return [`${parameter.name}=${text.plain}${meaning}`];
    })
    .join(' ');

/** What a call returned: its first parameter when it is the result or a descriptor. */
function result(at: SystemCall): number | bigint | undefined {
  const { type } = at.event;
  const [first] = type.parameters;
  if (type.direction !== 'exit' || first === undefined) return undefined;
  if (!['res', 'fd', 'ret', 'res_or_fd'].includes(first.name)) return undefined;
  const value = at.event.value(first);
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

const failed = (at: SystemCall): boolean => {
  const value = result(at);
  return value !== undefined && value < 0;
};

const resultText: FieldReader = (at) => {
  const value = result(at);
  if (value === undefined) return undefined;
  return value >= 0 ? 'SUCCESS' : (errnoName(-Number(value)) ?? String(value));
};

const opens: ReadonlySet<string> = new Set(['open', 'openat', 'openat2', 'open_by_handle_at', 'creat']);
const fileFlag = (name: string): number => flagValue('file_flags', name);
const flags = {
  read: fileFlag('O_RDONLY'),
  write: fileFlag('O_WRONLY'),
  create: fileFlag('O_CREAT'),
  created: fileFlag('O_F_CREATED'),
  temporary: fileFlag('O_TMPFILE'),
};

/** Bits of a mode that let anybody execute. */
const executable = 0o111;

/** Flags of a call that opened a file; `creat` opens for writing what it makes. Undefined for other events. */
function openFlags(at: SystemCall): number | undefined {
  const { direction } = at.event.type;
  if (!opens.has(at.type) || direction !== 'exit') return undefined;
  if (at.type === 'creat') return flags.write | flags.create;
  return at.event.whole('flags') ?? 0;
}

const openedFor =
  (flag: number): FieldReader =>
  (at) => {
    const value = openFlags(at);
    return value !== undefined && (value & flag) !== 0;
  };

const openedToCreate: FieldReader = (at) => {
  if (at.type === 'creat') return at.event.type.direction === 'exit' && !failed(at);
  return ((openFlags(at) ?? 0) & flags.created) !== 0;
};

const openedToExecute: FieldReader = (at) => {
  const value = openFlags(at);
  if (value === undefined || (value & (flags.create | flags.temporary)) === 0) return false;
  return ((at.event.whole('mode') ?? 0) & executable) !== 0;
};

const second = 1_000_000_000n;

const latency = (at: SystemCall): bigint | undefined => {
  const { enter } = at.event;
  return enter === undefined ? undefined : at.event.time - enter.time;
};

const sinceFirst = (at: SystemCall): bigint => at.event.time - (at.first ?? at.event.time);
const sincePrevious = (at: SystemCall): bigint => at.event.time - (at.previous ?? at.event.time);

const part =
  (of: (at: SystemCall) => bigint | undefined, take: (value: bigint) => FieldValue): FieldReader =>
  (at) => {
    const value = of(at);
    return value === undefined ? undefined : take(value);
  };

const whole = (value: bigint): FieldValue => value;
const seconds = (value: bigint): FieldValue => value / second;
const rest = (value: bigint): FieldValue => value % second;

/** Bytes that a call moved, which its end tells. */
const length: FieldReader = (at) => {
  const { reads, writes, direction } = at.event.type;
  if (!reads && !writes) return undefined;
  const value = direction === 'exit' ? Number(result(at) ?? -1) : -1;
  return value < 0 ? undefined : value;
};

/** Path of a call that names one relative to a directory; with `src` and `dst` of calls that name two. */
const absolutePath: FieldReader = (at, which) => {
  const kind = at.type === 'open_by_handle_at' ? 'fspath' : 'fsrelpath';
  const paths = at.parameters.filter(({ type }) => type === kind);
  const parameter = which === undefined || which === 'src' ? paths[0] : which === 'dst' ? paths[1] : undefined;
  if (parameter === undefined) return undefined;
  const value = at.event.text(parameter.name);
  return value === undefined ? undefined : (wholePath(at, parameter, value) ?? resolvePath('', value));
};

const one: FieldReader = () => 1;

/** A call that the format has no shape of its own for: it tells which one it is, and nothing of its arguments. */
const isGeneric = (at: SystemCall): boolean => at.event.type.name === 'syscall';

/** Reading and writing count as what is read and written. */
const category: FieldReader = (at) => {
  const { category: own } = at.event.type;
  if (isGeneric(at)) return syscallCategory(at.type);
  if (!own.startsWith('io-')) return own === 'ipc' ? 'IPC' : own;
  switch (at.descriptor?.type) {
    case 'file':
    case 'directory':
      return 'file';
    case 'ipv4':
    case 'ipv6':
      return 'net';
    case 'pipe':
    case 'unix':
    case 'event':
    case 'signalfd':
    case 'inotify':
      return 'ipc';
    default:
      return 'unknown';
  }
};

/** What a call that failed was about. */
type Subject = 'file' | 'net' | 'memory' | 'other';

function subjectOf(at: SystemCall): Subject {
  const { category } = at.event.type;
  if (category === 'file' || category === 'net' || category === 'memory') return category;
  const type = at.descriptor?.type;
  if (type === 'file' || type === 'directory') return 'file';
  return type === 'ipv4' || type === 'ipv6' || type === 'unix' ? 'net' : 'other';
}

const failedOn =
  (subject: Subject): FieldReader =>
  (at) =>
    failed(at) && subjectOf(at) === subject ? 1 : undefined;

/** Bytes that a call moved in a direction, on files or over the network. */
const moved =
  (direction: 'in' | 'out' | undefined, subject?: 'file' | 'net'): FieldReader =>
  (at, name) => {
    const { reads, writes } = at.event.type;
    if ((direction === 'in' && !reads) || (direction === 'out' && !writes)) return undefined;
    return subject === undefined || subjectOf(at) === subject ? length(at, name) : undefined;
  };

/** Where programs write what they log (syslog(3)). A connected socket ends with that path. */
const isLogged = (at: SystemCall): boolean => at.event.type.writes && at.descriptor?.name.endsWith('/dev/log') === true;

interface Logged {
  readonly facility: number | undefined;
  readonly severity: number | undefined;
  readonly message: string;
}

/** `<34>message`: the facility times eight and the severity stand first (RFC 3164). */
function logged(at: SystemCall): Logged | undefined {
  const data = isLogged(at) ? at.event.get('data') : undefined;
  if (!(data instanceof Uint8Array)) return undefined;
  const [, priority, message = ''] = /^(?:<(\d{1,3})>)?(.*)$/s.exec(bufferText(data)) ?? [];
  if (priority === undefined) return { facility: undefined, severity: undefined, message };
  return { facility: Number(priority) >> 3, severity: Number(priority) & 7, message };
}

/** Categories of events that no thread asked for. */
const happens: ReadonlySet<string> = new Set(['internal', 'scheduler']);

export const eventExtractors: FieldReaders = {
  'evt.num': (at) => at.event.number,
  'evt.type': (at) => at.type,
  'evt.type.is': (at, code) => (String(at.event.type.code) === code ? 1 : 0),
  'evt.dir': (at) => (at.event.type.direction === 'exit' ? '<' : '>'),
  'syscall.type': (at) => (happens.has(at.event.type.category) ? undefined : at.type),
  'evt.category': category,
  'evt.cpu': (at) => at.event.cpu,
  'evt.args': allArguments,
  'evt.info': allArguments,
  'evt.arg': argument,
  'evt.rawarg': rawArgument,
  'evt.res': resultText,
  'evt.rawres': result,
  'evt.failed': failed,
  'evt.count': one,
  'evt.count.error': (at) => (failed(at) ? 1 : undefined),
  'evt.count.error.file': failedOn('file'),
  'evt.count.error.net': failedOn('net'),
  'evt.count.error.memory': failedOn('memory'),
  'evt.count.error.other': failedOn('other'),
  'evt.buflen.in': moved('in'),
  'evt.buflen.out': moved('out'),
  'evt.buflen.file': moved(undefined, 'file'),
  'evt.buflen.file.in': moved('in', 'file'),
  'evt.buflen.file.out': moved('out', 'file'),
  'evt.buflen.net': moved(undefined, 'net'),
  'evt.buflen.net.in': moved('in', 'net'),
  'evt.buflen.net.out': moved('out', 'net'),
  'evt.count.exit': (at) => (at.event.type.direction === 'exit' ? 1 : undefined),
  'evt.is_async': (at) => at.type === 'asyncevent',
  'evt.asynctype': (at) => (at.type === 'asyncevent' ? at.event.text('name') : undefined),
  'evt.hostname': (at) => at.state.machine?.hostname,
  'evt.is_io': (at) => at.event.type.reads || at.event.type.writes,
  'evt.is_io_read': (at) => at.event.type.reads,
  'evt.is_io_write': (at) => at.event.type.writes,
  'evt.io_dir': (at) => (at.event.type.reads ? 'read' : at.event.type.writes ? 'write' : undefined),
  'evt.is_wait': (at) => at.event.type.waits,
  'evt.is_open_read': openedFor(flags.read),
  'evt.is_open_write': openedFor(flags.write),
  'evt.is_open_create': openedToCreate,
  'evt.is_open_exec': openedToExecute,
  'evt.buffer': (at) => {
    const data = at.event.get('data');
    return data instanceof Uint8Array ? data : undefined;
  },
  'evt.buflen': length,
  'evt.latency': part(latency, whole),
  'evt.latency.s': part(latency, seconds),
  'evt.latency.ns': part(latency, rest),
  'evt.reltime': part(sinceFirst, whole),
  'evt.reltime.s': part(sinceFirst, seconds),
  'evt.reltime.ns': part(sinceFirst, rest),
  'evt.deltatime': part(sincePrevious, whole),
  'evt.deltatime.s': part(sincePrevious, seconds),
  'evt.deltatime.ns': part(sincePrevious, rest),
  'evt.abspath': absolutePath,
  'evt.is_syslog': (at) => isLogged(at),
  'syslog.message': (at) => logged(at)?.message,
  'syslog.facility': (at) => logged(at)?.facility,
  'syslog.severity': (at) => logged(at)?.severity,
  'syslog.facility.str': (at) => facilityName(logged(at)?.facility),
  'syslog.severity.str': (at) => severityName(logged(at)?.severity),
};
