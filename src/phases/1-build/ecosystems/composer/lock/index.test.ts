import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeclared } from '../../testing/read-declared.ts';
import { composerManifest } from '../manifest/index.ts';
import { example } from './example.ts';
import { composerLock } from './index.ts';

test('who asks by the project, what is for development by the lock file', async () => {
  const told = await readDeclared(composerLock, {
    'composer.lock': example.bytes,
    'composer.json': '{"require": {"php": "*", "GuzzleHttp/guzzle": "^7"}, "require-dev": {"phpunit/phpunit": "^10"}}',
  });
  assert.deepEqual(told.packages, [
    'acme/own@0.1.0 transitive from local',
    'guzzlehttp/guzzle@7.4.4 direct needs guzzlehttp/psr7@1.8.3',
    'guzzlehttp/psr7@1.8.3 transitive',
    'phpunit/phpunit@10.5.2 direct development',
  ]);
});

test('gaps are told', async () => {
  const told = await readDeclared(composerLock, {
    'composer.lock': '{"packages": [{"name": "a/b"}, {"name": "a", "version": "1"}]}',
  });
  assert.equal(told.problems.length, 2);
  const alone = await readDeclared(composerManifest, { 'composer.json': '{"require": {"php": "*", "a/b": "^7"}}' });
  assert.deepEqual(alone.packages, ['a/b@ direct']);
  assert.match(alone.problems.join(), /asks for 1 package/);
  await assert.rejects(readDeclared(composerLock, { 'composer.lock': '{}' }), { code: 'E_FORMAT' });
});
