import type { OpenNode } from '../../open-node.ts';

/** A port of the machine that leads to a service. Parts are undefined where they are not given, or not known. */
export interface PublishedPort {
  /** The entry in `ports`. */
  readonly node: OpenNode;
  /** The address of the machine; undefined where it is not known, empty for all of them. */
  readonly address: () => string | undefined;
  /** First and last port of the machine; undefined where it is not known or the engine chooses. */
  readonly published: () => PortRange | undefined;
  readonly target: () => PortRange | undefined;
}

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Whether a range has a port in it. */
export const has = (range: PortRange | undefined, port: number): boolean =>
  range !== undefined && range.first <= port && port <= range.last;

/** Addresses that mean all of a machine's. */
export const isEveryAddress = (address: string | undefined): boolean =>
  address !== undefined && ['', '0.0.0.0', '::', '[::]', '*'].includes(address);

function rangeOf(text: string | undefined): PortRange | undefined {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text ?? '') ?? [];
  return first === undefined ? undefined : { first: Number(first), last: Number(last) };
}

/** The entries of `ports`, of both forms: `[ADDRESS:][PORT:]PORT[/PROTOCOL]`, and a mapping. */
export function publishedPorts(service: OpenNode): readonly PublishedPort[] {
  return service
    .get('ports')
    .items()
    .map((node) => (typeof node.value === 'object' && node.value !== null ? long(node) : short(node)));
}

function long(node: OpenNode): PublishedPort {
  const range = (name: string): PortRange | undefined => rangeOf(node.get(name).text());
  return {
    node,
    address: () => (node.get('host_ip').isSet ? node.get('host_ip').text() : ''),
    published: () => range('published'),
    target: () => range('target'),
  };
}

function short(node: OpenNode): PublishedPort {
  const text = (node.marked() ?? '').replace(/\/\w+$/, '');
  // An address of IP version 6 stands in brackets.
  const [, bracketed, rest = ''] = /^(\[[^\]]*\]):(.*)$/.exec(text) ?? [];
  const parts = bracketed === undefined ? text.split(':') : [bracketed, ...rest.split(':')];
  const target = parts.at(-1);
  const published = parts.length > 1 ? parts.at(-2) : '';
  // A variable in the first part may bring an address with it.
  const [address = ''] = parts.length > 2 ? parts : [''];
  return {
    node,
    address: () => (parts.length === 2 && node.part(published) === undefined ? undefined : node.part(address)),
    published: () => rangeOf(node.part(published)),
    target: () => rangeOf(node.part(target)),
  };
}
