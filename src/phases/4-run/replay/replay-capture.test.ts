import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cloneEvent,
  closeEvent,
  execEvent,
  exitEvent,
  openEvent,
  type ScapEvent,
  scapCapture,
  scapCaptureGzip,
  u8,
  u32,
  u64,
} from '../../../../lab/fixtures/index.ts';
import { alertJson, compileRules, loadRules } from '../rules/index.ts';
import { replayCapture } from './replay-capture.ts';

const rules = `
- rule: secret read
  desc: A file of secrets was read
  condition: evt.type in (open, openat) and fd.name startswith /etc/shadow and evt.is_open_read = true
  output: "%proc.name of %user.name read %fd.name under %proc.pname"
  priority: WARNING
  tags: [files]
- rule: shell
  desc: A shell was started
  condition: evt.type = execve and proc.name in (sh, bash)
  output: "%proc.cmdline"
  priority: NOTICE
`;

const events = [
  cloneEvent(20, 10, 'sh'),
  execEvent(20, '/bin/bash', ['-c', 'x'], { parent: 10 }),
  openEvent(20, 3, '/etc/shadow'),
  closeEvent(20, 3),
  openEvent(20, 3, '/etc/hosts'),
  { code: 148, tid: 0, parameters: [u32(1)] },
  exitEvent(20),
];

const capture = {
  processes: [
    { tid: 1, name: 'init' },
    { tid: 10, parent: 1, name: 'sshd' },
  ],
  events,
};

async function engine() {
  const loaded = await loadRules([{ name: 'r.yaml', text: rules }]);
  assert.ok(loaded.successful);
  return compileRules(loaded, { hostname: 'h' });
}

async function* portionsOf(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('replay: alerts, counts, times, what was dropped', async () => {
  const lines: string[] = [];
  const summary = await replayCapture(scapCapture(capture), await engine(), {
    where: 'a.scap',
    onMatch: ({ alert }) => {
      lines.push(alertJson(alert, { output: false, outputFields: false }));
    },
  });
  assert.deepEqual(lines, [
    '{"hostname":"h","priority":"Notice","rule":"shell","source":"syscall","tags":[],"time":"2023-11-14T22:13:20.000002000Z"}',
    '{"hostname":"h","priority":"Warning","rule":"secret read","source":"syscall","tags":["files"],"time":"2023-11-14T22:13:20.000003000Z"}',
  ]);
  assert.equal(summary.events, 7);
  assert.equal(summary.alerts, 2);
  assert.equal(summary.judged, 3);
  assert.equal(summary.dropped, 1);
  assert.deepEqual(
    [...summary.byRule],
    [
      ['shell', 1],
      ['secret read', 1],
    ],
  );
  assert.deepEqual(
    [...summary.byPriority],
    [
      ['Notice', 1],
      ['Warning', 1],
    ],
  );
  assert.equal(summary.first, 1_700_000_000_000_001_000n);
  assert.equal(summary.last, 1_700_000_000_000_007_000n);
  assert.equal(summary.machine?.hostname, 'fixture');
  assert.equal(summary.incomplete, undefined);
});

test('replay: the same whatever the portions, the packing, and how often', async () => {
  const messages = async (source: Parameters<typeof replayCapture>[0]): Promise<readonly string[]> => {
    const found: string[] = [];
    await replayCapture(source, await engine(), {
      where: 'a.scap',
      onMatch: async ({ alert }) => {
        await Promise.resolve();
        found.push(alert.message);
      },
    });
    return found;
  };
  const expected = ['bash -c x', 'bash of root read /etc/shadow under sshd'];
  assert.deepEqual(await messages(scapCapture(capture)), expected);
  assert.deepEqual(await messages(portionsOf(scapCapture(capture), 13)), expected);
  assert.deepEqual(await messages(scapCaptureGzip(capture)), expected);
});

test('replay: a capture that breaks off gives what came before, and says so', async () => {
  const bytes = scapCapture(capture);
  const summary = await replayCapture(bytes.subarray(0, bytes.length - 5), await engine(), { where: 'a.scap' });
  assert.equal(summary.incomplete?.code, 'E_TRUNCATED');
  assert.equal(summary.alerts, 2);
});

test('replay: what is no capture is refused', async () => {
  await assert.rejects(replayCapture(Buffer.from('hello, world'), await engine(), { where: 'a.txt' }), {
    code: 'E_FORMAT',
  });
  await assert.rejects(replayCapture(new Uint8Array(0), await engine(), { where: 'empty' }), { code: 'E_FORMAT' });
});

test('replay: can be stopped', async () => {
  const signal = AbortSignal.abort();
  await assert.rejects(replayCapture(scapCapture(capture), await engine(), { where: 'a.scap', signal }), {
    code: 'E_INTERRUPTED',
  });
});

test('replay: the beginning of a call in an old shape is not judged for itself', async () => {
  const loaded = await loadRules([
    { name: 'r.yaml', text: '- {rule: e, desc: d, condition: evt.type = execve, output: "%evt.dir", priority: INFO}' },
  ]);
  const found: string[] = [];
  const enter = { code: 292, tid: 20, parameters: ['/bin/ls'] };
  await replayCapture(scapCapture({ events: [enter, execEvent(20, '/bin/ls')] }), compileRules(loaded), {
    where: 'a.scap',
    onMatch: ({ alert }) => {
      found.push(alert.message);
    },
  });
  assert.deepEqual(found, ['<']);
});

const happenings: readonly (readonly [name: string, event: ScapEvent])[] = [
  ['another thread runs', { code: 146, tid: 20, parameters: [u64(7)] }],
  [
    'another thread runs, and its memory',
    { code: 152, tid: 20, parameters: [u64(7), u64(0), u64(1), u32(4), u32(4), u32(0)] },
  ],
  ['a signal comes', { code: 232, tid: 20, parameters: [u64(1), u64(20), u8(10)] }],
  ['the recorder counts', { code: 234, tid: 20, parameters: [u64(1), u64(2)] }],
  ['a page is missing', { code: 290, tid: 20, parameters: [u64(1), u64(2), u32(6)] }],
  ['the recorder drops events', { code: 148, tid: 20, parameters: [u32(2)] }],
  ['the recorder has dropped events', { code: 149, tid: 20, parameters: [u32(2)] }],
  ['a user is added', { code: 354, tid: 20, parameters: [u32(7), u32(7), 'ann', '/home/ann', '/bin/sh', ''] }],
];

for (const [name, happening] of happenings) {
  test(`replay: a call goes on while ${name}`, async () => {
    const text =
      '- {rule: r, desc: d, condition: evt.type = read and evt.dir = < and fd.name = /etc/shadow, output: "%fd.num", priority: INFO}';
    const switches =
      '- {rule: s, desc: d, condition: "evt.type in (switch, procinfo, page_fault, drop)", output: x, priority: INFO}';
    const read: readonly ScapEvent[] = [
      openEvent(20, 3, '/etc/shadow'),
      { code: 6, tid: 20, parameters: [u64(3), u32(80)] },
      happening,
      { code: 7, tid: 20, parameters: [u64(4), Uint8Array.from(Buffer.from('root'))] },
      // Nothing began this one: it has no descriptor.
      { code: 7, tid: 20, parameters: [u64(4), Uint8Array.from(Buffer.from('root'))] },
    ];
    for (const rulesText of [text, `${switches}\n${text}`]) {
      const loaded = await loadRules([{ name: 'r.yaml', text: rulesText }]);
      assert.ok(loaded.successful);
      const found: string[] = [];
      await replayCapture(scapCapture({ events: read }), compileRules(loaded), {
        where: 'a.scap',
        onMatch: ({ alert, rule }) => {
          if (rule.name === 'r') found.push(alert.message);
        },
      });
      assert.deepEqual(found, ['3']);
    }
  });
}

test('replay: a packed capture with something behind it gives its alerts, and says that it is spoilt', async () => {
  const packed = scapCaptureGzip(capture);
  const noSum = Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)]);
  for (const bytes of [Buffer.concat([packed, Buffer.from('junk')]), noSum, packed.subarray(0, -8)]) {
    const summary = await replayCapture(bytes, await engine(), { where: 'a.scap' });
    assert.ok(summary.incomplete !== undefined);
    assert.equal(summary.alerts, 2);
    assert.equal(summary.events, 7);
  }
});

test('replay: calls of many threads at once each keep their own beginning', async () => {
  const loaded = await loadRules([
    {
      name: 'r.yaml',
      text: '- {rule: r, desc: d, condition: evt.type = read, output: "%thread.tid %fd.name", priority: INFO}',
    },
  ]);
  const begin = (tid: number, fd: number): ScapEvent => ({ code: 6, tid, parameters: [u64(fd), u32(80)] });
  const end = (tid: number): ScapEvent => ({ code: 7, tid, parameters: [u64(1), Uint8Array.of(1)] });
  const tids = [20, 21, 22];
  const events = [
    ...tids.flatMap((tid) => [3, 4].map((fd) => openEvent(tid, fd, `/t${tid}/f${fd}`))),
    ...[begin(20, 3), begin(21, 3), end(20), begin(20, 4), begin(22, 4), end(21), end(22), end(20)],
    // The end of the first of these was lost.
    ...[begin(20, 3), begin(20, 4), end(20), end(20)],
  ];
  const found: string[] = [];
  await replayCapture(scapCapture({ events }), compileRules(loaded), {
    where: 'a.scap',
    onMatch: ({ alert }) => {
      found.push(alert.message);
    },
  });
  assert.deepEqual(found, ['20 /t20/f3', '21 /t21/f3', '22 /t22/f4', '20 /t20/f4', '20 /t20/f4', '20 <NA>']);
});
