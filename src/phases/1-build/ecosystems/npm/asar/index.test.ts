import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example, makeAsar } from './example.ts';
import { electronArchives } from './index.ts';

test('manifests in folders of packages, wherever they lie in the archive', () => {
  const { packages } = electronArchives.extract(example.path, example.bytes);
  assert.deepEqual(packages.map(({ name, inside }) => [name, inside]).sort(), [
    ['@s/oil', 'node_modules/wick/node_modules/@s/oil/package.json'],
    ['wick', 'node_modules/wick/package.json'],
  ]);
});

test('what lies outside of the archive, or is none, is refused', () => {
  const good = Buffer.from(makeAsar({ 'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}' }));
  const cut = good.subarray(0, good.length - 4);
  const far = Buffer.from(good.toString('latin1').replace('"offset":"0"', '"offset":"9"'), 'latin1');
  const long = Buffer.from(good);
  long.writeUInt32LE(0xffffffff, 12);
  for (const bytes of [new Uint8Array(), Buffer.from('hello'), cut, far, long])
    assert.throws(() => electronArchives.extract('a.asar', bytes), { code: 'E_FORMAT' });
});
