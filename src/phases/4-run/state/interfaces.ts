import type { InterfaceRecord } from '../sources/scap/index.ts';

/** Bytes of an IPv6 address that name its network. */
const networkBytes = 8;

const ipv4Bytes = 4;

/** The network interfaces of a machine: which addresses are its own. */
export class Interfaces {
  #all: InterfaceRecord[] = [];
  #listed = false;

  /** A list begins, be it empty. */
  list(): void {
    this.#listed = true;
  }

  add(record: InterfaceRecord): void {
    this.#all.push(record);
  }

  clear(): void {
    this.#all = [];
    this.#listed = false;
  }

  /** Whether the machine was asked and has none at all. */
  get none(): boolean {
    return this.#listed && this.#all.length === 0;
  }

  /** Whether an address is one of this machine. */
  has(address: Uint8Array): boolean {
    return this.#all.some((one) => same(one.address, address));
  }

  /**
   * The address that this machine would send from to another one: of the interface in whose network that is, else of the first that does not loop back.
   * Undefined when there is none of that family.
   */
  from(target: Uint8Array): Uint8Array | undefined {
    const family = this.#all.filter(({ address }) => address.length === target.length);
    const near = family.find((one) => inNetwork(one, target));
    return (near ?? family.find(({ address }) => !loopsBack(address)))?.address;
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

function inNetwork({ address, mask }: InterfaceRecord, target: Uint8Array): boolean {
  const bits = (at: number): number => (address.length === ipv4Bytes ? (mask[at] ?? 0) : at < networkBytes ? 0xff : 0);
  return address.every((byte, at) => (byte & bits(at)) === ((target[at] ?? 0) & bits(at)));
}

const loopsBack = (address: Uint8Array): boolean =>
  address.length === ipv4Bytes ? address[0] === 127 : address.every((byte, at) => byte === (at === 15 ? 1 : 0));
