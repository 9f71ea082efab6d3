import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { example } from './example.ts';
import { juliaDepot } from './index.ts';

before(() => juliaDepot.prepare?.());

test('a package of a depot', () => {
  assert.deepEqual(juliaDepot.extract(example.path, example.bytes).packages, [
    {
      name: 'Lantern',
      version: '0.21.4',
      type: 'julia',
      versionOrder: 'semver',
      purl: { name: 'Lantern', qualifiers: { uuid: '682c06a0-de6a-54ab-a142-c8b1cf79cde6' } },
      requires: [['Dates'], ['Wick']],
    },
  ]);
});

test('a project that is no package is refused', () => {
  for (const text of ['', '[deps]', 'name = "A"', 'name = 1\nversion = "1"', 'x'])
    assert.throws(() => juliaDepot.extract(example.path, new TextEncoder().encode(text)), { code: 'E_FORMAT' });
});
