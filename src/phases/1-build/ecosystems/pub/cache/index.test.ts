import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { pubCache } from './index.ts';

test('a package of the cache, with what it needs and not what its makers need', () => {
  const [found] = pubCache.extract(example.path, example.bytes).packages;
  assert.deepEqual(found?.requires, [['wick'], ['oil']]);
});

test('values in quotes, and other line ends', () => {
  const [found] = pubCache.extract('x', new TextEncoder().encode('name: "a"\r\nversion: \'1.0.0\'\r\n')).packages;
  assert.equal(`${found?.name} ${found?.version}`, 'a 1.0.0');
});

test('another file is refused, in time', () => {
  for (const text of [
    '',
    'name: a',
    'name: A b\nversion: 1.0.0',
    'version: 1.0.0',
    `name: ${'a'.repeat(300_000)}`,
    'name:\t'.repeat(60_000),
    `name: ${' '.repeat(300_000)}x`,
  ])
    assert.throws(() => pubCache.extract('x', new TextEncoder().encode(text)), { code: 'E_FORMAT' });
});
