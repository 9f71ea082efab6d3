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
