import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traps } from './traps.ts';

for (const { id, title, cases } of traps)
  test(`trap ${id}: ${title}`, async (t) => {
    for (const [name, holds] of Object.entries(cases)) await t.test(name, holds);
  });

test('each trap has a name of its own and at least one case', () => {
  assert.equal(new Set(traps.map(({ id }) => id)).size, traps.length);
  for (const { id, cases } of traps) assert.ok(Object.keys(cases).length > 0, id);
});
