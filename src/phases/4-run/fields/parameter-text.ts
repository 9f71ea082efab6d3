import {
  type DescriptorList,
  dynamicTypes,
  type EventParameter,
  flagNames,
  type ParameterType,
  type ParameterValue,
  type SocketAddress,
  type SocketTuple,
  syscallNames,
} from '../sources/scap/index.ts';
import { endpointText, socketEndsText, unknownId, unknownText } from '../state/index.ts';
import { errnoName } from './errno-names.ts';
import type { SystemCall } from './system-call.ts';
import { signalName, signalNames } from './word-lists.ts';

/** A parameter as text: the value, and what it means where that is more. */
export interface ParameterText {
  readonly plain: string;
  readonly meaning?: string;
}

/** The text of a parameter; undefined when the event does not have it. */
export function parameterText(at: SystemCall, parameter: EventParameter): ParameterText | undefined {
  const value = at.valueOf(parameter);
  if (value === undefined) return emptyText(at, parameter);
  if (typeof value === 'number' || typeof value === 'bigint') return numberText(at, parameter, value);
  if (typeof value === 'string') return pathText(at, parameter, value);
  if (typeof value === 'boolean') return { plain: value ? 'true' : 'false' };
  if (value instanceof Uint8Array) return { plain: bufferText(value) };
  return { plain: structureText(at, value) };
}

/** What stands for the ends of a connection that are not known. */
const noEnds = 'NULL';

/** An event may have a parameter without bytes: of the ends of a connection and of data that says something. */
function emptyText(at: SystemCall, { name, type }: EventParameter): ParameterText | undefined {
  if ((type !== 'socktuple' && type !== 'bytebuf') || !at.event.has(name)) return undefined;
  return { plain: type === 'socktuple' ? noEnds : '' };
}

const withMeaning = (plain: string, meaning: string | undefined): ParameterText =>
  meaning === undefined ? { plain } : { plain, meaning };

function numberText(at: SystemCall, parameter: EventParameter, value: number | bigint): ParameterText {
  const number = Number(value);
  const type = at.event.typeOf(parameter);
  switch (type) {
    case 'errno':
      return errnoText(number, parameter.base);
    case 'fd':
    case 'fd32':
      return descriptorText(at, number);
    case 'pid':
    case 'pid32':
      return withMeaning(String(value), number < 0 ? errnoName(-number) : threadName(at, number));
    case 'uid':
      return number === unknownId ? { plain: '-1' } : withMeaning(String(value), userName(at, number));
    case 'gid':
      return number === unknownId ? { plain: '-1' } : withMeaning(String(value), groupName(at, number));
    case 'sigset':
      return { plain: signalNames(number).join(' ') };
    case 'reltime':
      return durationText(value);
    case 'sigtype':
      return withMeaning(String(value), signalName(number));
    case 'syscallid':
      return withMeaning(String(value), syscallNames.get(number));
    case 'mode':
      return withMeaning(`0${value.toString(8)}`, flagNames(parameter.flags ?? '', number, false));
    default:
      if (parameter.flags !== undefined) return flagText(parameter, number);
      return { plain: inBase(value, parameter.base) };
  }
}

/** What a duration reads that is none. */
const noDuration = 0xffff_ffff_ffff_ffffn;

/** Nanoseconds, and seconds as `printf` has them with `%g`. */
function durationText(value: number | bigint): ParameterText {
  if (BigInt.asUintN(64, BigInt(value)) === noDuration) return { plain: 'none' };
  return { plain: String(value), meaning: `${sixDigits(Number(value) / 1e9)}s` };
}

/** Six digits, without noughts at the end; with an exponent of two digits where the number is very small or large. */
function sixDigits(number: number): string {
  const [digits = '0', exponent = '0'] = number.toExponential(5).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(number.toPrecision(6)));
  return `${Number(digits)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

const threadName = (at: SystemCall, tid: number): string | undefined => {
  const thread = at.state.threads.get(tid);
  return thread?.placeholder === false ? thread.name : undefined;
};

const userName = (at: SystemCall, uid: number): string | undefined =>
  at.state.accounts.user(uid, at.thread.container?.id)?.name;

const groupName = (at: SystemCall, gid: number): string | undefined =>
  at.state.accounts.group(gid, at.thread.container?.id)?.name;

/** A number in the base of a parameter: upper case, no mark before it but the nought of octal. */
export function inBase(value: number | bigint, base: EventParameter['base']): string {
  if (base === 16) return (value < 0 ? BigInt.asUintN(64, BigInt(value)) : value).toString(16).toUpperCase();
  return base === 8 && value !== 0 ? `0${value.toString(8)}` : String(value);
}

/** Errors are negative; beyond the largest number of one it is an address. */
const maxErrno = 4_095;

function errnoText(value: number, base: EventParameter['base']): ParameterText {
  if (value >= 0 || value < -maxErrno) return { plain: inBase(value, base) };
  return withMeaning(String(value), errnoName(-value));
}

function descriptorText(at: SystemCall, fd: number): ParameterText {
  if (fd === -100) return { plain: String(fd), meaning: 'AT_FDCWD' };
  if (fd < 0) return withMeaning(String(fd), errnoName(-fd));
  const descriptor = at.state.descriptor(at.thread, fd);
  if (descriptor === undefined) return { plain: String(fd) };
  const { letter, role, protocol, name } = descriptor;
  return { plain: String(fd), meaning: `<${letter}${role === undefined ? '' : (protocol?.[0] ?? '')}>${name}` };
}

function flagText(parameter: EventParameter, value: number): ParameterText {
  const exact = parameter.type.startsWith('enumflags');
  return withMeaning(String(value), flagNames(parameter.flags ?? '', value, exact));
}

/** Paths mean the whole path. */
function pathText(at: SystemCall, parameter: EventParameter, value: string): ParameterText {
  const whole = wholePath(at, parameter, value);
  return whole === undefined || whole === value ? { plain: value } : { plain: value, meaning: whole };
}

/** The whole path in a parameter that holds one. */
export function wholePath(at: SystemCall, parameter: EventParameter, value: string): string | undefined {
  if (value === unknownText) return undefined;
  if (parameter.type === 'fspath') return at.state.pathAt(at.thread, undefined, value);
  if (parameter.type !== 'fsrelpath') return undefined;
  const directory = at.parameters[parameter.directory ?? -1];
  return at.state.pathAt(at.thread, directory === undefined ? undefined : at.event.whole(directory.name), value);
}

/** A buffer with `.` for each byte that cannot be printed. */
export function bufferText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '.');
}

function structureText(at: SystemCall, value: Exclude<ParameterValue, string | number | bigint | boolean>): string {
  if (value instanceof Uint8Array) return bufferText(value);
  if (Array.isArray(value)) {
    const list = value as readonly string[] | DescriptorList;
    return list.map((one) => (typeof one === 'string' ? one : listedDescriptor(at, one))).join(' ');
  }
  return socketText(value as SocketTuple & SocketAddress);
}

function listedDescriptor(at: SystemCall, { fd, events }: DescriptorList[number]): string {
  const letter = at.state.descriptor(at.thread, fd)?.letter;
  return `${fd}:${letter ?? ''}${events.toString(16)}`;
}

/** The ends of a connection, an address, or a path. */
function socketText(value: SocketTuple & SocketAddress): string {
  return socketEndsText(value) ?? (value.endpoint === undefined ? (value.path ?? '') : endpointText(value.endpoint));
}

/** Types of which a parameter without bytes counts as zero. */
const texts: ReadonlySet<ParameterType> = new Set(['charbuf', 'fspath', 'fsrelpath', 'bytebuf', 'charbufarray', 'dyn']);

/** Whether the parameter is there and empty, and of a type that has no empty value. */
export function countsAsZero(at: SystemCall, parameter: EventParameter): boolean {
  const own = at.event.type.byName.get(parameter.name);
  return (
    own !== undefined && own.index < at.event.count && !texts.has(own.type) && dynamicTypes[own.type] === undefined
  );
}
