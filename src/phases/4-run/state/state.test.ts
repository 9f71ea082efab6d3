import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cloneEvent,
  closeEvent,
  execEvent,
  exitEvent,
  openEvent,
  type ScapEvent,
  type ScapProcess,
  scapCapture,
  socketEvent,
  texts,
  u32,
  u64,
} from '../../../../lab/fixtures/index.ts';
import { CaptureReader } from '../sources/scap/index.ts';
import { containerOf } from './container.ts';
import { readContainerInfo } from './container-info.ts';
import { resolvePath } from './paths.ts';
import { SystemState } from './system-state.ts';
import { defaultStateLimits, type StateLimits } from './thread-table.ts';

const processes: readonly ScapProcess[] = [
  { tid: 1, name: 'init' },
  { tid: 10, parent: 1, name: 'sh', cwd: '/home/ann', files: { 5: '/srv/data' } },
];

/** The state once all events have gone by. */
function after(
  events: readonly ScapEvent[],
  limits: StateLimits = defaultStateLimits,
  listed: readonly ScapProcess[] = processes,
): SystemState {
  const state = new SystemState({ limits });
  const reader = new CaptureReader({
    ...state.lists,
    event: (event) => state.finish(event, state.apply(event)),
  });
  reader.push(scapCapture({ processes: listed, events }));
  reader.end();
  state.settleLists();
  return state;
}

const names = (state: SystemState, tid: number): Readonly<Record<number, string>> =>
  Object.fromEntries([...(state.threads.get(tid)?.descriptors ?? [])].map(([fd, { name }]) => [fd, name]));

const paths: readonly (readonly [base: string, path: string, expected: string])[] = [
  ['/home', 'a', '/home/a'],
  ['/home', '../etc/./x//y/', '/etc/x/y'],
  ['/home', '/etc/hosts', '/etc/hosts'],
  ['/', '../../..', '/'],
  ['', 'a/b', 'a/b'],
  ['/a', '', '/a'],
  ['/a', '/...', '/...'],
  ['/a', '/b/../../..', '/'],
];

for (const [base, path, expected] of paths) {
  test(`paths: ${path} in ${base}`, () => assert.equal(resolvePath(base, path), expected));
}

test('paths: a whole path is what it stays', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '..', '.', 'b.c', '', '...'), { maxLength: 8 }), (parts) => {
      const once = resolvePath('/base', parts.join('/'));
      assert.ok(once.startsWith('/') && !once.includes('//') && !/\/\.\.?(?:\/|$)/.test(once), once);
      assert.equal(resolvePath('/other', once), once);
    }),
  );
});

const id = 'a'.repeat(64);
const cgroups: readonly (readonly [path: string, type: string | undefined])[] = [
  [`/docker/${id}`, 'docker'],
  [`/system.slice/docker-${id}.scope`, 'docker'],
  [`/machine.slice/libpod-${id}.scope/container`, 'podman'],
  [`/machine.slice/libpod-conmon-${id}.scope`, undefined],
  [`/kubepods.slice/kubepods-burstable.slice/crio-${id}.scope`, 'cri-o'],
  [`/kubepods.slice/cri-containerd-${id}.scope`, 'containerd'],
  [`/kubepods/burstable/pod0a1b2c3d-0000-0000-0000-000000000000/${id}`, 'containerd'],
  ['/lxc/web/x', 'lxc'],
  ['/user.slice/user-1000.slice', undefined],
  [`/docker/${id.slice(1)}`, undefined],
];

for (const [path, type] of cgroups) {
  test(`container: ${path}`, () => assert.equal(containerOf([`cpu=${path}`])?.type, type));
}

test('container: what a runtime tells', () => {
  const text = JSON.stringify({
    container: {
      id: id.slice(0, 12),
      name: 'web',
      imagerepo: 'nginx',
      privileged: false,
      labels: { a: 'b', __proto__: 1 },
      Mounts: [{ Source: '/x', Destination: '/y', Mode: 'rw', RDWR: true, Propagation: 'private' }],
    },
  });
  const info = readContainerInfo(text);
  assert.equal(info?.imageRepository, 'nginx');
  assert.equal(info?.privileged, false);
  assert.deepEqual(info?.labels, new Map([['a', 'b']]));
  assert.equal(info?.mounts?.[0]?.destination, '/y');
  for (const bad of ['', '{', '[]', '{"container":7}', '{"container":{"id":""}}']) {
    assert.equal(readContainerInfo(bad), undefined);
  }
});

test('state: a process that starts has what its parent has, and a life of its own', () => {
  const state = after([
    cloneEvent(20, 10, 'sh', { user: 7 }),
    openEvent(20, 6, 'notes.txt'),
    execEvent(20, '/usr/bin/vim', ['notes.txt'], { parent: 10, cgroups: [`cpu=/docker/${id}`] }),
  ]);
  const child = state.threads.get(20) ?? assert.fail();
  assert.equal(child.name, 'vim');
  assert.equal(child.path, '/usr/bin/vim');
  assert.deepEqual(child.args, ['notes.txt']);
  assert.equal(child.container?.id, id.slice(0, 12));
  assert.deepEqual(names(state, 20), { 5: '/srv/data', 6: '/home/ann/notes.txt' });
  assert.deepEqual(names(state, 10), { 5: '/srv/data' });
  assert.deepEqual(
    [...state.threads.ancestors(child)].map(({ name }) => name),
    ['sh', 'init'],
  );
});

test('state: a program that starts closes what was opened to be closed then', () => {
  const closes = 1 | 4096;
  const state = after([openEvent(10, 3, '/a', closes), openEvent(10, 4, '/b'), execEvent(10, '/bin/true')]);
  assert.deepEqual(names(state, 10), { 4: '/b', 5: '/srv/data' });
});

test('state: what is closed goes, what ends goes, and its children get another parent', () => {
  const state = after([
    openEvent(10, 3, '/a'),
    closeEvent(10, 3),
    cloneEvent(20, 10, 'sh'),
    cloneEvent(30, 20, 'sh'),
    exitEvent(20, 1),
  ]);
  assert.deepEqual(names(state, 10), { 5: '/srv/data' });
  assert.equal(state.threads.get(20), undefined);
  const orphan = state.threads.get(30) ?? assert.fail();
  assert.equal(state.threads.parent(orphan)?.name, 'init');
});

const thread = (tid: number, pid: number) => ({
  code: 223,
  tid,
  parameters: [
    ...[u64(0), 'sh', texts(), u64(tid), u64(pid), u64(1), '', u64(1024), u64(0), u64(0), u32(1), u32(1), u32(0), 'sh'],
    ...[texts(), u32(1 | 2 | 8192), u32(0), u32(0), u64(tid), u64(pid), u64(0)],
  ],
});

test('state: threads of a list share the descriptors and the place of their process, whichever comes first', () => {
  const listed: readonly ScapProcess[] = [
    { tid: 21, pid: 20, name: 'early' },
    { tid: 20, name: 'server', cwd: '/srv', files: { 5: '/srv/data' } },
    { tid: 22, pid: 20, name: 'late' },
  ];
  const state = after([openEvent(22, 6, 'log'), closeEvent(21, 5)], defaultStateLimits, listed);
  for (const tid of [20, 21, 22]) assert.deepEqual(names(state, tid), { 6: '/srv/log' });
  assert.equal(state.threads.countThreads(20), 3);
});

test('state: a process lives until its last thread ends', () => {
  const events = [thread(11, 10), openEvent(11, 6, '/a'), exitEvent(10)];
  const state = after(events);
  assert.deepEqual(names(state, 11), { 5: '/srv/data', 6: '/a' });
  assert.equal(state.threads.leader(state.threads.get(11) ?? assert.fail()).name, 'sh');
  assert.equal(state.threads.countThreads(10), 1);
  const gone = after([...events, exitEvent(11)]);
  assert.equal(gone.threads.get(11), undefined);
  assert.equal(gone.threads.get(10), undefined);
});

test('state: a number that is given anew leaves nothing of the process that had it', () => {
  const state = after([thread(11, 10), thread(12, 10)]);
  state.threads.forget(state.threads.get(10) ?? assert.fail());
  assert.deepEqual(
    [...state.threads.values()].map(({ tid }) => tid),
    [1],
  );
});

test('state: a program that a thread starts takes the place of its process', () => {
  const state = after([thread(11, 10), exitEvent(10), execEvent(10, '/bin/ls', [], { parent: 1 })]);
  assert.equal(state.threads.get(11), undefined);
  const leader = state.threads.get(10) ?? assert.fail();
  assert.equal(leader.name, 'ls');
  assert.equal(leader.ended, false);
  assert.equal(leader.place.cwd, '/home/ann');
});

test('state: a process that borrows descriptors of another leaves them when it ends or becomes another program', () => {
  const borrowing = { ...thread(20, 20), parameters: thread(20, 20).parameters.with(15, u32(1)).with(5, u64(10)) };
  const closing = openEvent(20, 6, '/a', 1 | 4096);
  assert.deepEqual(names(after([borrowing, closing, exitEvent(20)]), 10), { 5: '/srv/data', 6: '/a' });
  const state = after([borrowing, closing, execEvent(20, '/bin/ls', [], { parent: 10 })]);
  assert.deepEqual(names(state, 10), { 5: '/srv/data', 6: '/a' });
  assert.deepEqual(names(state, 20), { 5: '/srv/data' });
});

test('state: of connections that were there before, those at a port that is listened on are of the server', () => {
  const here = [10, 0, 0, 5] as const;
  const away = [198, 51, 100, 7] as const;
  const listed: readonly ScapProcess[] = [
    {
      tid: 10,
      name: 'web',
      sockets: { 4: { from: [here, 443], to: [away, 50_000] }, 5: { from: [here, 40_000], to: [away, 443] } },
    },
    { tid: 11, name: 'web', sockets: { 3: { at: [here, 443] } } },
  ];
  const state = after([], defaultStateLimits, listed);
  const told = [...(state.threads.get(10)?.descriptors.values() ?? [])].map(({ role, name }) => [role, name]);
  assert.deepEqual(told, [
    ['server', '198.51.100.7:50000->10.0.0.5:443'],
    ['client', '10.0.0.5:40000->198.51.100.7:443'],
  ]);
  assert.equal(state.threads.get(11)?.descriptors.get(3)?.role, 'server');
});

const openat = (name: string | null) => ({ code: 306, tid: 10, parameters: [u64(-100), name, u32(1), u32(0)] });

const races: readonly (readonly [before: string | null, after: string, told: string])[] = [
  ['/etc/shadow', '/tmp/harmless', '/etc/shadow'],
  ['secret', '/tmp/harmless', '/home/ann/secret'],
  // What could not be read when the call began is no name.
  ['<NA>', '/etc/shadow', '/etc/shadow'],
  ['(NULL)', '/etc/shadow', '/etc/shadow'],
  [null, '/etc/shadow', '/etc/shadow'],
];

for (const [before, name, told] of races) {
  test(`state: a call that began with ${before} and ended with ${name}`, () => {
    const created = 1 | 16_384;
    const state = after([openat(before), openEvent(10, 6, name, created)]);
    assert.equal(names(state, 10)[6], told);
    assert.equal(state.threads.get(10)?.descriptors.get(6)?.openFlags, created);
  });
}

test('state: the beginning of another kind of call is not that of this one', () => {
  const open = { code: 2, tid: 10, parameters: ['/other', u32(1), u32(0)] };
  assert.equal(names(after([open, openEvent(10, 6, '/this')]), 10)[6], '/this');
});

test('state: descriptors are copied, paths follow directories', () => {
  const dup2 = { code: 363, tid: 10, parameters: [u64(9), u64(5), u64(9)] };
  const chdir = { code: 95, tid: 10, parameters: [u64(0), '../bob'] };
  const failed = { code: 95, tid: 10, parameters: [u64(-2), '/nowhere'] };
  const state = after([dup2, chdir, failed, openEvent(10, 6, 'x'), openEvent(10, 7, 'y', 1, 5)]);
  assert.deepEqual(names(state, 10), { 5: '/srv/data', 9: '/srv/data', 6: '/home/bob/x', 7: '/srv/data/y' });
});

test('state: numbers of users change, and minus one leaves them', () => {
  const setresuid = (uid: number) => ({ code: 193, tid: 10, parameters: [u64(0), u32(uid), u32(uid), u32(uid)] });
  assert.equal(after([setresuid(1000)]).threads.get(10)?.user, 1000);
  assert.equal(after([setresuid(1000), setresuid(-1)]).threads.get(10)?.user, 1000);
});

test('state: a process nobody told of is one of which only the number is known', () => {
  const state = after([socketEvent(99, 3)]);
  const thread = state.threads.get(99) ?? assert.fail();
  assert.equal(thread.placeholder, true);
  assert.equal(thread.name, '<NA>');
  assert.equal(thread.descriptors.get(3)?.type, 'ipv4');
});

test('state: limits hold, and what was forgotten is counted', () => {
  const many = Array.from({ length: 50 }, (_, index) => cloneEvent(1000 + index, 10, 'x'));
  const few = after(many, { ...defaultStateLimits, threads: 10 });
  assert.equal(few.threads.size, 10);
  assert.ok(few.threads.forgotten >= 40);
  const open = Array.from({ length: 50 }, (_, index) => openEvent(10, 10 + index, `/f${index}`));
  const state = after(open, { ...defaultStateLimits, descriptors: 20 });
  assert.equal(Object.keys(names(state, 10)).length, 20);
  assert.equal(state.threads.forgotten, 31);
});

test('state: beyond the limit of texts names are cut and arguments go', () => {
  const start = (index: number) => execEvent(1000 + index, `/bin/${'x'.repeat(500)}`, ['y'.repeat(1_000)]);
  const limits = { ...defaultStateLimits, text: 10_000 };
  const state = after(
    Array.from({ length: 50 }, (_, index) => start(index)),
    limits,
  );
  const kept = [...state.threads.values()].reduce((sum, thread) => sum + thread.measure(), 0);
  assert.ok(kept < 25_000, String(kept));
  assert.ok(state.threads.forgotten > 0);
  assert.equal(state.threads.get(1000)?.args.length, 1);
});

test('state: texts of what has ended make room', () => {
  const limits = { ...defaultStateLimits, text: 4_000 };
  const life = (index: number) => [
    execEvent(1000 + index, '/bin/x', ['y'.repeat(1_000)]),
    openEvent(1000 + index, 3, `/${'z'.repeat(500)}`),
    exitEvent(1000 + index),
  ];
  const state = after(Array.from({ length: 50 }, (_, index) => life(index)).flat(), limits);
  assert.equal(state.threads.forgotten, 0);
});

test('state: ancestors end even where a process is its own', () => {
  const state = after([cloneEvent(20, 30, 'a'), cloneEvent(30, 20, 'b')]);
  const thread = state.threads.get(20) ?? assert.fail();
  assert.ok([...state.threads.ancestors(thread)].length <= 2);
});
