import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  sensorCgroup,
  sensorConnect,
  sensorExec,
  sensorExit,
  sensorHello,
  sensorMap,
  sensorOpen,
} from '../../../../../lab/fixtures/index.ts';
import { compileRules, loadRules } from '../../rules/index.ts';
import { addressText } from './address-text.ts';
import { rulesOutOfSight } from './out-of-sight.ts';
import { ProcessTable } from './process-table.ts';
import { SensorStream } from './read-frames.ts';
import { toRuntimeEvent } from './runtime-event.ts';
import { SensorTouches } from './touches.ts';

const id = 'a1'.repeat(32);
const inside = { cgroup: 5n, user: 33 };

const events = new SensorStream().push(
  Buffer.concat([
    sensorHello(),
    sensorCgroup(5n, 10, `0::/docker/${id}\n`),
    sensorExec({ ...inside, pid: 10, name: 'nginx' }, { path: '/usr/sbin/nginx', args: ['nginx', '-g', 'x y'] }),
    sensorExec({ ...inside, pid: 11, parent: 10, name: 'sh' }, { path: '/bin/dash', args: ['/bin/sh', '-c', 'id'] }),
    sensorOpen({ ...inside, pid: 11, parent: 10, name: 'sh' }, { path: '/etc/shadow', name: '/etc/shadow' }),
    sensorOpen({ ...inside, pid: 11, parent: 10, name: 'sh' }, { path: '/etc/passwd', openFlags: 0o101, result: -13 }),
    sensorConnect(
      { ...inside, pid: 11, parent: 10, name: 'sh' },
      { family: 2, port: 443, address: Uint8Array.of(192, 0, 2, 1) },
    ),
    sensorMap({ ...inside, pid: 11, parent: 10, name: 'sh' }, '/usr/lib/libc.so.6'),
    sensorExit({ ...inside, pid: 11, parent: 10, name: 'sh' }, 1),
    sensorExec({ pid: 12, name: 'true' }, { path: '/bin/true' }),
  ]),
);

test('detection rules judge live events', async () => {
  const rules = `
- rule: Shell of a server
  desc: d
  condition: evt.type = execve and container.id != host and proc.name = sh and proc.pname = nginx
  output: shell (parent=%proc.pname command=%proc.cmdline user=%user.uid container=%container.id)
  priority: WARNING
- rule: Secret file
  desc: d
  condition: evt.type in (open, openat) and evt.is_open_read = true and fd.name = /etc/shadow and proc.aname[1] = nginx
  output: read %fd.name
  priority: ERROR
- rule: Way out
  desc: d
  condition: evt.type = connect and fd.sip = "192.0.2.1" and fd.sport = 443
  output: to %fd.sport
  priority: NOTICE
- rule: Failed write
  desc: d
  condition: evt.type = openat and evt.failed = true and not evt.is_open_write = true
  output: no %fd.filename in %fd.directory
  priority: INFO
`;
  const loaded = await loadRules([{ name: 'r.yaml', text: rules }]);
  assert.ok(loaded.successful, JSON.stringify(loaded.errors));
  const engine = compileRules(loaded);
  const table = new ProcessTable();
  const found: string[] = [];
  for (const event of events) {
    table.learn(event);
    for (const match of engine.evaluate(toRuntimeEvent(event, table))) found.push(`${match.rule.name}`);
  }
  assert.deepEqual(found, ['Shell of a server', 'Secret file', 'Failed write', 'Way out']);
});

test('addresses as text', () => {
  assert.equal(addressText(Uint8Array.of(0x20, 1, 0xd, 0xb8, ...new Array(11).fill(0), 1)), '2001:db8:0:0:0:0:0:1');
  assert.equal(addressText('@abstract'), '@abstract');
});

test('files in use, by container; what failed is not used', () => {
  const touches = new SensorTouches();
  for (const event of events) touches.see(event);
  const found = touches.containers((container) => (container === id ? { image: 'web:1' } : {}));
  assert.deepEqual(
    found.map(({ id: container, image, paths }) => [
      container,
      image,
      paths.map(({ path, counts }) => `${path} ${Object.values(counts).join('')}`),
    ]),
    [
      ['', undefined, ['/bin/true 100']],
      [id, 'web:1', ['/bin/dash 100', '/etc/shadow 001', '/usr/lib/libc.so.6 010', '/usr/sbin/nginx 100']],
    ],
  );
});

test('a process that ended is known while its end is judged, and forgotten then', () => {
  const table = new ProcessTable();
  for (const event of events.slice(0, 7)) table.learn(event);
  assert.deepEqual(
    table.ancestors(11).map(({ name }) => name),
    ['nginx'],
  );
  const last = events[7];
  assert.ok(last);
  table.learn(last);
  assert.equal(table.get(11), undefined);
  assert.equal(table.get(10)?.path, '/usr/sbin/nginx');
});

test('rules that the sensor cannot serve are told apart from those it can', async () => {
  const rule = (name: string, condition: string, source = 'syscall'): string =>
    `- {rule: ${name}, desc: d, condition: '${condition}', output: o, priority: INFO, source: ${source}}\n`;
  const text = [
    rule('whole', 'evt.type = execve and evt.time exists and proc.name = sh'),
    rule('never', 'evt.type = ptrace'),
    rule('partly', 'evt.type in (open, openat) and (proc.tty != 0 or user.name = root)'),
  ].join('');
  const loaded = await loadRules([{ name: 'r.yaml', text }]);
  assert.ok(loaded.successful, JSON.stringify(loaded.errors));
  assert.deepEqual(rulesOutOfSight(compileRules(loaded).rules), {
    never: ['never'],
    partly: ['partly'],
    fields: ['proc.tty', 'user.name'],
  });
});
