import { formatAddress } from '../../../foundations/languages/falco/index.ts';
import { descriptorKinds, type Endpoint, type FileRecord, flagValue, type SocketTuple } from '../sources/scap/index.ts';

/** Which end of a connection a process is. */
export type Role = 'client' | 'server';

/** Protocols over IP, by the number a capture gives them (`scap_l4_proto`). */
const protocolNames = [undefined, undefined, 'tcp', 'udp', 'icmp', 'raw'] as const;

/** What a file descriptor stands for. */
export class FileDescriptor {
  /** `file`, `directory`, `ipv4`, `pipe` …: the values of `fd.type`. */
  type: string;
  /** The letter of the kind: the values of `fd.typechar`. */
  letter: string;
  /** A path, or the ends of a connection. */
  name = '';
  /** The path as it was given. */
  rawName: string | undefined;
  /** Of a file: its path as the kernel has it, links followed, where a live source tells it. */
  path: string | undefined;
  /** Flags of `open` in the numbers of the capture format. */
  openFlags = 0;
  device: number | undefined;
  inode: number | bigint | undefined;
  /** The end that connects, and the end that is connected to. */
  source: Endpoint | undefined;
  target: Endpoint | undefined;
  protocol: string | undefined;
  role: Role | undefined;
  connected = false;
  nameChanged = false;
  upperLayer = false;
  lowerLayer = false;
  /** In how many tables it stands, and the characters it was counted with. */
  holders = 0;
  weight = 0;

  constructor(type: string) {
    this.type = type;
    this.letter = letters.get(type) ?? 'o';
  }

  /** The same under another number, which stays open in another program. */
  duplicate(): FileDescriptor {
    const copy = Object.assign(new FileDescriptor(this.type), this);
    copy.openFlags &= ~closeOnExec;
    copy.holders = 0;
    copy.weight = 0;
    return copy;
  }

  /** A socket of IPv6 may talk IPv4: bytes of the addresses of its ends. */
  setFamily(bytes: number): void {
    this.type = bytes === 4 ? 'ipv4' : 'ipv6';
    this.letter = bytes === 4 ? '4' : '6';
  }

  get closesOnExec(): boolean {
    return (this.openFlags & closeOnExec) !== 0;
  }
}

const letters = new Map(descriptorKinds.map(({ type, letter }) => [type, letter]));
const closeOnExec = flagValue('file_flags', 'O_CLOEXEC');

/** The descriptor that stands in the list of a capture. */
export function descriptorOf(record: FileRecord): FileDescriptor {
  const kind = descriptorKinds[record.kind];
  const descriptor = new FileDescriptor(kind?.type ?? 'unsupported');
  descriptor.inode = record.inode;
  descriptor.name = record.name;
  if (descriptor.type === 'file') descriptor.rawName = record.name;
  descriptor.openFlags = record.openFlags ?? 0;
  descriptor.device = record.device;
  if (record.target !== undefined) {
    descriptor.source = record.source;
    descriptor.target = record.target;
    descriptor.setFamily(record.target.address.length);
    descriptor.protocol = protocolNames[record.protocol ?? 0];
    descriptor.role = record.source === undefined ? 'server' : 'client';
    descriptor.connected = record.source !== undefined;
    descriptor.name = connectionName(descriptor);
  }
  return descriptor;
}

/** `1.2.3.4:80->5.6.7.8:1234`, or `1.2.3.4:80` of a socket that listens. */
export function connectionName({ source, target }: Pick<FileDescriptor, 'source' | 'target'>): string {
  if (target === undefined) return '';
  return source === undefined ? endpointText(target) : `${endpointText(source)}->${endpointText(target)}`;
}

/** An address and port as text. */
export const endpointText = ({ address, port }: Endpoint): string => `${formatAddress(address)}:${port}`;

/** `1.2.3.4:80->5.6.7.8:1234`, or `ffff8800->ffff8801 /run/socket` of a Unix socket; undefined when neither is told. */
export function socketEndsText({ source, target, kernel, path }: SocketTuple): string | undefined {
  if (source !== undefined && target !== undefined) return `${endpointText(source)}->${endpointText(target)}`;
  if (kernel === undefined) return undefined;
  // Who does not tell addresses in the kernel has zeros there.
  if (kernel.every((address) => address === 0n)) return path ?? '';
  return `${kernel.map((address) => address.toString(16)).join('->')} ${path ?? ''}`.trimEnd();
}
