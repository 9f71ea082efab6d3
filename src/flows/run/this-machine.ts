import { cpus, hostname, networkInterfaces, totalmem } from 'node:os';
import type { SystemState } from '../../phases/4-run/index.ts';
import { tellAccounts } from './accounts.ts';

const bytesOf = (address: string): Uint8Array => Uint8Array.from(address.split('.').map(Number));

/** Tells the state what a capture would tell of its machine in its lists: name, addresses, users, groups. */
export function tellThisMachine(state: SystemState): void {
  const { lists } = state;
  lists.machine?.({ cpus: cpus().length, memory: BigInt(totalmem()), hostname: hostname() });
  for (const [name, addresses] of Object.entries(networkInterfaces()))
    for (const { address, netmask, family } of addresses ?? [])
      if (family === 'IPv4') lists.interface?.({ name, address: bytesOf(address), mask: bytesOf(netmask) });
  tellAccounts(state, '');
}
