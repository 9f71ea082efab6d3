import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeclared } from '../../testing/read-declared.ts';
import { gemManifest } from '../manifest/index.ts';
import { example } from './example.ts';
import { gemfileLock } from './index.ts';

test('who asks, what needs what, and gems for several platforms', async () => {
  const told = await readDeclared(gemfileLock, { 'Gemfile.lock': example.bytes });
  assert.deepEqual(told.packages, [
    'mine@1.0.0 direct from git needs rack@3.0.9',
    'nokogiri@1.16.0 direct needs racc@1.7.3',
    'racc@1.7.3 transitive',
    'rack@3.0.9 transitive',
  ]);
  const two = 'GEM\n  specs:\n    a (1.0)\n    a (1.0-java)\n      b\n    b (2.0.rc1)\n\nDEPENDENCIES\n';
  assert.deepEqual((await readDeclared(gemfileLock, { 'gems.locked': two })).packages, [
    'a@1.0 transitive needs b@2.0.rc1',
    'b@2.0.rc1 transitive',
  ]);
});

test('gaps are told', async () => {
  assert.match(
    (await readDeclared(gemfileLock, { 'Gemfile.lock': 'GEM\n  specs:\n    a 1.0\n' })).problems.join(),
    /line 3/,
  );
  assert.match((await readDeclared(gemManifest, { Gemfile: 'gem "a"' })).problems.join(), /is a program/);
  await assert.rejects(readDeclared(gemfileLock, { 'Gemfile.lock': '' }), { code: 'E_FORMAT' });
  await assert.rejects(readDeclared(gemfileLock, { 'Gemfile.lock': '<<<<<<< HEAD' }), { code: 'E_FORMAT' });
});

test('lines that belong nowhere are told, and the gems after them are read', async () => {
  const table: readonly (readonly [string, readonly RegExp[], readonly string[]])[] = [
    ['GEM\n  specs:\n    a (1.0)\n<<<<<<< HEAD\n    b (1.0)\n', [/line 4 /], ['a@1.0', 'b@1.0']],
    ['GEM\n  specs:\n\ta (1.0)\n    b (1.0)\n', [/line 3 /], ['b@1.0']],
    ['GEM\n  specs:\n  a (1.0)\n    b (1.0)\n', [/line 3 /], ['b@1.0']],
    ['GEM\n    a (1.0)\n  specs:\n    b (1.0)\n', [/line 2 /], ['b@1.0']],
    ['GEM\n  specs:\n    b (1.0)\n\nNEW\n  specs:\n    a (1.0)\n', [/line 5 begins a section/], ['b@1.0']],
    [
      'GEM\n  remote: https://rubygems.org/\n  specs:\n    b (1.0)\n\nPLATFORMS\n  ruby\n\nCHECKSUMS\n  b (1.0) sha256=00\n\nRUBY VERSION\n   ruby 3.3.0p0\n\nBUNDLED WITH\n   2.5.6\n',
      [],
      ['b@1.0'],
    ],
  ];
  for (const [text, problems, packages] of table) {
    const told = await readDeclared(gemfileLock, { 'Gemfile.lock': text });
    assert.equal(told.problems.length, problems.length, text);
    for (const problem of problems) assert.match(told.problems.join(), problem);
    assert.deepEqual(
      told.packages.map((line) => line.split(' ')[0]),
      packages,
      text,
    );
  }
});
