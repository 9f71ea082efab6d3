import type { ByteCursor } from './byte-cursor.ts';
import type { GroupRecord, InterfaceRecord, MachineInfo, UserRecord } from './records.ts';

const hostnameBytes = 128;

/** The machine: processors, memory, highest process id, name. */
export function readMachine(cursor: ByteCursor): MachineInfo {
  const cpus = cursor.u32();
  const memory = cursor.u64();
  cursor.skip(8);
  const name = cursor.bytes(hostnameBytes);
  const end = name.indexOf(0);
  const hostname = Buffer.from(name.subarray(0, end < 0 ? name.length : end)).toString('utf8');
  return { cpus, memory, hostname };
}

/** Users and groups. */
export function readUsers(
  cursor: ByteCursor,
  version: number,
  foundUser: (record: UserRecord) => void,
  foundGroup: (record: GroupRecord) => void,
): void {
  while (cursor.left >= 4) {
    const end = version >= 2 ? cursor.narrow(cursor.u32() - 4) : undefined;
    if (cursor.u8() === 0) {
      const [uid, gid] = [cursor.u32(), cursor.u32()];
      foundUser({ uid, gid, name: cursor.text(), home: cursor.text(), shell: cursor.text() });
    } else {
      foundGroup({ gid: cursor.u32(), name: cursor.text() });
    }
    if (end !== undefined) cursor.widen(end);
  }
}

/** Bytes of an address, and whether the speed of the link follows, by the number of the kind of interface. */
const interfaceKinds = new Map([
  [1, { size: 4, speed: true }],
  [2, { size: 16, speed: true }],
  [3, { size: 4, speed: false }],
  [4, { size: 16, speed: false }],
]);

/** Network interfaces with their addresses. One of a kind we do not know ends the list. */
export function readInterfaces(cursor: ByteCursor, version: number, found: (record: InterfaceRecord) => void): void {
  while (cursor.left >= 4) {
    const end = version >= 2 ? cursor.narrow(cursor.u32()) : undefined;
    const kind = interfaceKinds.get(cursor.u16());
    if (kind === undefined) return;
    const length = cursor.u16();
    const [address, mask] = [cursor.bytes(kind.size), cursor.bytes(kind.size)];
    cursor.skip(kind.size + (kind.speed ? 8 : 0));
    const name = Buffer.from(cursor.bytes(length)).toString('latin1');
    found({ name, address, mask });
    if (end !== undefined) cursor.widen(end);
  }
}
