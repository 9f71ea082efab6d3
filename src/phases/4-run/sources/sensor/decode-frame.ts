import { SeaworthyError } from '../../../../core/index.ts';
import type { SensorFrame } from './frame.ts';
import { FrameCursor } from './frame-cursor.ts';
import type { ConnectEvent, SensorCounters, SensorEvent, SensorEventKind, SensorProcess } from './sensor-event.ts';

/** Version of the frames that is read here. */
export const frameVersion = 1;

const magic = 'SEAWORTH';
const eventKinds: readonly SensorEventKind[] = ['exec', 'open', 'connect', 'exit', 'map'];
const unknownId = 0xffff_ffff;

interface Common {
  readonly time: bigint;
  readonly cgroup: bigint;
  readonly process: SensorProcess;
}

function common(body: FrameCursor): Common {
  const time = body.u64();
  const cgroup = body.u64();
  const pid = body.u32();
  const tid = body.u32();
  const parent = body.u32();
  const user = body.u32();
  const group = body.u32();
  const name = body.text();
  const process: SensorProcess = {
    pid,
    tid,
    ...(parent === 0 ? {} : { parent }),
    ...(user === unknownId ? {} : { user }),
    ...(group === unknownId ? {} : { group }),
    name,
  };
  return { time, cgroup, process };
}

/** `{ [key]: text }`, or nothing when the text is empty. */
const some = <K extends string>(key: K, text: string): { readonly [P in K]?: string } =>
  (text === '' ? {} : { [key]: text }) as { readonly [P in K]?: string };

function exec(body: FrameCursor): SensorEvent {
  const head = common(body);
  const flags = body.u32();
  const path = body.text();
  const directory = body.text();
  const args = Array.from({ length: body.u16() }, () => body.text());
  return {
    kind: 'exec',
    ...head,
    ...some('path', path),
    exact: (flags & 4) !== 0,
    ...((flags & 1) === 0 ? {} : { args }),
    argsCut: (flags & 2) !== 0,
    ...some('directory', directory),
  };
}

function open(body: FrameCursor): SensorEvent {
  const head = common(body);
  const result = body.i32();
  const dirfd = body.i32();
  const openFlags = body.u32();
  const flags = body.u32();
  const name = body.text();
  const path = body.text();
  return {
    kind: 'open',
    ...head,
    result,
    dirfd,
    ...((flags & 8) === 0 ? {} : { openFlags }),
    ...((flags & 1) === 0 ? {} : { name }),
    ...some('path', path),
    resolved: (flags & 2) !== 0,
  };
}

const families = new Map<number, ConnectEvent['family']>([
  [1, 'unix'],
  [2, 'ipv4'],
  [10, 'ipv6'],
]);
const addressBytes = { ipv4: 4, ipv6: 16 } as const;

function connect(body: FrameCursor): SensorEvent {
  const head = common(body);
  const result = body.i32();
  const fd = body.i32();
  const flags = body.u32();
  const family = families.get(body.u16()) ?? 'other';
  const port = body.u16();
  const bytes = body.bytes();
  const known = (flags & 1) !== 0;
  if (known && (family === 'ipv4' || family === 'ipv6') && bytes.length !== addressBytes[family])
    throw malformed(`an ${family} address of ${bytes.length} bytes`);
  return {
    kind: 'connect',
    ...head,
    result,
    fd,
    family,
    ...(known && (family === 'ipv4' || family === 'ipv6') ? { address: Uint8Array.from(bytes), port } : {}),
    ...(known && family === 'unix' ? { address: Buffer.from(bytes).toString('utf8') } : {}),
    exact: (flags & 2) !== 0,
  };
}

function exit(body: FrameCursor): SensorEvent {
  const head = common(body);
  const known = body.u32() !== 0;
  const status = body.i32();
  return { kind: 'exit', ...head, ...(known ? { status } : {}) };
}

const deletedMark = ' (deleted)';

function map(body: FrameCursor): SensorEvent {
  const head = common(body);
  const inode = body.u64();
  const major = body.u32();
  const minor = body.u32();
  const told = body.text();
  const deleted = told.endsWith(deletedMark);
  const path = deleted ? told.slice(0, -deletedMark.length) : told;
  return { kind: 'map', ...head, path, inode, major, minor, deleted };
}

function counters(body: FrameCursor): SensorCounters {
  const lostRecords = body.count();
  const [exec, open, connect, exit, map] = [body.count(), body.count(), body.count(), body.count(), body.count()];
  const unread = body.count();
  return { told: body.count(), lostRecords, lost: { exec, open, connect, exit, map }, unread };
}

function hello(body: FrameCursor): SensorFrame {
  if (body.characters(magic.length) !== magic) throw malformed('it does not begin as a sensor does');
  const version = body.u16();
  body.u16();
  if (version !== frameVersion)
    throw malformed(
      `frames of version ${version}, and version ${frameVersion} is read here: build both from one source`,
    );
  const bits = body.u32();
  const kinds = eventKinds.filter((_, index) => (bits & (2 << index)) !== 0);
  return { type: 'hello', version, kinds, pid: body.u32(), kernel: body.text() };
}

const event =
  (read: (body: FrameCursor) => SensorEvent) =>
  (body: FrameCursor): SensorFrame => ({
    type: 'event',
    event: read(body),
  });

const readers: readonly ((body: FrameCursor) => SensorFrame)[] = [
  hello,
  event(exec),
  event(open),
  event(connect),
  event(exit),
  event(map),
  (body) => ({ type: 'cgroup', id: body.u64(), pid: body.u32(), lines: body.text() }),
  (body) => ({ type: 'lost', counters: counters(body) }),
  (body) => ({ type: 'end', counters: counters(body) }),
];

const malformed = (why: string): SeaworthyError =>
  new SeaworthyError('E_FORMAT', 'the stream of the sensor is malformed', { why });

/** One frame, from its type on. Throws `E_FORMAT`: unknown type, shorter or longer than it says, another version. */
export function decodeFrame(bytes: Uint8Array): SensorFrame {
  const read = readers[(bytes[0] ?? 0) - 1];
  if (read === undefined) throw malformed(`no such type of frame: ${bytes[0] ?? 'none'}`);
  const body = new FrameCursor(bytes, 1);
  const frame = read(body);
  if (body.left > 0) throw malformed(`a frame with ${body.left} bytes more than its type has`);
  return frame;
}
