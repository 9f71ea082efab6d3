import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteBudget } from '../../core/index.ts';
import { answerWithin } from './deadline.ts';
import { Metrics } from './metrics.ts';
import { Slots } from './slots.ts';

const deadlines: readonly [string, number][] = [
  ['', 9_000],
  ['timeout=10s', 9_000],
  ['timeout=1s', 900],
  ['timeout=500ms', 450],
  ['timeout=0.5s', 450],
  ['timeout=1m0s', 27_000],
  ['timeout=0s', 9_000],
  ['timeout=-5s', 9_000],
  ['timeout=5', 9_000],
  ['timeout=1h', 9_000],
  [`timeout=${'9'.repeat(50)}s`, 9_000],
];

for (const [query, expected] of deadlines) {
  test(`an answer to ?${query.slice(0, 30)} has ${expected} ms`, () => {
    assert.equal(answerWithin(new URLSearchParams(query)), expected);
  });
}

test('slots: no more than so many, in turn, no longer than one can wait', async () => {
  const slots = new Slots({ most: 1, waiting: 2, weight: 100 });
  const never = new AbortController().signal;
  const held = await slots.take(never);
  const order: string[] = [];
  const gone = new AbortController();
  const first = slots.take(never).then((slot) => {
    order.push(`first ${slot !== undefined}`);
    return slot;
  });
  const second = slots.take(gone.signal).then((slot) => order.push(`second ${slot !== undefined}`));
  assert.equal(slots.isFull, true);
  gone.abort();
  await second;
  assert.equal(slots.isFull, false);
  held?.giveBack();
  held?.giveBack();
  const given = await first;
  assert.deepEqual(order, ['second false', 'first true']);
  given?.giveBack();
  assert.notEqual(await slots.take(never), undefined);
  assert.equal(await slots.take(AbortSignal.abort()), undefined);
});

test('slots: the heavy wait for one another, the light pass them', async () => {
  const slots = new Slots({ most: 10, waiting: 10, weight: 100 });
  const never = new AbortController().signal;
  const order: string[] = [];
  const take = async (name: string, weight: number) => {
    const slot = await slots.take(never, weight);
    order.push(name);
    return slot;
  };
  const heavy = await take('heavy', 1_000);
  const second = take('second', 90);
  const light = take('light', 0);
  await light;
  assert.deepEqual(order, ['heavy', 'light']);
  heavy?.giveBack();
  await second;
  assert.deepEqual(order, ['heavy', 'light', 'second']);
});

test('bodies: when there is too much the largest gives way, and nobody counts for what he only announced', () => {
  const budget = new ByteBudget(100);
  const gone: string[] = [];
  const open = (name: string) => budget.open(() => gone.push(name));
  const [small, large, other] = [open('small'), open('large'), open('other')];
  small.add(10);
  large.add(60);
  other.add(29);
  assert.deepEqual([gone, budget.held], [[], 99]);
  small.add(5);
  assert.deepEqual([gone, budget.held], [['large'], 44]);
  large.add(1_000);
  large.close();
  assert.equal(budget.held, 44, 'who gave way holds nothing any more');
  other.add(1_000);
  assert.deepEqual([gone, budget.held], [['large', 'other'], 15]);
  small.close();
  small.close();
  assert.equal(budget.held, 0);
});

const counts = {
  cache: { hits: 1, misses: 2, entries: 3 },
  records: { kept: 4, waiting: 5, dropped: 6 },
  bodyBytes: 7,
  connections: 8,
};

test('metrics are text that Prometheus reads', () => {
  const metrics = new Metrics();
  metrics.answered('allowed', 0.004);
  metrics.answered('refused', 0.2);
  metrics.answered('refused', 60);
  const lines = metrics.text(counts).split('\n');
  for (const line of lines.slice(0, -1))
    assert.match(line, /^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{[a-z]+="[^"]+"\})? [\d.]+)$/);
  const value = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  assert.equal(value('seaworthy_admission_requests_total{outcome="refused"}'), '2');
  assert.equal(value('seaworthy_admission_duration_seconds_bucket{le="0.0025"}'), '0');
  assert.equal(value('seaworthy_admission_duration_seconds_bucket{le="0.005"}'), '1');
  assert.equal(value('seaworthy_admission_duration_seconds_bucket{le="30"}'), '2');
  assert.equal(value('seaworthy_admission_duration_seconds_bucket{le="+Inf"}'), '3');
  assert.equal(value('seaworthy_fact_cache_entries'), '3');
  assert.equal(value('seaworthy_decisions_dropped_total'), '6');
});
