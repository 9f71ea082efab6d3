import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  sensorConnect,
  sensorCounts,
  sensorExec,
  sensorExit,
  sensorFrame,
  sensorHello,
  sensorMap,
  sensorOpen,
} from '../../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../../core/index.ts';
import type { SensorFrame } from './frame.ts';
import { FrameReader, maxFrameBytes } from './frame-reader.ts';
import { readSensorFrames } from './read-frames.ts';
import { lostInAll, type SensorEvent } from './sensor-event.ts';

const hello = sensorHello();
const events = [
  sensorExec({ pid: 7, name: 'cat' }, { path: '/usr/bin/cat', args: ['cat', ''], directory: '/srv' }),
  sensorExec({ pid: 8, parent: 0, user: 0xffffffff }, { exact: false, directory: '' }),
  sensorOpen({}, { result: 5, name: 'hosts', path: '/etc/hosts', openFlags: 0x80000 }),
  sensorOpen({}, { result: -2, name: 'nowhere' }),
  sensorConnect({}, { family: 2, port: 443, address: Uint8Array.of(192, 0, 2, 1), result: -115 }),
  sensorConnect({}, { family: 1, address: Buffer.from('/run/x.sock') }),
  sensorConnect({}, { family: 16, address: Uint8Array.of() }),
  sensorExit({}, 3),
  sensorExit({}),
  sensorMap({ cgroup: 0n }, '/usr/lib/libz.so.1 (deleted)'),
];
const end = sensorCounts('end', [1, 2, 3, 4, 5, 6, 7, 8]);
const whole = Buffer.concat([hello, ...events, sensorCounts('lost', []), end]);

const read = (bytes: Uint8Array): readonly SensorFrame[] => new FrameReader().push(bytes);

test('every kind of event is read', () => {
  const found = read(whole).flatMap((frame): SensorEvent[] => (frame.type === 'event' ? [frame.event] : []));
  const plain = found.map(({ time, process, cgroup, ...event }) => event);
  assert.deepEqual(plain, [
    { kind: 'exec', path: '/usr/bin/cat', exact: true, args: ['cat', ''], argsCut: false, directory: '/srv' },
    { kind: 'exec', exact: false, argsCut: false },
    { kind: 'open', result: 5, dirfd: -100, openFlags: 0x80000, name: 'hosts', path: '/etc/hosts', resolved: true },
    { kind: 'open', result: -2, dirfd: -100, openFlags: 0, name: 'nowhere', resolved: false },
    {
      kind: 'connect',
      result: -115,
      fd: 5,
      family: 'ipv4',
      address: Uint8Array.of(192, 0, 2, 1),
      port: 443,
      exact: true,
    },
    { kind: 'connect', result: 0, fd: 5, family: 'unix', address: '/run/x.sock', exact: true },
    { kind: 'connect', result: 0, fd: 5, family: 'other', exact: true },
    { kind: 'exit', status: 3 },
    { kind: 'exit' },
    { kind: 'map', path: '/usr/lib/libz.so.1', inode: 9n, major: 8, minor: 1, deleted: true },
  ]);
  assert.deepEqual(found[0]?.process, { pid: 7, tid: 7, parent: 1, user: 0, group: 0, name: 'cat' });
  assert.deepEqual(found[1]?.process, { pid: 8, tid: 8, group: 0, name: 'sh' });
  assert.deepEqual([found[9]?.cgroup, found[0]?.time], [0n, 1_700_000_000_000_000_000n]);
});

test('the beginning and the counts are read', async () => {
  const stream = readSensorFrames([whole]);
  for await (const batch of stream) assert.equal(batch.length, events.length);
  assert.deepEqual(stream.state, {
    hello: { type: 'hello', version: 1, kinds: ['exec', 'open', 'connect', 'exit', 'map'], pid: 42, kernel: '6.1.0' },
    counters: { told: 8, lostRecords: 1, lost: { exec: 2, open: 3, connect: 4, exit: 5, map: 6 }, unread: 7 },
    ended: true,
  });
  assert.equal(lostInAll(stream.state.counters), 21);
});

test('frames are the same in whatever pieces they come', () => {
  const frames = read(whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: whole.length }), { maxLength: 40 }), (cuts) => {
      const reader = new FrameReader();
      const places = [0, ...[...cuts].sort((a, b) => a - b), whole.length];
      const found = places.slice(1).flatMap((to, index) => reader.push(whole.subarray(places[index], to)));
      assert.deepEqual(found, frames);
      reader.finish();
    }),
  );
});

test('what is malformed is refused, after what came before it', () => {
  const table: readonly (readonly [string, Uint8Array])[] = [
    ['no beginning', events[0] ?? hello],
    ['two beginnings', Buffer.concat([hello, hello])],
    ['another version', sensorHello(2)],
    ['another program', sensorFrame(1, Buffer.from('SOMEBODY'), Buffer.alloc(14))],
    ['empty frame', Buffer.alloc(4)],
    ['unknown type', Buffer.concat([hello, sensorFrame(200)])],
    ['shorter than it says', Buffer.concat([hello, sensorFrame(5, Buffer.alloc(10))])],
    ['longer than it says', Buffer.concat([hello, sensorFrame(9, Buffer.alloc(65))])],
    ['count beyond measure', Buffer.concat([hello, sensorFrame(9, Buffer.alloc(64, 0xff))])],
    ['an address of 3 bytes', Buffer.concat([hello, sensorConnect({}, { family: 2, address: Buffer.alloc(3) })])],
    ['something behind the end', Buffer.concat([hello, end, Buffer.of(1)])],
    ['a frame behind the end', Buffer.concat([hello, end, end])],
    ['a string too long', Buffer.concat([hello, sensorMap({}, `/${'x'.repeat(4096)}`)])],
  ];
  for (const [name, bytes] of table) {
    const reader = new FrameReader();
    const readAll = (): void => {
      reader.push(bytes);
      reader.finish();
    };
    assert.throws(readAll, { code: 'E_FORMAT' }, name);
    assert.throws(() => reader.push(hello), { code: 'E_FORMAT' }, `${name}, then more`);
  }
  assert.equal(new FrameReader().push(Buffer.concat([hello, Buffer.alloc(4)])).length, 1, 'what came before counts');
  const huge = Buffer.alloc(4);
  huge.writeUInt32LE(maxFrameBytes + 1);
  assert.throws(() => read(huge), { code: 'E_FORMAT' });
});

test('a stream that is cut off is told', async () => {
  for (let length = 0; length < whole.length; length += 1) {
    const reader = new FrameReader();
    reader.push(whole.subarray(0, length));
    assert.throws(() => reader.finish(), { code: 'E_TRUNCATED' });
  }
  const readAll = async (): Promise<void> => {
    for await (const batch of readSensorFrames([hello])) assert.equal(batch.length, 0);
  };
  await assert.rejects(readAll(), { code: 'E_TRUNCATED' });
});

/** Frames, or one of our errors: never anything else. */
function judge(bytes: Uint8Array): void {
  try {
    const reader = new FrameReader();
    reader.push(bytes);
    reader.finish();
  } catch (error) {
    assert.ok(error instanceof SeaworthyError && ['E_FORMAT', 'E_TRUNCATED'].includes(error.code), String(error));
  }
}

test('any bytes give frames or a typed error', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), judge));
  const body = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 11 }), body), { maxLength: 5 }), (frames) =>
      judge(Buffer.concat([hello, ...frames.map(([type, bytes]) => sensorFrame(type, bytes))])),
    ),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const damaged = Buffer.from(whole);
      damaged[at] = value;
      judge(damaged);
    }),
  );
});
