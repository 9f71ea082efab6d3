import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pulse } from './reporter.ts';

test('a run says that it lives after a while of silence, and not more often', () => {
  const pulse = new Pulse(1_000);
  assert.deepEqual(
    [1_500, 20_999, 21_000, 21_001, 40_000, 41_000].map((now) => pulse.beat(now)),
    [undefined, undefined, '… 3 tests so far, 20 s\n', undefined, undefined, '… 6 tests so far, 40 s\n'],
  );
});
