import type { ByteCursor } from './byte-cursor.ts';
import { descriptorKinds } from './descriptor-kinds.ts';
import { unmapped } from './mapped-addresses.ts';
import type { Endpoint, FileRecord } from './records.ts';

/** The open descriptors of one thread. From version 2 on an entry tells its length and may have more members than we know. */
export function readFiles(cursor: ByteCursor, version: number, found: (tid: number, record: FileRecord) => void): void {
  const tid = cursor.i64();
  while (cursor.left >= 4) {
    if (version < 2) {
      const record = readEntry(cursor, false);
      found(tid, record);
      // Nothing tells how long an entry of an unknown kind is.
      if (descriptorKinds[record.kind] === undefined) return;
      continue;
    }
    const length = cursor.u32();
    const end = cursor.narrow(length - 4);
    found(tid, readEntry(cursor, true));
    cursor.widen(end);
  }
}

function readEntry(cursor: ByteCursor, measured: boolean): FileRecord {
  const fd = cursor.i64();
  const inode = cursor.u64();
  const kind = cursor.u8();
  const base = { fd, inode, kind };
  const connection = (size: number): FileRecord => {
    const [source, target] = [cursor.bytes(size), cursor.bytes(size)];
    const ends = unmapped<readonly [Endpoint, Endpoint]>([
      { address: source, port: cursor.u16() },
      { address: target, port: cursor.u16() },
    ]);
    return { ...base, name: '', source: ends[0], target: ends[1], protocol: cursor.u8() };
  };
  const server = (size: number): FileRecord => {
    const address = cursor.bytes(size);
    const [target] = unmapped<readonly [Endpoint]>([{ address, port: cursor.u16() }]);
    return { ...base, name: '', target, protocol: cursor.u8() };
  };
  switch (descriptorKinds[kind]?.layout) {
    case 'ipv4':
      return connection(4);
    case 'ipv6':
      return connection(16);
    case 'ipv4-server':
      return server(4);
    case 'ipv6-server':
      return server(16);
    case 'unix':
      cursor.skip(16);
      return { ...base, name: cursor.text() };
    case 'file': {
      const openFlags = cursor.u32();
      const name = cursor.text();
      return { ...base, name, openFlags, ...(measured && cursor.left >= 4 ? { device: cursor.u32() } : {}) };
    }
    case 'named':
      return { ...base, name: cursor.text() };
    default:
      return { ...base, name: '' };
  }
}
