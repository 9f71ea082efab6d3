import type { FieldValue, Scalar } from '../../../foundations/languages/falco/index.ts';
import type { DescriptorList, Endpoint } from '../sources/scap/index.ts';
import type { FileDescriptor } from '../state/index.ts';
import type { FieldReader, FieldReaders } from './extractor.ts';
import { parameterText, wholePath } from './parameter-text.ts';
import type { SystemCall } from './system-call.ts';

/** Of the descriptor that the event is about. */
const of =
  (take: (descriptor: FileDescriptor, at: SystemCall) => FieldValue | undefined): FieldReader =>
  (at) => {
    const { descriptor } = at;
    return descriptor === undefined ? undefined : take(descriptor, at);
  };

/** Of the end that connects, the end that is connected to, this machine's end and the other. */
type End = 'client' | 'server' | 'local' | 'remote';

function endOf(descriptor: FileDescriptor, which: End, at: SystemCall): Endpoint | undefined {
  const { source, target } = descriptor;
  if (which === 'client') return source;
  if (which === 'server') return target;
  // A socket that only listens has no other end, and no connection to be an end of.
  if (source === undefined || target === undefined) return undefined;
  const here = localEnd(descriptor, source, target, at);
  return (which === 'local') === (here === source) ? source : target;
}

/**
 * The end on this side: by what the process did, else by the addresses of the machine. A machine that says it has no address at all is at the end that is
 * connected to, as Falco has it.
 */
function localEnd({ role }: FileDescriptor, source: Endpoint, target: Endpoint, at: SystemCall): Endpoint {
  if (role === 'client' && !at.state.interfaces.none) return source;
  if (role === 'server') return target;
  return at.state.interfaces.has(source.address) ? source : target;
}

const address = (which: End): FieldReader => of((descriptor, at) => endOf(descriptor, which, at)?.address);
const port = (which: End): FieldReader => of((descriptor, at) => endOf(descriptor, which, at)?.port);

/** The protocol of a port, which is its number: names of services differ from machine to machine. */
const portText = (which: End): FieldReader => of((descriptor, at) => endOf(descriptor, which, at)?.port.toString());

const bothEnds = (take: (end: Endpoint) => Scalar): FieldReader =>
  of(({ source, target }) => {
    const ends = [source, target].flatMap((end) => (end === undefined ? [] : [take(end)]));
    return ends.length === 0 ? undefined : ends;
  });

/** The path of a call that should have given a descriptor for it and did not. */
function refusedPath(at: SystemCall): string | undefined {
  const { type } = at.event;
  if (type.direction !== 'exit' || !type.createsDescriptor || type.category !== 'file') return undefined;
  const parameter = type.byName.get('name');
  const text = parameter === undefined ? undefined : at.event.text('name');
  return parameter === undefined || text === undefined ? undefined : (wholePath(at, parameter, text) ?? text);
}

/** The ends of a connection that could not be made, or is still being made: the descriptor does not have them. */
function attemptedEnds(at: SystemCall): string | undefined {
  if (at.type !== 'connect' || at.event.type.direction !== 'exit' || (at.event.whole('res') ?? 0) >= 0)
    return undefined;
  const tuple = at.event.type.byName.get('tuple');
  return tuple === undefined || !at.event.holds(tuple) ? undefined : parameterText(at, tuple)?.plain;
}

function nameOf(at: SystemCall): string | undefined {
  const { descriptor } = at;
  if (descriptor === undefined) return refusedPath(at);
  return descriptor.name === '' ? (attemptedEnds(at) ?? '') : descriptor.name;
}

/** The directory of a path: `/` of one right below it. */
const directoryOf = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : path.slice(0, slash);
};

/** Of a directory, that is itself. */
function directoryOfDescriptor({ type, name }: FileDescriptor): string | undefined {
  return type === 'directory' ? name : type === 'file' ? directoryOf(name) : undefined;
}

const container = (at: SystemCall): string => at.thread.container?.id ?? '';

/** Values for each descriptor of a list that a call waits for, joined by commas. */
const listed =
  (take: (fd: number, descriptor: FileDescriptor | undefined) => string | number | undefined): FieldReader =>
  (at) => {
    const list = at.event.get('fds');
    if (!Array.isArray(list)) return undefined;
    const values = (list as DescriptorList).map(({ fd }) => take(fd, at.thread.descriptors.get(fd)) ?? '');
    return values.join(',');
  };

const textOfEnd = (end: Endpoint | undefined): string | undefined => end?.address.join('.');

/** Parts of a device number as the kernel tells programs (`new_encode_dev`): of the driver, and of the device, whose upper bits stand above the driver's. */
const majorOf = (device: number): number => (device & 0xf_ff00) >>> 8;
const minorOf = (device: number): number => (device & 0xff) | ((device >>> 12) & 0xf_ff00);

export const fileExtractors: FieldReaders = {
  'fd.num': (at) => at.fd,
  'fd.type': of(({ type }) => (type === 'unknown' ? undefined : type)),
  'fd.typechar': of(({ letter }) => letter),
  'fd.name': nameOf,
  'fd.nameraw': of(({ name, rawName }) => rawName ?? name),
  'fd.directory': (at) => {
    const { descriptor } = at;
    if (descriptor !== undefined) return directoryOfDescriptor(descriptor);
    const path = refusedPath(at);
    return path === undefined ? undefined : directoryOf(path);
  },
  'fd.filename': of((descriptor) =>
    descriptor.type === 'file' ? descriptor.name.slice(descriptor.name.lastIndexOf('/') + 1) : undefined,
  ),
  'fd.uid': (at) => (at.fd === undefined ? undefined : `${at.thread.tid}${at.fd}`),
  'fd.containername': (at) => {
    const name = nameOf(at);
    return name === undefined ? undefined : `${container(at)}:${name}`;
  },
  'fd.containerdirectory': of((descriptor, at) => {
    const directory = directoryOfDescriptor(descriptor);
    return directory === undefined ? undefined : `${container(at)}:${directory}`;
  }),
  'fd.l4proto': of(({ role, protocol }) => (role === undefined ? undefined : protocol) ?? '<NA>'),
  'fd.sockfamily': of(({ type }) => (type === 'unix' ? 'unix' : type === 'ipv4' || type === 'ipv6' ? 'ip' : undefined)),
  'fd.is_server': of(({ role }) => role === 'server'),
  'fd.connected': of(({ connected }) => connected),
  'fd.name_changed': of(({ nameChanged }) => nameChanged),
  'fd.cip': address('client'),
  'fd.sip': address('server'),
  'fd.lip': address('local'),
  'fd.rip': address('remote'),
  'fd.cnet': address('client'),
  'fd.snet': address('server'),
  'fd.lnet': address('local'),
  'fd.rnet': address('remote'),
  'fd.cport': port('client'),
  'fd.sport': port('server'),
  'fd.lport': port('local'),
  'fd.rport': port('remote'),
  'fd.cproto': portText('client'),
  'fd.sproto': portText('server'),
  'fd.lproto': portText('local'),
  'fd.rproto': portText('remote'),
  'fd.ip': bothEnds((end) => end.address),
  'fd.net': bothEnds((end) => end.address),
  'fd.port': bothEnds((end) => end.port),
  'fd.proto': bothEnds((end) => String(end.port)),
  'fd.dev': of(({ device }) => device),
  'fd.dev.major': of(({ device }) => (device === undefined ? undefined : majorOf(device))),
  'fd.dev.minor': of(({ device }) => (device === undefined ? undefined : minorOf(device))),
  'fd.ino': of(({ inode }) => inode),
  'fd.is_upper_layer': of(({ upperLayer }) => upperLayer),
  'fd.is_lower_layer': of(({ lowerLayer }) => lowerLayer),
  'fd.types': (at, argument) => {
    if (argument !== undefined) {
      const type = at.thread.descriptors.get(Number(argument))?.type;
      return type === undefined ? undefined : [type];
    }
    return [...new Set([...at.thread.descriptors.values()].map(({ type }) => type))];
  },
  'fdlist.nums': listed((fd) => fd),
  'fdlist.names': listed((_fd, descriptor) => descriptor?.name),
  'fdlist.cips': listed((_fd, descriptor) => textOfEnd(descriptor?.source)),
  'fdlist.sips': listed((_fd, descriptor) => textOfEnd(descriptor?.target)),
  'fdlist.cports': listed((_fd, descriptor) => descriptor?.source?.port),
  'fdlist.sports': listed((_fd, descriptor) => descriptor?.target?.port),
};
