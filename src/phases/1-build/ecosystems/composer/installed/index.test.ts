import assert from 'node:assert/strict';
import { test } from 'node:test';
import { example } from './example.ts';
import { composerInstalled } from './index.ts';

const read = (content: unknown) =>
  composerInstalled.extract('vendor/composer/installed.json', new TextEncoder().encode(JSON.stringify(content)));

test('Composer 2: licences to choose from, requirements without PHP itself, development marked, no list of others', () => {
  const [lantern, wick, tester] = composerInstalled.extract(example.path, example.bytes).packages;
  assert.deepEqual(lantern, {
    name: 'harbour/lantern',
    version: 'v2.4.1',
    type: 'composer',
    versionOrder: 'composer',
    purl: { namespace: 'harbour', name: 'lantern' },
    licences: ['MIT OR Apache-2.0'],
    requires: [['harbour/wick']],
    provides: [],
  });
  assert.equal(wick?.development, undefined);
  assert.equal(tester?.development, true);
});

test('Composer 1: an array', () => {
  const { packages } = read([{ name: 'a/b', version: '1.0', license: 'GPL-2.0+', replace: { 'a/c': '1.0' } }]);
  assert.deepEqual(
    packages.map(({ name, version, licences, provides }) => [name, version, licences, provides]),
    [['a/b', '1.0', ['GPL-2.0+'], ['a/c']]],
  );
});

test('what is installed and cannot be told is a problem', () => {
  const { packages, problems } = read([
    { name: 'a/b' },
    { version: '1' },
    { name: 'nothing', version: '1' },
    { name: '../x', version: '1' },
    { name: 'a/c', version: '1' },
  ]);
  assert.deepEqual(
    packages.map(({ name }) => name),
    ['a/c'],
  );
  assert.deepEqual(problems, [
    'package 1: a/b has no version',
    'package 2: it has no valid name',
    'package 3: it has no valid name',
    'package 4: it has no valid name',
  ]);
});

test('another file of that name is none', () => {
  for (const content of [{}, 'x', 1, { packages: {} }]) assert.throws(() => read(content), /expected/);
});
