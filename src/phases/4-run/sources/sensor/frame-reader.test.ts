import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  sensorCgroup,
  sensorConnect,
  sensorCounts,
  sensorDescriptor,
  sensorEvent,
  sensorExec,
  sensorExit,
  sensorFork,
  sensorFrame,
  sensorHeartbeat,
  sensorHello,
  sensorMap,
  sensorOpen,
  sensorProcess,
  sensorSnapshotEnd,
} from '../../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../../core/index.ts';
import { lostByName, lostInAll, type SensorCounters } from './counters.ts';
import { FrameReader, maxFrameBytes } from './frame-reader.ts';
import type { SensorHandler } from './frames.ts';

const hello = sensorHello();
const events = [
  sensorExec({ pid: 7, name: 'cat' }, { path: '/usr/bin/cat', args: ['cat', ''], directory: '/srv' }),
  sensorOpen({ pid: 7, start: 5n }, { result: 5, name: 'hosts', path: '/etc/hosts', flags: 4 }),
  sensorOpen({}, { result: -2, name: 'nowhere', marks: 1 }),
  sensorConnect({}, { port: 443, address: [192, 0, 2, 1], result: -115 }),
  sensorFork({ pid: 9, tid: 10 }),
  sensorExit({}, 3),
  sensorEvent({}, 60_000, []),
];
const end = sensorCounts('end', { told: 8, unread: 7, records: 1, rings: [1, 2, 3], byCode: [[307, 6]] });
const whole = Buffer.concat([
  hello,
  sensorCgroup(5n, '/docker/a'),
  sensorProcess({
    pid: 3,
    start: 9n,
    path: '/bin/x',
    args: ['x', '-y', ''],
    environment: ['A=1'],
    cgroups: '1:a,b:/c\n',
  }),
  sensorDescriptor(3, 4, '/etc/motd'),
  sensorMap({ pid: 3, cgroup: 5n }, '/usr/lib/libz.so.1 (deleted)'),
  sensorSnapshotEnd(1, 1),
  ...events,
  sensorFrame(200, Buffer.from('an addition')),
  sensorHeartbeat(),
  sensorCounts('lost'),
  end,
]);

/** Everything that a stream tells, as text. */
function listen(): { readonly handler: SensorHandler; readonly told: string[]; readonly counters: SensorCounters[] } {
  const told: string[] = [];
  const counters: SensorCounters[] = [];
  const say = (what: string) => (value: unknown) =>
    void told.push(
      `${what} ${JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one instanceof Set ? [...one] : one))}`,
    );
  const handler: SensorHandler = {
    hello: say('hello'),
    process: say('process'),
    descriptor: ({ pid, record }) => say('descriptor')([pid, record.fd, record.name]),
    snapshotEnd: say('snapshot'),
    cgroup: say('cgroup'),
    map: say('map'),
    event: (event, origin) =>
      say(event.type.name)([
        ...[event.number, event.time, event.tid, origin.pid, origin.cgroup, origin.start, origin.marks, origin.path],
        ...event.type.parameters.flatMap(({ name }) => (event.get(name) === undefined ? [] : [name, event.get(name)])),
      ]),
    unknownEvent: say('unknown'),
    counters: (value) => void counters.push(value),
    heartbeat: say('heartbeat'),
  };
  return { handler, told, counters };
}

function read(bytes: Uint8Array): readonly string[] {
  const { handler, told } = listen();
  new FrameReader(handler).push(bytes);
  return told;
}

test('what a sensor tells is read, events where they lie', () => {
  const { handler, told, counters } = listen();
  const reader = new FrameReader(handler);
  reader.push(whole);
  reader.finish();
  assert.deepEqual(
    told.map((line) => line.split(' ', 1)[0]),
    [
      ...['hello', 'cgroup', 'process', 'descriptor', 'map', 'snapshot'],
      ...['execve', 'openat', 'openat', 'connect', 'clone', 'procexit', 'unknown', 'heartbeat'],
    ],
  );
  assert.match(
    told[0] ?? '',
    /"version":2,"pid":42,"kernel":"6.1.0","events":\["execve","openat","connect","procexit","clone"\]/,
  );
  assert.match(
    told[2] ?? '',
    /"start":9,.*"executable":"x".*"args":\["-y",""\].*"environment":\["A=1"\].*"cgroups":\["a=\/c","b=\/c"\]/,
  );
  assert.match(told[4] ?? '', /"path":"\/usr\/lib\/libz.so.1","deleted":true/);
  assert.match(told[6] ?? '', /"exe","cat",.*"cwd","\/srv",.*"trusted_exepath","\/usr\/bin\/cat"/);
  assert.equal(
    told[7],
    'openat [2,"1700000000000000000n",100,7,77,5,32,"/etc/hosts","fd",5,"dirfd",-100,"name","hosts","flags",4,"mode",0,"dev",0,"ino",9]'.replace(
      ',100,7',
      ',7,7',
    ),
  );
  const last = counters.at(-1);
  assert.ok(last !== undefined);
  assert.deepEqual([last.told, last.unread, lostInAll(last)], [8, 7, 7]);
  assert.deepEqual(
    [...lostByName(last)],
    [
      ['openat', 6],
      ['records', 1],
    ],
  );
});

test('frames are the same in whatever pieces they come', () => {
  const frames = read(whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: whole.length }), { maxLength: 40 }), (cuts) => {
      const { handler, told } = listen();
      const reader = new FrameReader(handler);
      const places = [0, ...[...cuts].sort((a, b) => a - b), whole.length];
      for (const [index, to] of places.slice(1).entries()) {
        // The piece is the sender's, who writes over it.
        const piece = Buffer.from(whole.subarray(places[index], to));
        reader.push(piece);
        piece.fill(0xff);
      }
      assert.deepEqual(told, frames);
      reader.finish();
    }),
  );
});

/** An event whose number at a place of its frame is another. */
function damaged(at: number, value: number): Buffer {
  const frame = Buffer.from(events[1] ?? hello);
  frame.writeUInt32LE(value, at);
  return Buffer.concat([hello, frame]);
}

test('what is malformed is refused, after what came before it', () => {
  const lengthOfEvent = 4 + 25 + 18;
  const table: readonly (readonly [string, Uint8Array])[] = [
    ['no beginning', events[0] ?? hello],
    ['two beginnings', Buffer.concat([hello, hello])],
    ['another version', sensorHello(1)],
    ['another program', sensorFrame(1, Buffer.from('SOMEBODY'), Buffer.alloc(20))],
    ['empty frame', Buffer.alloc(4)],
    ['unknown type', Buffer.concat([hello, sensorFrame(100)])],
    ['a type of version 1', Buffer.concat([hello, sensorFrame(2, Buffer.alloc(50))])],
    ['shorter than it says', Buffer.concat([hello, sensorFrame(13, Buffer.alloc(10))])],
    ['longer than it says', Buffer.concat([hello, sensorFrame(13, Buffer.alloc(13))])],
    ['count beyond measure', Buffer.concat([hello, sensorFrame(9, Buffer.alloc(50, 0xff))])],
    ['something behind the end', Buffer.concat([hello, end, Buffer.of(1)])],
    ['a frame behind the end', Buffer.concat([hello, end, end])],
    ['an event without its header', Buffer.concat([hello, sensorFrame(10, Buffer.alloc(30))])],
    ['an event that is longer than its frame', damaged(lengthOfEvent, 60_000)],
    ['an event that is shorter than its header', damaged(lengthOfEvent, 3)],
    ['an event whose length wraps around', damaged(lengthOfEvent, 0xffff_ffff)],
    ['an event with more parameters than there are', damaged(lengthOfEvent + 6, 65)],
    ['a path that is not there', damaged(4 + 21, 0)],
    ['a string of another length', Buffer.concat([hello, sensorFrame(7, Buffer.alloc(12), Buffer.of(9, 0, 1))])],
  ];
  for (const [name, bytes] of table) {
    const { handler, told } = listen();
    const reader = new FrameReader(handler);
    assert.throws(
      () => {
        reader.push(bytes);
        reader.finish();
      },
      { code: 'E_FORMAT' },
      name,
    );
    assert.throws(() => reader.push(hello), { code: 'E_FORMAT' }, `${name}, then more`);
    assert.throws(() => new FrameReader({}).push(Buffer.concat([bytes, Buffer.of(1)])), { code: 'E_FORMAT' }, name);
    if (hello.equals(bytes.subarray(0, hello.length))) assert.equal(told.length, 1, `${name}: what came before counts`);
  }
  const huge = Buffer.alloc(4);
  huge.writeUInt32LE(maxFrameBytes + 1);
  assert.throws(() => read(huge), { code: 'E_FORMAT' });
});

test('a stream that is cut off is told', () => {
  for (let length = 0; length < whole.length; length += 1) {
    const reader = new FrameReader({});
    reader.push(whole.subarray(0, length));
    assert.throws(() => reader.finish(), { code: 'E_TRUNCATED' });
  }
});

/** Frames, or one of our errors: never anything else. */
function judge(bytes: Uint8Array): void {
  try {
    const reader = new FrameReader(listen().handler);
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
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 16 }), body), { maxLength: 5 }), (frames) =>
      judge(Buffer.concat([hello, ...frames.map(([type, bytes]) => sensorFrame(type, bytes))])),
    ),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const other = Buffer.from(whole);
      other[at] = value;
      judge(other);
    }),
  );
});
