import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { haskellPackages } from './index.ts';

const read = (text: string) => haskellPackages.extract('x/package.conf.d/a.conf', new TextEncoder().encode(text));

test('a registration, with fields after an empty line', () => {
  const [found] = haskellPackages.extract(example.path, example.bytes).packages;
  assert.deepEqual(found?.requires, [['base-4.15.1.0'], ['wick-0.11-1aB']]);
  assert.deepEqual(found?.provides, ['lantern-1.2.4.1-4cKp']);
  assert.deepEqual(found?.licences, ['BSD-3-Clause']);
});

test('a library inside a package is the package’s', () => {
  assert.equal(read('name: z-a-z-b\npackage-name: a\nversion: 1.0\n').packages[0]?.name, 'a');
});

test('another file is refused', () => {
  for (const text of ['', 'name: a', 'version: 1', 'name: a b\nversion: 1', 'name: a\nversion: x'])
    assert.throws(() => read(text), { code: 'E_FORMAT' });
});
