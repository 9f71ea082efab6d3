import { defined } from '../../../../core/index.ts';
import { splitTexts } from '../scap/byte-cursor.ts';
import type { Endpoint } from '../scap/index.ts';
import { descriptorKinds } from '../scap/index.ts';
import { eventNameOf, type SensorCounters } from './counters.ts';
import { type FrameCursor, malformed } from './frame-cursor.ts';
import type { CgroupRecord, Hello, MappedCode, PresentDescriptor, PresentProcess, SnapshotEnd } from './frames.ts';

/** Version of the frames that is read here. */
export const frameVersion = 2;

const magic = 'SEAWORTH';

export function readHello(body: FrameCursor): Hello {
  if (body.characters(magic.length) !== magic) throw malformed('it does not begin as a sensor does');
  const version = body.u16();
  if (version !== frameVersion)
    throw malformed(
      `frames of version ${version}, and version ${frameVersion} is read here: build both from one source`,
    );
  body.u16();
  body.u32();
  const pid = body.u32();
  const kernel = body.text();
  const events = new Set(Array.from({ length: body.u16() }, () => eventNameOf(body.u16())));
  return { version, pid, kernel, events, ...(body.left >= 8 ? { boot: body.u64() } : {}) };
}

const deletedMark = ' (deleted)';

export function readMap(body: FrameCursor): MappedCode {
  const time = body.u64();
  const cgroup = body.id();
  const [pid, tid] = [body.u32(), body.u32()];
  // Parent, user, group, name of the thread; inode and device: the state knows the process, and nobody asks for these.
  for (let skipped = 0; skipped < 3; skipped += 1) body.u32();
  body.text();
  body.u64();
  body.u32();
  body.u32();
  const told = body.text();
  const deleted = told.endsWith(deletedMark);
  return { time, cgroup, pid, tid, path: deleted ? told.slice(0, -deletedMark.length) : told, deleted };
}

export const readCgroup = (body: FrameCursor): CgroupRecord => {
  const cgroup = body.id();
  const pid = body.u32();
  return { cgroup, pid, path: body.text(), lines: body.text() };
};

export function readCounters(body: FrameCursor): SensorCounters {
  const [told, unread, lostRecords] = [body.count(), body.count(), body.count()];
  const rings = { processes: body.count(), calls: body.count(), files: body.count() };
  const lost = new Map<string, number>();
  for (let left = body.u16(); left > 0; left -= 1) {
    const name = eventNameOf(body.u16());
    lost.set(name, (lost.get(name) ?? 0) + body.count());
  }
  return { told, unread, lostRecords, rings, lost };
}

/** Bits of the flags of a process that was there before. */
const flags = { writable: 1, upperLayer: 2, fromMemory: 4 } as const;

export function readProcess(body: FrameCursor): PresentProcess {
  const [tid, pid, parent, processGroup, session] = [body.u32(), body.u32(), body.u32(), body.u32(), body.u32()];
  const [user, group, loginUser, terminal] = [body.u32(), body.u32(), body.u32(), body.u32()];
  const start = body.id();
  const cgroup = body.id();
  const capabilities = { inheritable: body.u64(), permitted: body.u64(), effective: body.u64() };
  const inode = body.u64();
  const bits = body.u32();
  const [name, path, cwd, root, lines] = [body.text(), body.text(), body.text(), body.text(), body.text()];
  const [executable = '', ...args] = splitTexts(body.text());
  const environment = splitTexts(body.text());
  return {
    start,
    cgroup,
    record: {
      ...{ tid, pid, parent, session, groupInNamespace: processGroup, name, executable, path, args, cwd },
      ...{ descriptorLimit: 0, flags: 0, user, group, environment, root, terminal, loginUser, capabilities, inode },
      cgroups: cgroupsOf(lines),
      writable: (bits & flags.writable) !== 0,
      upperLayer: (bits & flags.upperLayer) !== 0,
      fromMemory: (bits & flags.fromMemory) !== 0,
    },
  };
}

/** Lines of `/proc/PID/cgroup` (cgroups(7)) as captures list them: `controller=path`, each controller by itself. */
export function cgroupsOf(lines: string): readonly string[] {
  return lines.split('\n').flatMap((line) => {
    const [, number, controllers = '', path] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    if (number === undefined || path === undefined) return [];
    return controllers.split(',').map((controller) => `${controller}=${path}`);
  });
}

const addressBytes = new Map([
  [2, 4],
  [10, 16],
]);

export function readDescriptor(body: FrameCursor): PresentDescriptor {
  const pid = body.u32();
  const fd = body.i32();
  const kind = body.u8();
  const openFlags = body.u32();
  const device = body.u32();
  const inode = body.u64();
  const protocol = body.u8();
  const size = addressBytes.get(body.u16()) ?? 0;
  const [sourcePort, targetPort] = [body.u16(), body.u16()];
  const [source, target] = [body.bytes(16), body.bytes(16)];
  const name = body.text();
  const layout = descriptorKinds[kind]?.layout ?? 'none';
  const end = (address: Uint8Array, port: number): Endpoint => ({ address: address.subarray(0, size), port });
  const isServer = layout.endsWith('-server');
  const isConnection = size > 0 && (isServer || layout === 'ipv4' || layout === 'ipv6');
  const ends = {
    source: isConnection && !isServer ? end(source, sourcePort) : undefined,
    // What listens has one end, its own.
    target: isConnection ? (isServer ? end(source, sourcePort) : end(target, targetPort)) : undefined,
    protocol: isConnection ? protocol : undefined,
  };
  return { pid, record: { fd, kind, inode, name, openFlags, device, ...defined(ends) } };
}

export const readSnapshotEnd = (body: FrameCursor): SnapshotEnd => ({
  processes: body.u32(),
  descriptors: body.u32(),
  unread: body.u32(),
});
