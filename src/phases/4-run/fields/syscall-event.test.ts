import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cloneEvent,
  closeEvent,
  connectEvent,
  containerEvent,
  execEvent,
  exitEvent,
  openEvent,
  type ScapEvent,
  type ScapValue,
  scapCapture,
  socketEvent,
  texts,
  u8,
  u16,
  u32,
  u64,
} from '../../../../lab/fixtures/index.ts';
import type { FieldValue } from '../../../foundations/languages/falco/index.ts';
import { syscallFields } from '../rules/fields/syscall.ts';
import { CaptureReader, eventTypes } from '../sources/scap/index.ts';
import { SystemState } from '../state/index.ts';
import { extractedFields, SyscallEvent } from './syscall-event.ts';

const id = 'b'.repeat(64);
const cgroup = [`memory=/docker/${id}`];

/** Calls back with each event, once it has been applied. */
function see(events: readonly ScapEvent[], look: (event: SyscallEvent) => void): void {
  const state = new SystemState();
  const reader = new CaptureReader({
    ...state.lists,
    event: (event) => {
      const thread = state.apply(event);
      look(new SyscallEvent(state, event).of(event, thread));
      state.finish(event, thread);
    },
  });
  reader.push(
    scapCapture({
      processes: [
        { tid: 1, name: 'init', executable: '/sbin/init' },
        {
          ...{ tid: 10, parent: 1, name: 'bash', executable: '-bash', args: ['-l'], cwd: '/home/ann', user: 1000 },
          environment: ['HOME=/home/ann', 'X=1'],
        },
      ],
      users: [{ uid: 1000, name: 'ann' }],
      groups: [{ gid: 1000, name: 'crew' }],
      interfaces: [{ name: 'eth0', address: [10, 0, 0, 1] }],
      events,
    }),
  );
  reader.end();
}

/** The value of a field, with an argument in brackets, after the last of the events. */
function value(events: readonly ScapEvent[], text: string): FieldValue | undefined {
  const [, field = '', argument] = /^([^[]+)(?:\[(.*)\])?$/.exec(text) ?? [];
  let found: FieldValue | undefined;
  see(events, (event) => {
    found = event.get(field, argument);
  });
  return found;
}

const start = [
  cloneEvent(20, 10, 'bash', { user: 1000 }),
  execEvent(20, '/usr/bin/ls', ['-l', '/tmp'], { parent: 10, user: 1000 }),
];
const open = [...start, openEvent(20, 3, '../bob/x.txt', 262)];
const failed = [...start, openEvent(20, -13, '/etc/shadow')];
const connect = [...start, socketEvent(20, 4), connectEvent(20, 4, [[10, 0, 0, 1], 40_000], [[1, 2, 3, 4], 443])];
const tuple = (connect.at(-1)?.parameters[1] ?? null) as ScapValue;
const refused = [...start, socketEvent(20, 4), { code: 23, tid: 20, parameters: [u64(-111), tuple, u64(4)] }];
const worker: ScapEvent = {
  code: 223,
  tid: 21,
  parameters: [
    ...[u64(0), 'ls', texts('-l', '/tmp'), u64(21), u64(20), u64(10), '', u64(1024), u64(0), u64(0), u32(1), u32(1)],
    ...[u32(0), 'ls', texts(), u32(8192), u32(1000), u32(1000), u64(21), u64(20), u64(0)],
  ],
};
const renamed = [...start, worker, { code: 401, tid: 21, parameters: [u64(0), u32(15), 'worker', u64(0)] }];
const gone = [cloneEvent(20, 10, 'bash'), execEvent(20, '/tmp/x (deleted)', [], { parent: 10 })];
const generic = (number: number): ScapEvent => ({ code: 1, tid: 10, parameters: [u16(number), u16(1)] });
const read = (fd: number, data: string): ScapEvent => ({
  code: 7,
  tid: 20,
  parameters: [u64(data.length), Uint8Array.from(Buffer.from(data)), u64(fd), u32(80)],
});
const quota: ScapEvent = { code: 191, tid: 10, parameters: [u64(0), '/dev/sda1', '/quota'] };
const datagram: readonly ScapEvent[] = [
  { code: 19, tid: 20, parameters: [u64(5), u32(2), u32(2), u32(17), u32(0)] },
  {
    code: 31,
    tid: 20,
    parameters: [u64(1), null, u64(5), u32(1), Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 53, 0)],
  },
];
const ends = (from: readonly number[], to: readonly number[]) => Uint8Array.of(2, ...from, ...to);
const answered: readonly ScapEvent[] = [
  { code: 19, tid: 20, parameters: [u64(5), u32(2), u32(2), u32(17), u32(0)] },
  {
    code: 35,
    tid: 20,
    parameters: [u64(1), null, ends([8, 8, 8, 8, 9, 3], [10, 0, 0, 1, 53, 0]), u64(5), u32(1)],
  },
  {
    code: 31,
    tid: 20,
    parameters: [u64(1), null, u64(5), u32(1), ends([10, 0, 0, 1, 53, 0], [8, 8, 8, 8, 9, 3])],
  },
];
const podded = [
  containerEvent({ id: id.slice(0, 12), pod_sandbox_labels: { app: 'shop' } }),
  execEvent(10, '/bin/sh', [], { cgroups: [`cpu=/kubepods/burstable/pod0a1b2c3d-0000-0000-0000-000000000000/${id}`] }),
];
const logs: readonly ScapEvent[] = [
  openEvent(20, 3, '/dev/log'),
  { code: 9, tid: 20, parameters: [u64(14), Uint8Array.from(Buffer.from('<34>su: denied')), u64(3), u32(14)] },
];
const ptrace = (variant: number, value: number): ScapEvent => ({
  code: 169,
  tid: 10,
  parameters: [u64(0), Uint8Array.of(0, ...Array(8).fill(0)), Uint8Array.of(variant, value, ...Array(7).fill(0))],
});
const sleep = (interval: bigint): ScapEvent => ({ code: 134, tid: 10, parameters: [u64(interval)] });
const inSix = (...four: readonly number[]): readonly number[] => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ...four];
const mapped: readonly ScapEvent[] = [
  { code: 19, tid: 20, parameters: [u64(5), u32(10), u32(1), u32(6), u32(0)] },
  {
    code: 23,
    tid: 20,
    parameters: [u64(0), Uint8Array.of(10, ...inSix(10, 0, 0, 1), 64, 156, ...inSix(1, 2, 3, 4), 187, 1), u64(5)],
  },
];
const inside = [
  containerEvent({ id: id.slice(0, 12), name: 'web', image: 'nginx:1', imagerepo: 'nginx', labels: { a: 'b' } }),
  execEvent(10, '/bin/sh', [], { cgroups: cgroup }),
];

const cases: readonly (readonly [events: readonly ScapEvent[], field: string, expected: FieldValue | undefined])[] = [
  [start, 'evt.num', 2],
  [start, 'evt.type', 'execve'],
  [start, 'evt.dir', '<'],
  [start, 'proc.name', 'ls'],
  [start, 'proc.cmdline', 'ls -l /tmp'],
  [start, 'proc.exeline', '/usr/bin/ls -l /tmp'],
  [start, 'proc.args', '-l /tmp'],
  [start, 'proc.args[1]', '/tmp'],
  [start, 'proc.args[2]', undefined],
  [start, 'proc.nthreads', 1],
  [start, 'proc.nchilds', 0],
  [start, 'proc.exepath', '/usr/bin/ls'],
  [start, 'proc.pname', 'bash'],
  [start, 'proc.pcmdline', 'bash -l'],
  [start, 'proc.ppid', 10],
  [start, 'proc.aname[2]', 'init'],
  [start, 'proc.aname[0]', 'ls'],
  [start, 'proc.aname[7]', undefined],
  [start, 'proc.aname', ['bash', 'init']],
  [start, 'proc.cwd', '/home/ann/'],
  [start, 'proc.env[HOME]', '/root'],
  [start, 'proc.aenv[X]', '1'],
  [start, 'proc.loginshellid', 10],
  [start, 'proc.duration', 1000n],
  [start, 'user.name', 'ann'],
  [start, 'user.uid', 1000],
  [start, 'group.name', 'crew'],
  [start, 'container.id', 'host'],
  [start, 'thread.ismain', true],
  [start, 'evt.hostname', 'fixture'],
  [start, 'fd.name', undefined],
  [open, 'fd.name', '/home/bob/x.txt'],
  [open, 'fd.nameraw', '../bob/x.txt'],
  [open, 'fd.directory', '/home/bob'],
  [open, 'fd.filename', 'x.txt'],
  [open, 'fd.num', 3],
  [open, 'fd.typechar', 'f'],
  [open, 'evt.is_open_write', true],
  [open, 'evt.is_open_read', false],
  [open, 'evt.arg[name]', '/home/bob/x.txt'],
  [open, 'evt.rawarg[name]', '../bob/x.txt'],
  [open, 'evt.arg[flags]', 'O_TRUNC|O_CREAT|O_WRONLY'],
  [open, 'evt.arg[0]', '<f>/home/bob/x.txt'],
  [open, 'evt.arg[nothing]', undefined],
  [open, 'fs.path.name', '/home/bob/x.txt'],
  [open, 'fs.path.nameraw', '../bob/x.txt'],
  [open, 'evt.res', 'SUCCESS'],
  [
    open,
    'evt.args',
    'fd=3(<f>/home/bob/x.txt) dirfd=-100(AT_FDCWD) name=../bob/x.txt(/home/bob/x.txt) flags=262(O_TRUNC|O_CREAT|O_WRONLY) mode=0644 dev=801 ino=99',
  ],
  [failed, 'evt.res', 'EACCES'],
  [failed, 'evt.failed', true],
  [failed, 'evt.rawres', -13],
  [failed, 'evt.count.error.file', 1],
  [failed, 'fs.path.name', undefined],
  [failed, 'fd.name', '/etc/shadow'],
  [failed, 'fd.directory', '/etc'],
  [failed, 'fd.num', -1],
  [failed, 'fd.type', undefined],
  [[...open, closeEvent(20, 3)], 'fd.name', '/home/bob/x.txt'],
  [[...open, closeEvent(20, 3), closeEvent(20, 3)], 'fd.name', undefined],
  [[...start, exitEvent(20)], 'proc.name', 'ls'],
  [connect, 'fd.name', '10.0.0.1:40000->1.2.3.4:443'],
  [connect, 'fd.sip', Uint8Array.of(1, 2, 3, 4)],
  [connect, 'fd.lip', Uint8Array.of(10, 0, 0, 1)],
  [connect, 'fd.rport', 443],
  [connect, 'fd.port', [40_000, 443]],
  [connect, 'fd.l4proto', 'tcp'],
  [connect, 'fd.sproto', '443'],
  [refused, 'fd.name', '10.0.0.1:40000->1.2.3.4:443'],
  [refused, 'fd.sip', undefined],
  [renamed, 'proc.name', 'worker'],
  [renamed, 'proc.cmdline', 'worker -l /tmp'],
  [renamed, 'proc.pname', 'bash'],
  [renamed, 'proc.nthreads', 2],
  [renamed, 'proc.nchilds', 1],
  [gone, 'proc.exepath', '/tmp/x'],
  [[generic(75)], 'evt.type', 'mprotect'],
  [[generic(75)], 'evt.category', 'memory'],
  [[generic(296)], 'evt.category', 'process'],
  [[generic(75)], 'evt.args', ''],
  [[read(77, '')], 'evt.category', 'unknown'],
  [[...open, read(3, '')], 'evt.category', 'file'],
  [[...open, read(3, 'a\u0000\u00fc')], 'evt.arg[data]', 'a...'],
  [[...open, read(3, 'x'.repeat(300))], 'evt.arg[data]', 'x'.repeat(300)],
  [[quota], 'fs.path.name', '/dev/sda1'],
  [datagram, 'fd.name', '10.0.0.1:0->9.9.9.9:53'],
  [datagram, 'fd.lip', Uint8Array.of(10, 0, 0, 1)],
  [mapped, 'fd.name', '10.0.0.1:40000->1.2.3.4:443'],
  [mapped, 'fd.type', 'ipv4'],
  [mapped, 'fd.sip', Uint8Array.of(1, 2, 3, 4)],
  [mapped, 'evt.arg[tuple]', '10.0.0.1:40000->1.2.3.4:443'],
  [[socketEvent(99, 4)], 'user.uid', undefined],
  [[socketEvent(99, 4)], 'group.gid', undefined],
  [answered, 'fd.name', '8.8.8.8:777->10.0.0.1:53'],
  [answered, 'fd.lport', 53],
  [answered, 'fd.rip', Uint8Array.of(8, 8, 8, 8)],
  [[...start, openEvent(20, 3, '/srv/data', 1025)], 'fd.directory', '/srv/data'],
  [[...start, openEvent(20, 3, '/srv/data', 1025)], 'fd.filename', undefined],
  [open, 'fd.dev.major', 8],
  [open, 'fd.dev.minor', 1],
  [connect, 'fd.is_server', false],
  [connect, 'evt.arg[tuple]', '10.0.0.1:40000->1.2.3.4:443'],
  [[ptrace(1, 9)], 'evt.arg[data]', 'SIGKILL'],
  [[ptrace(0, 9)], 'evt.arg[data]', '9'],
  [[sleep(1_500n)], 'evt.arg[interval]', '1.5e-06s'],
  [[sleep(1_500_000_000n)], 'evt.args', 'interval=1500000000(1.5s)'],
  [[sleep(123_456_789_012_345n)], 'evt.arg[interval]', '123457s'],
  [[sleep(2_000_000_000_000_000n)], 'evt.arg[interval]', '2e+06s'],
  [[sleep(-1n)], 'evt.arg[interval]', 'none'],
  [[sleep(0n)], 'evt.arg[interval]', '0s'],
  [inside, 'container.id', id.slice(0, 12)],
  [inside, 'container.name', 'web'],
  [inside, 'container.image.repository', 'nginx'],
  [inside, 'container.label[a]', 'b'],
  [inside, 'container.privileged', undefined],
  [inside, 'k8s.pod.uid', undefined],
  [podded, 'k8s.pod.uid', '0a1b2c3d-0000-0000-0000-000000000000'],
  [podded, 'k8s.pod.label[app]', 'shop'],
  [podded, 'k8s.pod.labels', 'app:shop'],
  [podded, 'k8s.pod.name', undefined],
  [logs, 'evt.is_syslog', true],
  [logs, 'syslog.message', 'su: denied'],
  [logs, 'syslog.facility', 4],
  [logs, 'syslog.severity.str', 'crit'],
  [logs, 'syslog.facility.str', 'auth'],
  [open, 'evt.is_syslog', false],
  [start, 'thread.vmsize.b', 1_024_000],
  [inside, 'user.name', 'root'],
];

for (const [events, field, expected] of cases) {
  test(`field: ${field} is ${String(expected)} after ${events.length} events`, () =>
    assert.deepEqual(value(events, field), expected));
}

test('field: an end without parameters of its own has those of the beginning', () => {
  const close = [...open, { code: 4, tid: 20, parameters: [u64(3)] }, { code: 5, tid: 20, parameters: [u64(0)] }];
  assert.equal(value(close, 'evt.arg[fd]'), '<f>/home/bob/x.txt');
  assert.equal(value(close, 'fd.name'), '/home/bob/x.txt');
  assert.equal(value(close, 'evt.latency'), 1000n);
});

const written: readonly (readonly [events: readonly ScapEvent[], name: string, text: string | undefined])[] = [
  [open, 'evt.rawarg.flags', '106'],
  [open, 'evt.rawarg[flags]', '106'],
  [open, 'evt.rawarg.mode', '0644'],
  [open, 'evt.rawarg.dev', '801'],
  [open, 'evt.rawarg.fd', undefined],
  [open, 'evt.rawarg.name', undefined],
  [open, 'evt.arg.flags', undefined],
  [open, 'fd.dev', '801'],
  [failed, 'fd.dev', undefined],
];

for (const [events, name, text] of written) {
  test(`field: ${name} is written ${String(text)}`, () => {
    let found: string | undefined;
    see(events, (event) => {
      found = event.written(name);
    });
    assert.equal(found, text);
  });
}

test('field: all that are taken are in the catalogue', () => {
  const known = new Set(syscallFields.map(({ name }) => name));
  const common = new Set([
    'evt.num',
    'evt.is_async',
    'evt.asynctype',
    'evt.hostname',
    'evt.reltime',
    'evt.reltime.s',
    'evt.reltime.ns',
  ]);
  assert.deepEqual(
    [...extractedFields].filter((name) => !known.has(name) && !common.has(name)),
    [],
  );
});

test('field: any event of any shape gives values or none, for every field', () => {
  const parameter = fc.oneof(
    fc.constant(null),
    fc.string({ maxLength: 12 }),
    fc.uint8Array({ maxLength: 40 }),
    fc.integer({ min: -200, max: 200 }).map((number) => u64(number)),
    fc.integer({ min: 0, max: 5_000 }).map((number) => u32(number)),
    fc.integer({ min: 0, max: 12 }).map((number) => u8(number)),
  );
  const event = fc.record({
    code: fc.nat(eventTypes.length - 1),
    tid: fc.constantFrom(1, 10, 20, 77),
    parameters: fc.array(parameter, { maxLength: 32 }),
  });
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), (events) => {
      see([...start, ...events], (at) => {
        for (const field of extractedFields) {
          at.get(field);
          at.get(field, '0');
          at.get(field, 'name');
        }
      });
    }),
    { numRuns: 60 },
  );
});
