import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { globMatches } from './glob.ts';

test('patterns of tags', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['latest', 'latest', true],
    ['latest', 'latest2', false],
    ['v*', 'v1.2', true],
    ['v*', 'rv1', false],
    ['*-rc?', '1.0-rc1', true],
    ['*-rc?', '1.0-rc', false],
    ['*', '', true],
    ['', '', true],
    ['', 'x', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b-', false],
    ['release.1', 'releaseX1', false],
    ['team/*:v1', 'team/a/b:v1', true],
  ];
  for (const [pattern, text, expected] of cases)
    assert.equal(globMatches(pattern, text), expected, `${pattern} ${text}`);
});

test('patterns mean what the regular expression of the same shape means', () => {
  const part = fc.constantFrom('a', 'b', '*', '?');
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 8 }),
      fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 }),
      (pattern, text) => {
        const expression = pattern.map((mark) => (mark === '*' ? '.*' : mark === '?' ? '.' : mark)).join('');
        assert.equal(globMatches(pattern.join(''), text.join('')), new RegExp(`^${expression}$`).test(text.join('')));
      },
    ),
  );
});
