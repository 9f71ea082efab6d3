import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fnmatchGlob, type GlobDialect, nameGlob, pathGlob, wordGlob } from './dialect.ts';
import { pathGlobExpression } from './expression.ts';
import { compileGlob, matchLength } from './match-glob.ts';
import { codesOf, readGlob } from './read-glob.ts';

const tables: readonly (readonly [string, GlobDialect, readonly (readonly [string, string, boolean])[]])[] = [
  [
    'fnmatch',
    fnmatchGlob,
    [
      ['/etc/*', '/etc/ssh/sshd_config', true],
      ['/etc/?', '/etc/a', true],
      ['/etc/?', '/etc/', false],
      ['*.[sp][hy]', 'x.sh', true],
      ['[!a]x', 'bx', true],
      ['[!a]x', 'ax', false],
      ['[a-c]', 'd', false],
      ['[]]', ']', true],
      ['[a', '[a', true],
      ['[a-\u{1f600}]', '\ufb33', true],
      ['\\*', '*', true],
      ['\\*', 'a', false],
      ['a\\', 'a\\', true],
      ['', '', true],
      ['*', '', true],
      ['?', 'é', true],
      ['?', '\u{1f600}', true],
      ['*?', '\u{1f600}', true],
      ['/p?', '/p\udcff', true],
    ],
  ],
  [
    'name',
    nameGlob,
    [
      ['latest', 'latest', true],
      ['latest', 'latest2', false],
      ['v*', 'v1.2', true],
      ['v*', 'rv1', false],
      ['*-rc?', '1.0-rc1', true],
      ['*-rc?', '1.0-rc', false],
      ['', 'x', false],
      ['a*b*c', 'a-b-b-c', true],
      ['a*b*c', 'a-b-b-', false],
      ['release.1', 'releaseX1', false],
      ['team/*:v1', 'team/a/b:v1', true],
      ['[a]', 'a', false],
      ['\\*', '\\x', true],
    ],
  ],
  [
    'path',
    pathGlob,
    [
      ['registry.example.com/shop/web', 'registry.example.com/shop/web', true],
      ['registry.example.com/*', 'registry.example.com/shop/web', false],
      ['registry.example.com/*/web', 'registry.example.com/shop/web', true],
      ['registry.example.com/**', 'registry.example.com/shop/web', true],
      ['registry.example.com/**', 'registry.example.com.evil.test/shop', false],
      ['**', '', true],
      ['*', 'a/b', false],
      ['a.c', 'abc', false],
      ['a?c', 'abc', false],
      ['shop-*', 'shop-', true],
      ['**/web', 'x/y/web', true],
      ['**/a*b', 'x/a/b', false],
      ['**/a*b', 'x/a/ab', true],
      ['***', 'a/b', true],
      ['***x', 'a/bx', true],
    ],
  ],
  [
    'word',
    wordGlob,
    [
      ['a*', 'a/b', true],
      ['\\*\\?\\\\', '*?\\', true],
      ['\\}\\/', '}/', true],
      // Not well formed.
      ['\\a', 'a', false],
      ['a\\', 'a\\', false],
    ],
  ],
];

for (const [name, dialect, cases] of tables)
  test(`glob: ${name}`, () => {
    for (const [pattern, text, expected] of cases)
      assert.equal(compileGlob(pattern, dialect)(text), expected, `${pattern} on ${text}`);
  });

test('glob: case is folded where it is to be', () => {
  const fold = (text: string): string => text.toLowerCase();
  assert.ok(compileGlob('MY*', fnmatchGlob, fold)('my.exe'));
  assert.ok(!compileGlob('MY*', fnmatchGlob)('my.exe'));
});

test('glob: many runs cost no more than pattern times text', () => {
  const text = 'a'.repeat(20_000);
  assert.ok(!compileGlob(`${'a*'.repeat(2_000)}b`, fnmatchGlob)(text));
  assert.ok(!compileGlob(`**${'a*'.repeat(200)}b`, pathGlob)(text));
});

test('glob: a text with its characters quoted fits itself only', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (text, other) => {
      const fits = compileGlob(text.replace(/[*?[\\]/g, '\\$&'), fnmatchGlob);
      assert.ok(fits(text));
      assert.equal(fits(other), text === other);
    }),
  );
});

/** What a mark is as a regular expression, and the marks that a dialect has beside plain characters. */
const expressions: readonly (readonly [string, GlobDialect, Readonly<Record<string, string>>])[] = [
  ['fnmatch', fnmatchGlob, { '*': '.*', '?': '.', '[ab]': '[ab]', '[!a-b]': '[^a-b]', '\\*': '\\*' }],
  ['name', nameGlob, { '*': '.*', '?': '.' }],
  ['path', pathGlob, { '*': '[^/]*', '**': '.*' }],
  ['word', wordGlob, { '*': '.*', '?': '.', '\\?': '\\?', '\\/': '/' }],
];
const plain: Readonly<Record<string, string>> = { a: 'a', b: 'b', '/': '/', '.': '\\.', '\u{1f600}': '\u{1f600}' };

for (const [name, dialect, marks] of expressions)
  test(`glob: ${name} means what the regular expression of the same shape means`, () => {
    const meanings = { ...plain, ...marks };
    const parts = fc.array(fc.constantFrom(...Object.keys(meanings)), { maxLength: 8 });
    const text = fc.array(fc.constantFrom(...Object.keys(plain), '*', '?'), { maxLength: 8 });
    fc.assert(
      fc.property(parts, text, (pattern, characters) => {
        // Two single stars of a path that come together are a double one.
        const source = pattern.join('').replace(/\*{2,}/g, (stars) => (dialect === pathGlob ? '**' : stars));
        const steps = dialect === pathGlob ? (source.match(/\*\*|./gsu) ?? []) : pattern;
        const expression = new RegExp(`^${steps.map((part) => meanings[part]).join('')}$`, 'su');
        const subject = characters.join('');
        assert.equal(compileGlob(source, dialect)(subject), expression.test(subject), `${source} on ${subject}`);
        if (dialect === pathGlob)
          assert.equal(new RegExp(`^${pathGlobExpression(source)}$`, 'su').test(subject), expression.test(subject));
      }),
      { numRuns: 2_000 },
    );
  });

test('glob: the beginnings that fit, the shortest and the longest', () => {
  const parts = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 5 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });
  fc.assert(
    fc.property(parts, text, fc.nat(6), (pattern, given, skipped) => {
      const from = Math.min(skipped, given.length);
      const steps = readGlob(pattern.join(''), wordGlob) ?? [];
      const fits = compileGlob(pattern.join(''), wordGlob);
      const lengths = Array.from({ length: given.length - from + 1 }, (_, length) => length).filter((length) =>
        fits(given.slice(from, from + length)),
      );
      assert.equal(matchLength(steps, codesOf(given), from, false), lengths[0]);
      assert.equal(matchLength(steps, codesOf(given), from, true), lengths.at(-1));
    }),
    { numRuns: 1_000 },
  );
});
