import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  sensorCgroup,
  sensorConnect,
  sensorCounts,
  sensorDescriptor,
  sensorExec,
  sensorExit,
  sensorFork,
  sensorHello,
  sensorMap,
  sensorOpen,
  sensorProcess,
  sensorSnapshotEnd,
} from '../../../../../lab/fixtures/index.ts';
import { TouchedFiles } from '../../in-use/index.ts';
import { compileRules, loadRules } from '../../rules/index.ts';
import { FrameReader } from './frame-reader.ts';
import { SensorFeed } from './sensor-feed.ts';
import { sensorSight } from './sensor-sight.ts';

const id = 'a1'.repeat(32);
const other = 'b2'.repeat(32);
const short = id.slice(0, 12);
const fields =
  'proc=%proc.name pid=%proc.pid parent=%proc.pname exe=%proc.exepath line=%proc.cmdline fd=%fd.name in=%container.id cwd=%proc.cwd';

const rulesText = (condition: string): string => `- rule: r
  desc: d
  condition: ${condition}
  output: "${fields}"
  priority: WARNING
`;

/** Alerts of a rule on any of the events that it names, and what else the feed tells. */
async function feed(frames: readonly Buffer[], condition = 'evt.type in (execve, openat, connect, procexit)') {
  const loaded = await loadRules([{ name: 'r.yaml', text: rulesText(condition) }]);
  assert.deepEqual(loaded.errors, []);
  const alerts: string[] = [];
  const containers: string[] = [];
  const touched = new TouchedFiles();
  const events = new Map<string, number>();
  const fed = new SensorFeed({
    engine: ({ events: told }) => compileRules(loaded, { sight: { syscall: sensorSight(told) } }),
    observers: [touched],
    onMatch: ({ alert }) => void alerts.push(alert.message),
    onContainer: (container) => void containers.push(`${container.engine} ${container.id.slice(0, 12)}`),
    onMap: ({ path, time }, container) => touched.mapped(container, path, time),
    onEvent: (container) => void events.set(container, (events.get(container) ?? 0) + 1),
  });
  const reader = new FrameReader(fed);
  reader.push(Buffer.concat([sensorHello(), ...frames, sensorCounts('end')]));
  reader.finish();
  return { alerts, containers, touched, events, fed };
}

const docker = sensorCgroup(5n, `/docker/${id}`);
const host = sensorCgroup(6n, '/system.slice/ssh.service');

test('a server that was there before is the parent of what it starts', async () => {
  const { alerts } = await feed(
    [
      docker,
      sensorProcess({
        pid: 10,
        cgroup: 5n,
        name: 'nginx',
        path: '/usr/sbin/nginx',
        args: ['nginx', '-g'],
        directory: '/srv',
      }),
      sensorDescriptor(10, 7, '/var/www', 2),
      sensorSnapshotEnd(1, 1),
      sensorOpen({ pid: 10, cgroup: 5n }, { name: 'a.txt' }),
      sensorOpen({ pid: 10, cgroup: 5n }, { name: '../b.txt', directory: 7 }),
      sensorFork({ pid: 11, parent: 10, cgroup: 5n, name: 'nginx' }),
      sensorExec(
        { pid: 11, parent: 10, cgroup: 5n, name: 'sh' },
        { path: '/bin/dash', args: ['sh', '-c', 'id'], directory: '/srv' },
      ),
    ],
    'evt.type in (execve, openat)',
  );
  assert.deepEqual(alerts, [
    `proc=nginx pid=10 parent=<NA> exe=/usr/sbin/nginx line=nginx -g fd=/srv/a.txt in=${short} cwd=/srv/`,
    `proc=nginx pid=10 parent=<NA> exe=/usr/sbin/nginx line=nginx -g fd=/var/b.txt in=${short} cwd=/srv/`,
    `proc=sh pid=11 parent=nginx exe=/bin/dash line=sh -c id fd=<NA> in=${short} cwd=/srv/`,
  ]);
});

test('a child that has executed nothing is its parent’s program, and a thread is of its process', async () => {
  const { alerts } = await feed([
    host,
    sensorExec(
      { pid: 20, cgroup: 6n, name: 'java' },
      { path: '/opt/java', args: ['java', '-jar', 'x'], directory: '/app' },
    ),
    sensorFork({ pid: 20, tid: 21, cgroup: 6n, parent: 1, name: 'worker' }, 0x10_0000),
    sensorOpen({ pid: 20, tid: 22, cgroup: 6n }, { name: 'in-thread' }),
    sensorFork({ pid: 23, parent: 20, cgroup: 6n, name: 'java' }),
    sensorOpen({ pid: 23, cgroup: 6n }, { name: 'in-child' }),
  ]);
  assert.match(alerts[1] ?? '', /pid=20 .*exe=\/opt\/java line=java -jar x fd=\/app\/in-thread/);
  assert.match(alerts[2] ?? '', /proc=java pid=23 parent=java exe=\/opt\/java line=java -jar x fd=\/app\/in-child/);
});

test('a number that was given anew is another process', async () => {
  const { alerts } = await feed(
    [
      host,
      sensorExec({ pid: 30, start: 100n, cgroup: 6n, name: 'old' }, { path: '/bin/old', args: ['old'] }),
      sensorOpen({ pid: 30, start: 100n, cgroup: 6n }, { name: '/a' }),
      sensorOpen({ pid: 30, start: 200n, cgroup: 6n }, { name: '/b' }),
      sensorOpen({ pid: 30, cgroup: 6n }, { name: '/c' }),
    ],
    'evt.type = openat',
  );
  const [old, anew] = alerts;
  assert.match(old ?? '', /proc=old .*fd=\/a/);
  assert.doesNotMatch(anew ?? '', /old/);
});

test('each event is in the container of its control group, whatever came before', async () => {
  const { alerts, containers, events } = await feed(
    [
      docker,
      host,
      sensorCgroup(7n, `/docker/${id}/libpod-${other}.scope`),
      sensorCgroup(8n, '/'),
      sensorExec({ pid: 40, cgroup: 6n, name: 'runc' }, { path: '/usr/bin/runc', args: ['runc'] }),
      sensorOpen({ pid: 40, cgroup: 5n }, { name: '/in' }),
      sensorOpen({ pid: 40, cgroup: 7n }, { name: '/in-a-scope-of-its-own' }),
      sensorOpen({ pid: 40, cgroup: 6n }, { name: '/out' }),
      sensorOpen({ pid: 40, cgroup: 9n }, { name: '/nobody-knows' }),
    ],
    'evt.type = openat',
  );
  assert.deepEqual(
    alerts.map((line) => /fd=(\S+) in=(\S+)/.exec(line)?.slice(1).join(' ')),
    [`/in ${short}`, `/in-a-scope-of-its-own ${short}`, '/out host', '/nobody-knows host'],
  );
  assert.deepEqual(new Set(containers), new Set([`docker ${short}`]));
  assert.deepEqual(
    [...events],
    [
      ['', 3],
      [short, 2],
    ],
  );
});

test('where version 2 is at its root, version 1 tells, for the process and what it starts', async () => {
  const root = sensorCgroup(8n, '/');
  const { alerts, containers } = await feed(
    [
      root,
      sensorExec({ pid: 50, cgroup: 8n }, { path: '/bin/sh', cgroups: [`pids=/docker/${id}`] }),
      sensorFork({ pid: 51, parent: 50, cgroup: 8n }),
      sensorOpen({ pid: 51, cgroup: 8n }, { name: '/a' }),
      sensorExec({ pid: 52, cgroup: 8n }, { path: '/bin/sh' }),
      sensorOpen({ pid: 52, cgroup: 8n }, { name: '/b' }),
      sensorProcess({ pid: 53, cgroup: 8n, cgroups: `4:memory:/kubepods/pod${'0'.repeat(32)}/${other}\n0::/\n` }),
      sensorOpen({ pid: 53, cgroup: 8n }, { name: '/c' }),
    ],
    'evt.type = openat',
  );
  assert.deepEqual(
    alerts.map((line) => /fd=(\S+) in=(\S+)/.exec(line)?.slice(1).join(' ')),
    [`/a ${short}`, '/b host', `/c ${other.slice(0, 12)}`],
  );
  assert.deepEqual(containers, [`docker ${short}`, `unknown ${other.slice(0, 12)}`]);
});

test('a rule on opened files holds for the name that was given and for the path that the kernel has', async () => {
  const link = sensorOpen({ pid: 20, cgroup: 6n }, { name: '/tmp/link', path: '/etc/shadow' });
  const plain = sensorOpen({ pid: 20, cgroup: 6n }, { name: '/etc/shadow', path: '/etc/shadow' });
  const away = sensorOpen({ pid: 20, cgroup: 6n }, { name: '/etc/shadow', path: '/tmp/copy' });
  const another = sensorOpen({ pid: 20, cgroup: 6n }, { name: '/etc/hosts' });
  for (const [condition, frame, expected] of [
    ['fd.name = /etc/shadow', link, ['/etc/shadow']],
    ['fd.directory = /etc and fd.filename = shadow', link, ['/etc/shadow']],
    ['fd.name = /tmp/link', link, ['/tmp/link']],
    // Told once, whichever of the two it holds for.
    ['fd.name in (/tmp/link, /etc/shadow)', link, ['/tmp/link']],
    ['fd.name = /etc/shadow', plain, ['/etc/shadow']],
    ['fd.name = /etc/shadow', away, ['/etc/shadow']],
    // All of a condition is about one of them.
    ['fd.name = /etc/shadow and fd.directory = /tmp', link, []],
    ['fd.name = /etc/shadow', another, []],
  ] as const) {
    const { alerts, fed } = await feed([host, frame], `evt.type = openat and ${condition}`);
    assert.deepEqual(
      alerts.map((line) => /fd=(\S+)/.exec(line)?.[1]),
      expected,
      condition,
    );
    assert.equal(fed.pipeline.alerts, expected.length);
  }
});

test('files count by the path that the kernel has; directories and failures do not', async () => {
  const { touched, alerts } = await feed(
    [
      docker,
      sensorProcess({ pid: 60, cgroup: 5n, name: 'python3', path: '/usr/bin/python3', directory: '/app' }),
      sensorMap({ pid: 60, cgroup: 5n }, '/usr/lib/libz.so.1.2'),
      sensorOpen({ pid: 60, cgroup: 5n }, { name: '/lib/a.so', path: '/usr/lib/a.so.1' }),
      sensorOpen({ pid: 60, cgroup: 5n }, { name: '/etc/b', marks: 64 }),
      sensorOpen({ pid: 60, cgroup: 5n }, { name: '/etc', marks: 256 | 64 }),
      sensorOpen({ pid: 60, cgroup: 5n }, { name: '/gone', result: -2 }),
      sensorOpen({ pid: 60, cgroup: 5n }, { path: '/known/to/the/kernel', marks: 1 }),
      sensorOpen({ pid: 60, cgroup: 5n }, { marks: 1 }),
      sensorExec({ pid: 60, cgroup: 5n }, { path: '/bin/never', result: -2 }),
      sensorExec({ pid: 61, cgroup: 5n }, { path: '/bin/tool', args: ['tool'] }),
    ],
    'evt.type = openat and fd.num >= 0',
  );
  const [found] = touched.containers();
  assert.deepEqual(
    [found?.id, ...(found?.paths ?? []).map(({ path, counts: { exec, map, open } }) => `${path} ${exec}${map}${open}`)],
    [
      short,
      ...['/bin/tool 100', '/etc/b 001', '/known/to/the/kernel 001', '/usr/lib/a.so.1 001', '/usr/lib/libz.so.1.2 010'],
    ],
  );
  assert.match(alerts[0] ?? '', /fd=\/lib\/a\.so /, 'rules see the name that was given');
  assert.match(alerts[3] ?? '', /fd=\/known\/to\/the\/kernel /, 'and the kernel’s where it was not read');
});

test('connections have their ends, and an end ends', async () => {
  const { alerts, fed } = await feed([
    host,
    sensorExec({ pid: 70, cgroup: 6n, name: 'ssh' }, { path: '/usr/bin/ssh', args: ['ssh'] }),
    sensorConnect({ pid: 70, cgroup: 6n }, { address: [203, 0, 113, 5], port: 443 }),
    sensorExit({ pid: 70, cgroup: 6n }),
  ]);
  assert.match(alerts[1] ?? '', /proc=ssh/);
  assert.match(alerts[2] ?? '', /proc=ssh pid=70/, 'its own end is judged while it is known');
  assert.equal(fed.pipeline.state.threads.get(70), undefined);
});
