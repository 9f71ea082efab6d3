import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isExpected, scenarioOf } from './scenario.ts';

const outcome = { source: 'syscall', priority: 'notice', outputFields: { 'fd.l4proto': 'tcp' } };

test('a case becomes what its process does', () => {
  const { scenario, expected } = scenarioOf({
    rule: 'R',
    before: 'sleep 6',
    context: { container: {}, processes: [{ name: 'p', exe: '/dev/shm/p', args: '-c x' }] },
    resources: [{ type: 'clientServer', name: 'cs', l4Proto: 'tcp6', address: '[::1]:99' }],
    steps: [{ syscall: 'dup2', args: { oldFd: '${' + ' cs.client.fd }', newFd: 0 } }],
    expectedOutcome: outcome,
  });
  assert.deepEqual(scenario, {
    ...{ inContainer: true, program: 'p', argv0: '/dev/shm/p', args: ['-c', 'x'], addresses: ['::1'], waits: true },
    acts: { BEFORE: 'sleep 6', SERVER: '6 ::1 99', CALL: 'dup2', TO: '0' },
  });
  const told = { rule: 'R', source: 'syscall', priority: 'Notice', output_fields: { 'fd.l4proto': 'tcp' } };
  assert.ok(isExpected(told, expected));
  for (const other of [{ rule: 'S' }, { priority: 'Warning' }, { source: 'x' }, { output_fields: {} }])
    assert.ok(!isExpected({ ...told, ...other }, expected), JSON.stringify(other));
});

test('a case that asks for what the runner cannot do is not run as something else', () => {
  const step = (syscall: string, args: object) => ({ rule: 'R', steps: [{ syscall, args }], expectedOutcome: outcome });
  for (const odd of [
    step('unlink', { target: '/x' }),
    step('openat', { pathname: '/x', flags: 'O_WRONLY' }),
    step('dup2', { oldFd: '7', newFd: 0 }),
    { rule: 'R', resources: [{ type: 'event' }], expectedOutcome: outcome },
    { rule: 'R', context: { processes: [{ name: 'a' }, { name: 'b' }] }, expectedOutcome: outcome },
    { rule: 'R', expectedOutcome: { source: 'syscall' } },
  ])
    assert.throws(() => scenarioOf(odd), Error);
});
