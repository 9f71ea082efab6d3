import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unknownMark } from '../../unknown-mark.ts';
import { readDotenv } from './dotenv.ts';
import { interpolate } from './interpolate.ts';

const known = new Map([
  ['A', 'a'],
  ['EMPTY', ''],
]);
const fill = (text: string) => interpolate(text, (name) => known.get(name));

/** What Compose makes of a text, what of it stands in the file, and which variables are not known; or what is refused. */
const cases: readonly (readonly [text: string, made: string, written: string, unknown?: readonly string[]])[] = [
  ['plain', 'plain', 'plain'],
  ['x$A-y', 'xa-y', 'x-y'],
  [`x\${A}y`, 'xay', 'xy'],
  ['$$A $$', '$A $', '$A $'],
  [`\${A:-d}`, 'a', ''],
  [`\${EMPTY:-d}`, 'd', 'd'],
  [`\${EMPTY-d}`, '', ''],
  [`\${NONE:-d}`, 'd', 'd'],
  [`\${NONE-}`, '', ''],
  [`\${NONE:-\${A}-\${NONE:-e}}`, 'a-e', '-e'],
  [`\${A:+r}`, 'r', 'r'],
  [`\${NONE:+r}`, '', ''],
  [`\${A:+$NONE}`, unknownMark, unknownMark, ['NONE']],
  [`\${NONE:+$OTHER}`, '', ''],
  [`\${A:?must be there}`, 'a', ''],
  [`\${NONE:?must be there}`, unknownMark, unknownMark, ['NONE']],
  [`\${EMPTY:?must be there}`, unknownMark, unknownMark, ['EMPTY']],
  [`\${EMPTY?must be there}`, '', ''],
  ['x$NONE', `x${unknownMark}`, `x${unknownMark}`, ['NONE']],
  [`\${A:-$NONE}`, 'a', ''],
];

for (const [text, made, written, unknown = []] of cases) {
  test(`interpolation: ${text}`, () => assert.deepEqual(fill(text), { text: made, written, unknown }));
}

test('interpolation: what Compose refuses is refused', () => {
  for (const text of [
    '$',
    'a $ b',
    '$1',
    `\${`,
    `\${}`,
    `\${A`,
    `\${A:-b`,
    `\${A!b}`,
    `\${:-a}`,
    `\${NONE:-`.repeat(30),
  ])
    assert.ok('error' in fill(text), text);
});

test('interpolation: whatever text, an answer that holds nothing of a value that came from elsewhere', () => {
  const piece = fc.constantFrom('$', '{', '}', 'A', 'NONE', ':-', '-', ':+', '?', 'x', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const made = interpolate(pieces.join(''), (name) => (name === 'A' ? '§' : undefined));
      if ('error' in made) return;
      assert.ok(!made.written.includes('§'));
      assert.equal(made.text.includes(unknownMark), made.unknown.length > 0);
    }),
    { numRuns: 2000 },
  );
});

test('.env: names, quotes, remarks, lines that go on, and what rests on what is not known', () => {
  const text = [
    '\ufeffONE=1',
    ' export TWO = two words # a remark',
    'HASH=a#b',
    "SINGLE='$ONE # no remark'",
    'DOUBLE="$ONE\\n"',
    'LONG="first',
    'second"',
    `FROM=\${ONE}-\${GONE:-d}`,
    'OPEN=$GONE',
    'EMPTY=',
    '# REMARK=1',
    'no variable',
    'ONE=2',
    'BROKEN="no end',
  ].join('\n');
  assert.deepEqual(Object.fromEntries(readDotenv(text)), {
    ONE: '2',
    TWO: 'two words',
    HASH: 'a#b',
    SINGLE: '$ONE # no remark',
    DOUBLE: '1\n',
    LONG: 'first\nsecond',
    FROM: '1-d',
    EMPTY: '',
  });
});
