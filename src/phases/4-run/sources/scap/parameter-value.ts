import { dynamicTypes, type EventParameter } from './event-table.ts';
import { unmapped } from './mapped-addresses.ts';
import { type NumberKind, numberKinds } from './parameter-types.ts';
import type { Endpoint } from './records.ts';
import { cTextOf, textOf } from './text-of.ts';

/** The two ends of a connection. Of a Unix socket: addresses in the kernel, and the path. */
export interface SocketTuple {
  readonly family: number;
  readonly source?: Endpoint;
  readonly target?: Endpoint;
  readonly kernel?: readonly [bigint, bigint];
  readonly path?: string;
}

/** An address of a socket. */
export interface SocketAddress {
  readonly family: number;
  readonly endpoint?: Endpoint;
  readonly path?: string;
}

/** A descriptor and what is waited for on it. */
export type DescriptorList = readonly { readonly fd: number; readonly events: number }[];

/** The value of a parameter: numbers beyond 2^53 are bigints, times are nanoseconds. */
export type ParameterValue =
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | readonly string[]
  | SocketTuple
  | SocketAddress
  | DescriptorList;

/** Families of sockets in the numbers of Linux. */
export const families = { unix: 1, ipv4: 2, ipv6: 10 } as const;

/** Reads a value; undefined when there are no bytes, or too few of them to be one. Bytes are those of the capture: copy them to keep them. */
export function readValue(
  { type, variants }: Pick<EventParameter, 'type' | 'variants'>,
  bytes: Buffer,
  view: DataView,
  start: number,
  end: number,
  little: boolean,
): ParameterValue | undefined {
  if (end <= start) return undefined;
  const kind = numberKinds[type];
  if (kind !== undefined) return readNumber(kind, view, start, end - start, little);
  switch (type) {
    case 'charbuf':
    case 'fspath':
    case 'fsrelpath': {
      const text = cTextOf(bytes, start, end);
      // What the kernel could not read stands as this text.
      return text === '(NULL)' ? undefined : text;
    }
    case 'charbufarray':
    case 'charbuf_pair_array':
      return textOf(bytes, start, end).replace(/\0$/, '').split('\0');
    case 'socktuple':
      return readTuple(bytes, view, start, end, little);
    case 'sockaddr':
      return readAddress(bytes, view, start, end, little);
    case 'fdlist':
      return readDescriptors(view, start, end, little);
    case 'dyn': {
      const variant = dynamicTypes[variants ?? '']?.[bytes[start] ?? 0];
      return readValue({ type: variant ?? 'bytebuf' }, bytes, view, start + 1, end, little);
    }
    default:
      return bytes.subarray(start, end);
  }
}

/** Reads a number of at least one byte. Those of eight are put together of two halves where they are exact so: a big integer would be an object. */
export function readNumber(
  kind: NumberKind,
  view: DataView,
  at: number,
  size: number,
  little: boolean,
): number | bigint | boolean | undefined {
  const signed = kind === 'signed';
  if (kind === 'double') return size >= 8 ? view.getFloat64(at, little) : undefined;
  if (kind === 'bool') return size >= 4 ? view.getUint32(at, little) !== 0 : view.getUint8(at) !== 0;
  if (size >= 8) {
    const low = view.getUint32(little ? at : at + 4, little);
    const upper = little ? at + 4 : at;
    const high = signed ? view.getInt32(upper, little) : view.getUint32(upper, little);
    if (high < safeHalf && high >= -safeHalf) return high * 0x1_0000_0000 + low;
    return signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little);
  }
  if (size >= 4) return signed ? view.getInt32(at, little) : view.getUint32(at, little);
  if (size >= 2) return signed ? view.getInt16(at, little) : view.getUint16(at, little);
  return signed ? view.getInt8(at) : view.getUint8(at);
}

/** Upper halves below this one make exact numbers (2^53). */
const safeHalf = 0x20_0000;

const addressBytes = (family: number): number => (family === families.ipv4 ? 4 : family === families.ipv6 ? 16 : 0);

function readEndpoint(bytes: Buffer, view: DataView, at: number, size: number, little: boolean): Endpoint {
  return { address: Uint8Array.from(bytes.subarray(at, at + size)), port: view.getUint16(at + size, little) };
}

function readTuple(bytes: Buffer, view: DataView, start: number, end: number, little: boolean): SocketTuple {
  const family = bytes[start] ?? 0;
  const size = addressBytes(family);
  const at = start + 1;
  if (size > 0 && end - at >= 2 * (size + 2)) {
    const [source, target] = unmapped([
      readEndpoint(bytes, view, at, size, little),
      readEndpoint(bytes, view, at + size + 2, size, little),
    ] as const);
    return { family, source, target };
  }
  if (family === families.unix && end - at >= 16) {
    const kernel = [view.getBigUint64(at, little), view.getBigUint64(at + 8, little)] as const;
    return { family, kernel, path: cTextOf(bytes, at + 16, end) };
  }
  return { family };
}

function readAddress(bytes: Buffer, view: DataView, start: number, end: number, little: boolean): SocketAddress {
  const family = bytes[start] ?? 0;
  const size = addressBytes(family);
  const at = start + 1;
  if (size > 0 && end - at >= size + 2) {
    const [endpoint] = unmapped([readEndpoint(bytes, view, at, size, little)] as const);
    return { family, endpoint };
  }
  return family === families.unix ? { family, path: cTextOf(bytes, at, end) } : { family };
}

/** A count in two bytes, then for each a descriptor in eight and events in two. */
function readDescriptors(view: DataView, start: number, end: number, little: boolean): DescriptorList {
  const list: { fd: number; events: number }[] = [];
  for (let at = start + 2; at + 10 <= end; at += 10) {
    list.push({ fd: Number(view.getBigInt64(at, little)), events: view.getUint16(at + 8, little) });
  }
  return list;
}
