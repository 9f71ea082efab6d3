import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOutput } from './output-spec.ts';

test('a format with and without a file', () => {
  assert.deepEqual(parseOutput('json'), { format: 'json' });
  assert.deepEqual(parseOutput('json=a=b.json'), { format: 'json', file: 'a=b.json' });
  assert.deepEqual(parseOutput('json=-'), { format: 'json' });
  for (const text of ['', '=x', 'json=', 'JSON', 'a b', '-']) assert.throws(() => parseOutput(text), /a format/, text);
});
