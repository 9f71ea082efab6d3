import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PathPrefixes } from './path-prefixes.ts';

const paths: readonly [readonly string[], string, boolean][] = [
  [['/opt/dir'], '/opt/dir/subdir/term', true],
  [['/opt/dir'], '/opt/dir', true],
  [['/opt/dir'], '/opt/directory', false],
  [['/opt/dir3', '/opt/*/sub*'], '/opt/dir/subdir', true],
  [['/opt/*/*/x'], '/opt/a/b', false],
  [['/var/run', '/var/*/docker.sock'], '/var/lib/docker.sock', true],
  [[], '/x', false],
  [['/'], '/anything', true],
];

for (const [prefixes, path, expected] of paths) {
  test(`pmatch: ${prefixes.join(' ')} on ${path}`, () =>
    assert.equal(new PathPrefixes(prefixes).covers(path), expected));
}
