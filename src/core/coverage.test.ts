import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missedText, type Problem } from './coverage.ts';

const problem = (part: string, incomplete = true): Problem => ({
  code: 'E_FORMAT',
  message: '',
  where: '',
  part,
  incomplete,
});

test('what was missed is told by what kept it: reading, or data to judge by', () => {
  const cases: readonly (readonly [parts: readonly string[], text: string])[] = [
    [['dpkg'], '1 thing could not be read'],
    [['advisories'], '1 thing could not be judged'],
    [['advisories', 'advisories'], '2 things could not be judged'],
    [['advisories', 'npm'], '2 things could not be read or judged'],
  ];
  for (const [parts, text] of cases)
    assert.equal(missedText([...parts.map((part) => problem(part)), problem('ledger', false)]), text);
  assert.equal(missedText([problem('ledger', false)]), undefined);
});
