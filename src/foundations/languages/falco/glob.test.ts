import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileGlob } from './glob.ts';
import { PathPrefixes } from './path-prefixes.ts';
import { lowerAscii } from './text.ts';

const globs: readonly [string, string, boolean][] = [
  ['/etc/*', '/etc/ssh/sshd_config', true],
  ['/etc/?', '/etc/a', true],
  ['/etc/?', '/etc/', false],
  ['*.[sp][hy]', 'x.sh', true],
  ['[!a]x', 'bx', true],
  ['[!a]x', 'ax', false],
  ['[a-c]', 'd', false],
  ['[]]', ']', true],
  ['[a', '[a', true],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['', '', true],
  ['*', '', true],
  ['?', 'é', true],
  ['/p?', '/p\udcff', true],
];

for (const [pattern, text, expected] of globs) {
  test(`glob: ${pattern} on ${text}`, () => assert.equal(compileGlob(pattern)(text), expected));
}

test('glob: case is folded where it is to be', () => {
  assert.ok(compileGlob('MY*', lowerAscii)('my.exe'));
  assert.ok(!compileGlob('MY*')('my.exe'));
});

test('glob: many stars cost no more than pattern times text', () => {
  assert.ok(!compileGlob(`${'a*'.repeat(2_000)}b`)('a'.repeat(20_000)));
});

test('glob: a text with its characters quoted fits itself only', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (text, other) => {
      const fits = compileGlob(text.replace(/[*?[\\]/g, '\\$&'));
      assert.ok(fits(text));
      assert.equal(fits(other), text === other);
    }),
  );
});

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
