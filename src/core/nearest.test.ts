import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editDistance, nearest } from './nearest.ts';

test('the distance counts insertions, removals, replacements and swaps', () => {
  for (const [a, b, distance] of [
    ['', '', 0],
    ['scan', 'scan', 0],
    ['scna', 'scan', 1],
    ['scn', 'scan', 1],
    ['scaan', 'scan', 1],
    ['stan', 'scan', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
  ] as const) {
    assert.equal(editDistance(a, b), distance, `${a} ${b}`);
    assert.equal(editDistance(b, a), distance, `${b} ${a}`);
  }
});

test('a misspelling is recognised, another word is not', () => {
  const words = ['scan', 'sbom', 'explain', 'version'];
  assert.equal(nearest('scna', words), 'scan');
  assert.equal(nearest('explian', words), 'explain');
  assert.equal(nearest('VERSION', words), 'version');
  assert.equal(nearest('alpine', words), undefined);
  assert.equal(nearest('x'.repeat(1_000_000), words), undefined);
});
