import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { expandWord } from './expand.ts';

const variables = new Map([
  ['A', 'one two'],
  ['E', ''],
  ['P', '/usr/local/lib'],
]);
// In a table, `$[x]` stands for the shell's braces, so that no reader takes it for a template.
const expand = (word: string) =>
  expandWord(
    word.replace(/\$\[([^\]]*)\]/g, (_, inner: string) => ['$', '{', inner, '}'].join('')),
    variables,
  );

const cases: readonly (readonly [word: string, value: string | undefined])[] = [
  ['$A', 'one two'],
  ['"$A"x', 'one twox'],
  ["'$A'", '$A'],
  ['\\$A', '$A'],
  ['$[U:-x]', 'x'],
  ['$[E-x]', ''],
  ['$[E:-x]', 'x'],
  ['$[A:+x]', 'x'],
  ['$[U:?no]', undefined],
  ['$[P#*/]', 'usr/local/lib'],
  ['$[P##*/]', 'lib'],
  ['$[P%/*]', '/usr/local'],
  ['$[P%%l*]', '/usr/'],
  ['$[P/l?/X]', '/usr/Xcal/lib'],
  ['$[P//l/L]', '/usr/LocaL/Lib'],
  ['$[P//nothing/x]', '/usr/local/lib'],
  ['"$A', undefined],
  ['$', '$'],
];

for (const [word, value] of cases) {
  test(`expansion of ${word}`, () => {
    const expanded = expand(word);
    assert.equal('value' in expanded ? expanded.value : undefined, value);
  });
}

test('expansion: white space of a variable parts words, quoted it does not', () => {
  const [loose, quoted] = [expand('a$A'), expand('a"$A"')];
  assert.deepEqual('words' in loose && loose.words, ['aone', 'two']);
  assert.deepEqual('words' in quoted && quoted.words, ['aone two']);
});

test('expansion: growth and depth are bounded', () => {
  const grown = expandWord('$X'.repeat(5), new Map([['X', 'x'.repeat(20_000)]]));
  assert.match('error' in grown ? grown.error : '', /too long/);
  const open = expandWord('$'.concat('{A'), variables);
  assert.match('error' in open ? open.error : '', /unsupported|missing/);
  const deep = expandWord('$'.concat('{U:-').repeat(100) + '}'.repeat(100), variables);
  assert.match('error' in deep ? deep.error : '', /too deep|missing/);
  const slow = expandWord(`\${X##${'*a'.repeat(2_000)}}`, new Map([['X', 'a'.repeat(60_000)]]));
  assert.match('error' in slow ? slow.error : '', /too long/);
});

test('expansion: a text without special characters stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[$"'\\]/.test(text)),
      (text) => {
        const expanded = expandWord(text, variables);
        assert.equal('value' in expanded && expanded.value, text);
      },
    ),
  );
});
