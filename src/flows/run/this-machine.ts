import { cpus, hostname, networkInterfaces, totalmem } from 'node:os';
import { readFileBytes } from '../../foundations/formats/index.ts';
import type { SystemState } from '../../phases/4-run/index.ts';

const maxBytes = 1024 * 1024;
/** Most accounts that are taken. */
const maxAccounts = 10_000;

/** The lines of a file of accounts, in their fields; none when it cannot be read. */
function accountsIn(path: string): readonly (readonly string[])[] {
  let bytes: Uint8Array | undefined;
  try {
    bytes = readFileBytes(path, maxBytes);
  } catch {
    return [];
  }
  const lines = new TextDecoder().decode(bytes ?? new Uint8Array()).split('\n');
  return lines.slice(0, maxAccounts).map((line) => line.split(':'));
}

const bytesOf = (address: string): Uint8Array => Uint8Array.from(address.split('.').map(Number));

/** Tells the state what a capture would tell of its machine in its lists: name, addresses, users, groups (passwd(5), group(5)). */
export function tellThisMachine(lists: SystemState['lists']): void {
  lists.machine?.({ cpus: cpus().length, memory: BigInt(totalmem()), hostname: hostname() });
  for (const [name, addresses] of Object.entries(networkInterfaces()))
    for (const { address, netmask, family } of addresses ?? [])
      if (family === 'IPv4') lists.interface?.({ name, address: bytesOf(address), mask: bytesOf(netmask) });
  for (const [name = '', , uid = '', gid = '', , home = '', shell = ''] of accountsIn('/etc/passwd'))
    if (/^\d{1,10}$/.test(uid) && /^\d{1,10}$/.test(gid))
      lists.user?.({ uid: Number(uid), gid: Number(gid), name, home, shell });
  for (const [name = '', , gid = ''] of accountsIn('/etc/group'))
    if (/^\d{1,10}$/.test(gid)) lists.group?.({ gid: Number(gid), name });
}
