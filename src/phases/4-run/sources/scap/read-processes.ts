import type { ByteCursor } from './byte-cursor.ts';
import type { MemoryRecord, ProcessRecord } from './records.ts';

/** Bytes of the members that came after version 9 and before libs 0.10: login user, writable, three sets of capabilities. */
const tailBefore010 = 4 + 1 + 3 * 8;

/** The processes of a list. Each version has the members of the one before; from version 9 on an entry tells its length and may have more. */
export function readProcesses(cursor: ByteCursor, version: number, found: (record: ProcessRecord) => void): void {
  while (cursor.left >= 4) {
    if (version < 9) {
      found(readEntry(cursor, version));
      continue;
    }
    const length = cursor.u32();
    // The length counts itself.
    const end = cursor.narrow(length - 4);
    found({ ...readEntry(cursor, version), ...readTail(cursor) });
    cursor.widen(end);
  }
}

function readEntry(cursor: ByteCursor, version: number): ProcessRecord {
  const tid = cursor.i64();
  const pid = cursor.i64();
  const parent = cursor.i64();
  const session = version >= 6 ? { session: cursor.i64() } : {};
  const group = version >= 8 ? { groupInNamespace: cursor.i64() } : {};
  const name = cursor.text();
  const executable = cursor.text();
  const path = version >= 7 ? { path: cursor.text() } : {};
  const args = cursor.texts();
  const cwd = cursor.text();
  const descriptorLimit = cursor.i64();
  const flags = cursor.u32();
  const owner = { user: cursor.u32(), group: cursor.u32() };
  const memory = version >= 2 ? { memory: readMemory(cursor) } : {};
  const environment = version >= 3 ? { environment: cursor.texts() } : {};
  const inNamespace = version >= 4 ? { tidInNamespace: cursor.i64(), pidInNamespace: cursor.i64() } : {};
  const cgroups = version >= 4 ? { cgroups: cursor.texts() } : {};
  const root = version >= 5 ? { root: cursor.text() } : {};
  return {
    ...{ tid, pid, parent, name, executable, args, cwd, descriptorLimit, flags },
    ...owner,
    ...session,
    ...group,
    ...path,
    ...memory,
    ...environment,
    ...inNamespace,
    ...cgroups,
    ...root,
  };
}

const readMemory = (cursor: ByteCursor): MemoryRecord => ({
  size: cursor.u32(),
  resident: cursor.u32(),
  swapped: cursor.u32(),
  majorFaults: cursor.i64(),
  minorFaults: cursor.i64(),
});

/** Members that were added without a new version. Libs 0.10 put two of them before the others, which only the length tells. */
function readTail(cursor: ByteCursor): Partial<ProcessRecord> {
  const tail: { -readonly [K in keyof ProcessRecord]?: ProcessRecord[K] } = {};
  if (cursor.left > tailBefore010) {
    if (cursor.left >= 8) tail.namespaceStart = cursor.u64();
    if (cursor.left >= 4) tail.terminal = cursor.u32();
  }
  if (cursor.left >= 4) tail.loginUser = cursor.u32();
  if (cursor.left >= 1) tail.writable = cursor.u8() !== 0;
  if (cursor.left >= 24) {
    tail.capabilities = { inheritable: cursor.u64(), permitted: cursor.u64(), effective: cursor.u64() };
  }
  if (cursor.left >= 1) tail.upperLayer = cursor.u8() !== 0;
  if (cursor.left >= 8) tail.inode = cursor.u64();
  if (cursor.left >= 8) tail.inodeChanged = cursor.u64();
  if (cursor.left >= 8) tail.inodeModified = cursor.u64();
  if (cursor.left >= 1) tail.fromMemory = cursor.u8() !== 0;
  return tail;
}
