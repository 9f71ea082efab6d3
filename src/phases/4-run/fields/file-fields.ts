import type { FieldValue, Scalar } from '../../../foundations/languages/falco/index.ts';
import type { DescriptorList, Endpoint } from '../sources/scap/index.ts';
import type { FileDescriptor } from '../state/index.ts';
import type { FieldReader, FieldReaders } from './extractor.ts';
import type { SystemCall } from './system-call.ts';

/** Of the descriptor that the event is about. */
const of =
  (take: (descriptor: FileDescriptor, at: SystemCall) => FieldValue | undefined): FieldReader =>
  (at) => {
    const { descriptor } = at;
    return descriptor === undefined ? undefined : take(descriptor, at);
  };

const isFile = ({ type }: FileDescriptor): boolean => type === 'file' || type === 'directory';

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

/** The end on this side: by what the process did, else by the addresses of the machine. */
function localEnd({ role }: FileDescriptor, source: Endpoint, target: Endpoint, at: SystemCall): Endpoint {
  if (role === 'client') return source;
  if (role === 'server') return target;
  return at.state.isLocal(source) ? source : target;
}

const address = (which: End): FieldReader => of((descriptor, at) => endOf(descriptor, which, at)?.address);
const port = (which: End): FieldReader => of((descriptor, at) => endOf(descriptor, which, at)?.port);

const bothEnds = (take: (end: Endpoint) => Scalar): FieldReader =>
  of(({ source, target }) => {
    const ends = [source, target].flatMap((end) => (end === undefined ? [] : [take(end)]));
    return ends.length === 0 ? undefined : ends;
  });

/** The directory of a path: `/` of one right below it. */
const directoryOf = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : path.slice(0, slash);
};

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

/** A device number of Linux is a number of the driver and one of the device (`MKDEV` with 20 bits for the latter). */
const minorBits = 20;

export const fileExtractors: FieldReaders = {
  'fd.num': (at) => at.fd,
  'fd.type': of(({ type }) => type),
  'fd.typechar': of(({ letter }) => letter),
  'fd.name': of(({ name }) => name),
  'fd.nameraw': of(({ name, rawName }) => rawName ?? name),
  'fd.directory': of((descriptor) => (isFile(descriptor) ? directoryOf(descriptor.name) : undefined)),
  'fd.filename': of((descriptor) =>
    isFile(descriptor) ? descriptor.name.slice(descriptor.name.lastIndexOf('/') + 1) : undefined,
  ),
  'fd.uid': of((_descriptor, at) => `${at.thread.tid}${at.fd}`),
  'fd.containername': of(({ name }, at) => `${container(at)}:${name}`),
  'fd.containerdirectory': of((descriptor, at) =>
    isFile(descriptor) ? `${container(at)}:${directoryOf(descriptor.name)}` : undefined,
  ),
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
  'fd.ip': bothEnds((end) => end.address),
  'fd.net': bothEnds((end) => end.address),
  'fd.port': bothEnds((end) => end.port),
  'fd.proto': bothEnds((end) => String(end.port)),
  'fd.dev': of(({ device }) => device),
  'fd.dev.major': of(({ device }) => (device === undefined ? undefined : device >>> minorBits)),
  'fd.dev.minor': of(({ device }) => (device === undefined ? undefined : device & ((1 << minorBits) - 1))),
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
