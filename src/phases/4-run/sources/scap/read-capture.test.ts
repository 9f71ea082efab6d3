import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  connectEvent,
  execEvent,
  openEvent,
  type ScapCapture,
  scapCapture,
  scapCaptureGzip,
} from '../../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../../core/index.ts';
import { type CaptureHandler, CaptureReader } from './capture-reader.ts';
import { portions, readCapture } from './read-capture.ts';
import type { FileRecord, ProcessRecord } from './records.ts';

const capture: ScapCapture = {
  hostname: 'boat',
  processes: [
    {
      tid: 1,
      name: 'init',
      executable: '/sbin/init',
      path: '/usr/sbin/init',
      args: ['--x', 'y'],
      environment: ['A=b'],
    },
    {
      tid: 7,
      parent: 1,
      name: 'sh',
      user: 1000,
      cgroups: ['memory=/docker/x'],
      files: { 0: '/dev/null', 5: '/tmp/ä' },
    },
  ],
  users: [{ uid: 1000, name: 'ann' }],
  groups: [{ gid: 1000, name: 'crew' }],
  interfaces: [{ name: 'eth0', address: [10, 0, 0, 1] }],
  events: [openEvent(7, 3, '/etc/hosts'), execEvent(7, '/bin/ls', ['-l', '/'])],
};

/** What a capture holds, as text. */
async function told(bytes: Uint8Array): Promise<readonly string[]> {
  const lines: string[] = [];
  const handler: CaptureHandler = {
    section: (number) => lines.push(`section ${number}`),
    machine: ({ hostname, cpus }) => lines.push(`machine ${hostname} ${cpus}`),
    process: ({ tid, name, user, args, environment, path }: ProcessRecord) =>
      lines.push(`process ${tid} ${name} ${user} [${args}] [${environment ?? 'unknown'}] ${path ?? 'unknown'}`),
    file: (tid, { fd, name, device }: FileRecord) => lines.push(`file ${tid} ${fd} ${name} ${device}`),
    user: ({ uid, name, home }) => lines.push(`user ${uid} ${name} ${home}`),
    group: ({ gid, name }) => lines.push(`group ${gid} ${name}`),
    interface: ({ name, address }) => lines.push(`interface ${name} ${address}`),
    event: (event) =>
      lines.push(
        `event ${event.number} ${event.time} ${event.tid} ${event.type.name} ${event.text('name') ?? event.text('exe')}`,
      ),
    unknownEvent: (code) => lines.push(`unknown ${code}`),
    unknownBlock: (type) => lines.push(`unknown block ${type}`),
  };
  await readCapture(bytes, handler, { where: 'test' });
  return lines;
}

const expected = [
  'section 1',
  'machine boat 4',
  'user 1000 ann /home/ann',
  'group 1000 crew',
  'interface eth0 10,0,0,1',
  'process 1 init 0 [--x,y] [A=b] /usr/sbin/init',
  'process 7 sh 1000 [] [] ',
  'file 7 0 /dev/null 2049',
  'file 7 5 /tmp/ä 2049',
  'event 1 1700000000000001000 7 openat /etc/hosts',
  'event 2 1700000000000002000 7 execve /bin/ls',
];

test('capture: lists and events, in both byte orders, compressed and not, in any kind of event block', async () => {
  assert.deepEqual(await told(scapCapture(capture)), expected);
  assert.deepEqual(await told(scapCaptureGzip(capture)), expected);
  assert.deepEqual(await told(scapCapture({ ...capture, bigEndian: true })), expected);
  for (const eventVersion of [1, 2, 'large'] as const) {
    for (const eventFlags of [false, true]) {
      assert.deepEqual(await told(scapCapture({ ...capture, eventVersion, eventFlags })), expected);
    }
  }
});

test('capture: every version of the list of processes', async () => {
  for (let processVersion = 1; processVersion <= 8; processVersion += 1) {
    const lines = await told(scapCapture({ ...capture, processVersion }));
    const environment = processVersion >= 3 ? 'A=b' : 'unknown';
    const path = processVersion >= 7 ? '/usr/sbin/init' : 'unknown';
    assert.equal(lines[5], `process 1 init 0 [--x,y] [${environment}] ${path}`);
    assert.equal(lines.length, expected.length);
  }
});

test('capture: events and blocks of kinds that are not known are passed over and told', async () => {
  const lines = await told(
    scapCapture({ events: [{ code: 9_999, tid: 1, parameters: ['x'] }, openEvent(1, 3, '/a')] }),
  );
  assert.deepEqual(lines.slice(2), ['unknown 9999', 'event 2 1700000000000002000 1 openat /a']);
  const whole = Buffer.from(scapCapture(capture));
  // The type of the second block, that of the machine.
  whole.writeUInt32LE(0x777, whole.readUInt32LE(4));
  assert.deepEqual(
    await told(Uint8Array.from(whole)),
    expected.map((line) => (line.startsWith('machine') ? `unknown block ${0x777}` : line)),
  );
});

test('capture: values of parameters', async () => {
  const lines: unknown[] = [];
  const events = [openEvent(7, 3, 'file', 4097), connectEvent(7, 4, [[10, 0, 0, 1], 40_000], [[1, 2, 3, 4], 443])];
  await readCapture(
    scapCapture({ events }),
    { event: (event) => lines.push(event.type.parameters.map((parameter) => event.value(parameter))) },
    { where: 'test' },
  );
  const [from, to] = [
    { address: Uint8Array.of(10, 0, 0, 1), port: 40_000 },
    { address: Uint8Array.of(1, 2, 3, 4), port: 443 },
  ];
  assert.deepEqual(lines, [
    [3, -100, 'file', 4097, 0o644, 2049, 99],
    [0, { family: 2, source: from, target: to }, 4, undefined],
  ]);
});

test('capture: a copy of an event stays when the reader goes on', async () => {
  const copies: (() => string | undefined)[] = [];
  await readCapture(
    scapCapture(capture),
    {
      event: (event) => {
        const copy = event.copy();
        copies.push(() => copy.text('name') ?? copy.text('exe'));
      },
    },
    { where: 'test' },
  );
  assert.deepEqual(
    copies.map((copy) => copy()),
    ['/etc/hosts', '/bin/ls'],
  );
});

test('capture: portions of any size give the same', async () => {
  const bytes = scapCapture(capture);
  const whole = await told(bytes);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
      const lines: string[] = [];
      const reader = new CaptureReader({ event: (event) => lines.push(`${event.number} ${event.time}`) });
      for (let at = 0; at < bytes.length; at += size) reader.push(Uint8Array.from(bytes.subarray(at, at + size)));
      reader.end();
      assert.equal(lines.length, whole.filter((line) => line.startsWith('event')).length);
    }),
    { numRuns: 40 },
  );
});

const codes = new Set(['E_FORMAT', 'E_TRUNCATED', 'E_LIMIT']);

/** Reads everything there is; only errors of ours may come out. */
function survives(bytes: Uint8Array): void {
  const reader = new CaptureReader({
    process: () => undefined,
    file: () => undefined,
    interface: () => undefined,
    event: (event) => {
      for (const parameter of event.type.parameters) event.value(parameter);
      event.copy();
    },
  });
  try {
    reader.push(bytes);
    reader.end();
  } catch (error) {
    assert.ok(error instanceof SeaworthyError && codes.has(error.code), String(error));
  }
}

test('capture: any bytes give events or an error of ours', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), survives), { numRuns: 300 });
});

test('capture: a capture with any bytes changed gives events or an error of ours', () => {
  for (const variant of [capture, { ...capture, bigEndian: true }, { ...capture, eventVersion: 'large' as const }]) {
    const bytes = scapCapture(variant);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, value] of changes) changed[at] = value;
        survives(changed);
      }),
      { numRuns: 300 },
    );
  }
});

test('capture: cut off anywhere it says so', () => {
  const bytes = scapCapture(capture);
  for (let length = 1; length < bytes.length; length += 7) {
    const reader = new CaptureReader({});
    let code = 'none';
    try {
      reader.push(bytes.subarray(0, length));
      reader.end();
    } catch (error) {
      code = error instanceof SeaworthyError ? error.code : 'other';
    }
    assert.ok(code === 'E_TRUNCATED' || code === 'none', `${code} at ${length}`);
  }
  assert.throws(() => new CaptureReader({}).end(), { code: 'E_FORMAT' });
});

const refused: readonly (readonly [what: string, change: (bytes: Buffer) => void, code: string])[] = [
  ['no section header', (bytes) => bytes.writeUInt32LE(7, 0), 'E_FORMAT'],
  ['no byte order', (bytes) => bytes.writeUInt32LE(7, 8), 'E_FORMAT'],
  ['another version', (bytes) => bytes.writeUInt16LE(2, 12), 'E_FORMAT'],
  ['a block too short', (bytes) => bytes.writeUInt32LE(4, bytes.readUInt32LE(4) + 4), 'E_FORMAT'],
  ['a block without end', (bytes) => bytes.writeUInt32LE(0x7fff_fff0, bytes.readUInt32LE(4) + 4), 'E_LIMIT'],
  ['another length at the end', (bytes) => bytes.writeUInt32LE(7, bytes.readUInt32LE(4) - 4), 'E_FORMAT'],
];

for (const [what, change, code] of refused) {
  test(`capture: refused with ${what}`, () => {
    const bytes = Buffer.from(scapCapture(capture));
    change(bytes);
    assert.throws(() => new CaptureReader({}).push(bytes), { code });
  });
}

test('capture: bytes that are there count as one portion', async () => {
  const all: Uint8Array[] = [];
  for await (const one of portions(Uint8Array.of(1, 2))) all.push(one);
  assert.deepEqual(all, [Uint8Array.of(1, 2)]);
});
