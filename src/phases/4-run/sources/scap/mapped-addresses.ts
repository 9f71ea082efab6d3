import type { Endpoint } from './records.ts';

/** Bytes of an IPv6 address before the IPv4 address that is mapped in it (RFC 4291, 2.5.5.2). */
const prefix = 12;

/**
 * The ends of a socket of IPv6 that talks IPv4, with the addresses that they are; other ends stay. An end that is not known is all zeros in either. Rules about
 * an address would else not see it in its other form.
 */
export function unmapped<E extends readonly Endpoint[]>(ends: E): E {
  const mapped = ends.some(({ address }) => isMapped(address));
  if (!mapped || !ends.every(({ address }) => isMapped(address) || isZero(address))) return ends;
  return ends.map(({ address, port }) => ({ address: address.subarray(prefix), port })) as readonly Endpoint[] as E;
}

function isMapped(address: Uint8Array): boolean {
  if (address.length !== 16 || address[10] !== 0xff || address[11] !== 0xff) return false;
  for (let at = 0; at < 10; at += 1) if (address[at] !== 0) return false;
  return true;
}

const isZero = (address: Uint8Array): boolean => address.length === 16 && address.every((byte) => byte === 0);
