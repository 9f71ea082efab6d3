import { defined } from '../../../core/index.ts';
import {
  type CaptureEvent,
  type Endpoint,
  families,
  type ParameterValue,
  type SocketAddress,
  type SocketTuple,
} from '../sources/scap/index.ts';
import { connectionName, FileDescriptor, type Role, socketEndsText } from './descriptor.ts';
import type { Effect, EffectList } from './effect.ts';
import type { MachineState } from './machine-state.ts';

/** Families of sockets that have a kind of their own. */
const kinds = new Map<number, string>([
  [families.unix, 'unix'],
  [families.ipv4, 'ipv4'],
  [families.ipv6, 'ipv6'],
  [16, 'netlink'],
]);

/** Protocols over IP by their number (IANA); zero means the usual one of the type of socket. */
const protocols = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
]);

const types = { stream: 1, datagram: 2, raw: 3 };

function protocolOf(type: number, protocol: number): string | undefined {
  const kind = type & 0xff;
  if (protocol !== 0) return protocols.get(protocol) ?? (kind === types.raw ? 'raw' : undefined);
  return kind === types.stream ? 'tcp' : kind === types.datagram ? 'udp' : kind === types.raw ? 'raw' : undefined;
}

const made: Effect = (state, thread, event) => {
  const fd = event.whole('fd') ?? -1;
  if (fd < 0) return;
  const family = event.whole('domain') ?? 0;
  const descriptor = new FileDescriptor(kinds.get(family) ?? 'unknown');
  if (family === families.ipv4 || family === families.ipv6) {
    descriptor.protocol = protocolOf(event.whole('type') ?? 0, event.whole('proto') ?? 0);
  }
  state.threads.open(thread, fd, descriptor);
};

const isTuple = (value: ParameterValue | undefined): value is SocketTuple & SocketAddress =>
  typeof value === 'object' && !Array.isArray(value) && 'family' in value;

/** Notes the ends of a connection; true when there are any. */
function connectTo(state: MachineState, descriptor: FileDescriptor, tuple: SocketTuple, role: Role): boolean {
  const before = descriptor.name;
  if (tuple.family === families.unix) {
    descriptor.name = socketEndsText(tuple) ?? '';
  } else if (tuple.source !== undefined && tuple.target !== undefined) {
    if (descriptor.type !== 'ipv4' && descriptor.type !== 'ipv6') return false;
    descriptor.setFamily(tuple.source.address.length);
    descriptor.source = knownSource(state, tuple.source, tuple.target);
    descriptor.target = tuple.target;
    descriptor.name = connectionName(descriptor);
  } else {
    return false;
  }
  descriptor.role = role;
  descriptor.nameChanged = before !== descriptor.name;
  return true;
}

/** A datagram goes out from an address that is chosen for it: then no address is told. */
function knownSource(state: MachineState, source: Endpoint, target: Endpoint): Endpoint {
  if (source.address.some((byte) => byte !== 0)) return source;
  const address = state.interfaces.from(target.address);
  return address === undefined ? source : { address, port: source.port };
}

/** The error of a connection that is still being made (`EINPROGRESS`). */
const inProgress = -115;

const connected: Effect = (state, thread, event) => {
  const descriptor = state.descriptor(thread, event.whole('fd'));
  if (descriptor === undefined) return;
  const result = event.whole('res') ?? -1;
  const failed = result < 0 && result !== inProgress;
  // What it was before stays; the event itself tells where it wanted to go.
  if (failed) return;
  const tuple = event.get('tuple');
  if (isTuple(tuple) && connectTo(state, descriptor, tuple, 'client')) {
    descriptor.connected = result >= 0;
    return;
  }
  const address = event.get('addr');
  if (!isTuple(address)) return;
  if (address.endpoint !== undefined) {
    descriptor.target = address.endpoint;
    descriptor.source ??= { address: new Uint8Array(address.endpoint.address.length), port: 0 };
    descriptor.name = connectionName(descriptor);
  } else if (address.path !== undefined) {
    descriptor.name = address.path;
  }
  descriptor.role = 'client';
  descriptor.connected = result >= 0;
};

const accepted: Effect = (state, thread, event) => {
  const fd = event.whole('fd') ?? -1;
  if (fd < 0) return;
  const tuple = event.get('tuple');
  if (!isTuple(tuple)) return;
  const descriptor = new FileDescriptor(kinds.get(tuple.family) ?? 'unsupported');
  if (tuple.family !== families.unix) descriptor.protocol = 'tcp';
  connectTo(state, descriptor, tuple, 'server');
  descriptor.connected = true;
  state.threads.open(thread, fd, descriptor);
};

const bound: Effect = (state, thread, event) => {
  if ((event.whole('res') ?? -1) < 0) return;
  const descriptor = state.descriptor(thread, event.whole('fd'));
  const address = event.get('addr');
  if (descriptor === undefined || !isTuple(address)) return;
  if (address.endpoint !== undefined) {
    // A port of its own choice is not yet a server.
    if (address.endpoint.port === 0) return;
    descriptor.setFamily(address.endpoint.address.length);
    descriptor.source = undefined;
    descriptor.target = address.endpoint;
    descriptor.name = connectionName(descriptor);
    descriptor.role = 'server';
  } else if (address.path !== undefined) {
    descriptor.name = address.path;
  }
};

/** The other way round. */
const turned = ({ family, source, target }: SocketTuple): SocketTuple => ({
  family,
  ...defined({ source: target, target: source }),
});

/** Datagrams name both ends each time, the sender first; a descriptor has the client first. Who is first seen to send is the client. */
const exchanged =
  (direction: 'out' | 'in'): Effect =>
  (state, thread, event: CaptureEvent) => {
    if ((event.whole('res') ?? -1) < 0) return;
    const descriptor = state.descriptor(thread, event.whole('fd'));
    if (descriptor === undefined || descriptor.connected) return;
    const tuple = event.get('tuple');
    if (!isTuple(tuple) || tuple.family === families.unix) return;
    const role = descriptor.role ?? (direction === 'out' ? 'client' : 'server');
    const clientFirst = (role === 'client') === (direction === 'out');
    connectTo(state, descriptor, clientFirst ? tuple : turned(tuple), role);
  };

export const socketEffects: EffectList = [
  ['socket', made],
  ['connect', connected],
  ['accept accept4', accepted],
  ['bind', bound],
  ['sendto sendmsg', exchanged('out')],
  ['recvfrom recvmsg', exchanged('in')],
];
