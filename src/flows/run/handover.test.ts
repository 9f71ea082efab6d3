import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Handover } from './handover.ts';

const never = new Promise<void>(() => {});

function patience(toldAfter: number, leftAfter: number) {
  const stop = new AbortController();
  const told: string[] = [];
  const options = { stop: stop.signal, tell: (one: string) => void told.push(one), toldAfter, leftAfter };
  return { stop, told, taking: new Handover(options) };
}

test('alerts that are taken are waited for, and nothing is said', async () => {
  const { taking, told } = patience(1_000_000, 1_000_000);
  const { promise, resolve } = Promise.withResolvers<void>();
  const waiting = taking.waitFor(promise);
  resolve();
  await waiting;
  await assert.rejects(taking.waitFor(Promise.reject(new Error('full'))), /full/);
  assert.deepEqual([taking.isOver, told], [false, []]);
});

test('who takes nothing is told of, again and again, and holds a watch that goes on', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const sentences = Promise.withResolvers<void>();
  let told = 0;
  const tell = () => {
    told += 1;
    if (told === 2) sentences.resolve();
  };
  const taking = new Handover({ stop: new AbortController().signal, tell, toldAfter: 1, leftAfter: 1 });
  const waiting = taking.waitFor(promise);
  await sentences.promise;
  assert.equal(taking.isOver, false);
  resolve();
  await waiting;
});

test('a watch that is to end leaves who takes nothing, once and for all', async () => {
  for (const before of [true, false]) {
    const { stop, taking } = patience(1_000_000, 1);
    if (before) stop.abort();
    const waiting = taking.waitFor(never);
    if (!before) stop.abort();
    await waiting;
    assert.equal(taking.isOver, true);
    await taking.waitFor(never);
    // What fails after that is nobody's.
    await taking.waitFor(Promise.reject(new Error('gone')));
  }
});
