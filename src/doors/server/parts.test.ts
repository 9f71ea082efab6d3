import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  const slots = new Slots(1, 2);
  const never = new AbortController().signal;
  assert.equal(await slots.take(never), true);
  const order: string[] = [];
  const gone = new AbortController();
  const first = slots.take(never).then((taken) => order.push(`first ${taken}`));
  const second = slots.take(gone.signal).then((taken) => order.push(`second ${taken}`));
  assert.equal(slots.isFull, true);
  gone.abort();
  await second;
  assert.equal(slots.isFull, false);
  slots.giveBack();
  await first;
  assert.deepEqual(order, ['second false', 'first true']);
  slots.giveBack();
  assert.equal(await slots.take(never), true);
  assert.equal(await slots.take(AbortSignal.abort()), false);
});

test('metrics are text that Prometheus reads', () => {
  const metrics = new Metrics();
  metrics.answered('allowed', 0.004);
  metrics.answered('refused', 0.2);
  metrics.answered('refused', 60);
  const lines = metrics.text({ hits: 1, misses: 2, entries: 3 }).split('\n');
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
});
