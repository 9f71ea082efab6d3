import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { luaRocks } from './index.ts';

const read = (text: string, path = 'lib/luarocks/rocks-5.4/a/1.0-1/a-1.0-1.rockspec') =>
  luaRocks.extract(path, new TextEncoder().encode(text));

test('an installed rock', () => {
  assert.deepEqual(luaRocks.extract(example.path, example.bytes).packages, [
    {
      name: 'lantern',
      version: '1.8.0-1',
      type: 'luarocks',
      versionOrder: 'cran',
      purl: { name: 'lantern' },
      licences: ['MIT/X11'],
      requires: [['wick']],
    },
  ]);
});

test('the folder says which rock it is, also where the program that it is computes it', () => {
  const [found] = read('local v = "9"\npackage = "a"\nversion = v .. "-1"\n').packages;
  assert.equal(`${found?.name} ${found?.version}`, 'a 1.0-1');
  assert.match(read('package = "b"\nversion = "1.0-1"\n').notes?.[0] ?? '', /calls it b/);
});

test('a specification that is not in a tree of rocks is refused, and long ones are read in time', () => {
  assert.throws(() => read('', 'rocks/a/b/c.rockspec'), /not the specification/);
  for (const part of ['dependencies = {', 'license = "', '"a"', ' package = '])
    assert.equal(read(part.repeat(400_000 / part.length)).packages.length, 1);
});
