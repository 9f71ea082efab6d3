import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillDecision } from './fill.ts';

const result = { rule: 'a', state: 'pass', action: 'enforce', message: 'm', evidence: [] };
const exception = { by: 'ann', reason: 'later', until: '2027-01-01T00:00:00.000Z' };

test('results of before are read as assessments: the rule is the check, and what was waived is excepted', () => {
  const read = (...results: readonly unknown[]): unknown => {
    const filled = fillDecision({ decision: { results } }) as { readonly decision: { readonly results: unknown } };
    return filled.decision.results;
  };
  assert.deepEqual(read(result), [{ ...result, check: 'a' }]);
  assert.deepEqual(read({ ...result, exception }), [{ ...result, exception, check: 'a', state: 'excepted' }]);
  // Only a pass was one by exception; of today's nothing changes, and what is no result stays what it is.
  for (const kept of [
    { ...result, check: 'b', exception, state: 'fail' },
    { ...result, check: 'b', exception, state: 'excepted' },
    { ...result, check: 'b', state: 'not-assessed' },
    null,
    'pass',
    [],
  ])
    assert.deepEqual(read(kept), [kept], JSON.stringify(kept));
});
