import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintRules } from './lints.ts';
import { loadRules } from './load-rules.ts';

test('rules are compared up to a bound, and where it is crossed is told once', async () => {
  const rule = (name: string): string =>
    `- {rule: ${name}, desc: d, condition: evt.type = open and proc.name = x, output: o, priority: INFO}\n`;
  const loaded = await loadRules([{ name: 'r.yaml', text: ['a', 'b', 'c', 'd', 'e'].map(rule).join('') }]);
  const found = (most?: number): readonly string[] =>
    lintRules(loaded, most).map(({ id, rule: name }) => `${id} ${name}`);
  assert.deepEqual(found(), ['shadowed b', 'shadowed c', 'shadowed d', 'shadowed e']);
  assert.deepEqual(found(2), ['shadowed b', 'not-compared c', 'shadowed c']);
});
