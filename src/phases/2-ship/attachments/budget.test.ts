import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget } from './budget.ts';

test('as many bytes as there are may be taken, and not one more; what was refused was not taken', () => {
  const budget = new Budget({ maxBytes: 10 });
  assert.equal(budget.take(11), false);
  assert.equal(budget.take(4), true);
  assert.equal(budget.take(7), false);
  assert.equal(budget.take(6), true);
  assert.equal(budget.bytes, 10);
  assert.deepEqual([budget.take(1), budget.take(0)], [false, true]);
});

test('work is done, or the time is over', async () => {
  assert.equal(await new Budget({ maxBytes: 1 }).run(async () => {}), true);
  assert.equal(await new Budget({ maxBytes: 1, within: 60_000 }).run(async () => {}), true);
  const short = new Budget({ maxBytes: 1, within: 1 });
  assert.equal(await short.run(() => new Promise(() => {})), false);
  assert.equal(short.isOver, true);
  const ended = new Budget({ maxBytes: 1, deadline: AbortSignal.abort() });
  assert.equal(await ended.run(() => new Promise(() => {})), false);
  await assert.rejects(
    new Budget({ maxBytes: 1, within: 60_000 }).run(() => Promise.reject(new Error('x'))),
    /x/,
  );
});
