import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readHeaders } from './index.ts';

const cases: [title: string, text: string, headers: [name: string, value: string][]][] = [
  ['nothing', '', []],
  [
    'fields up to the body',
    'Name: a\nVersion: 1\n\nBody: no\n',
    [
      ['name', 'a'],
      ['version', '1'],
    ],
  ],
  ['no body', 'Name: a', [['name', 'a']]],
  [
    'carriage returns',
    'Name: a\r\nVersion:1\r\n\r\nBody: no\r\n',
    [
      ['name', 'a'],
      ['version', '1'],
    ],
  ],
  [
    'repeated',
    'C: 1\nc: 2\n',
    [
      ['c', '1'],
      ['c', '2'],
    ],
  ],
  [
    'continued',
    'D: one\n  two\n\tthree\nE: x\n',
    [
      ['d', 'one\ntwo\nthree'],
      ['e', 'x'],
    ],
  ],
  [
    'a line of spaces continues and does not end the header',
    'D:\n  one\n        \n  two\nE: x\n',
    [
      ['d', 'one\n\ntwo'],
      ['e', 'x'],
    ],
  ],
  [
    'a line that is no field',
    'A: 1\nlost line\nnot a name: x\n: y\nB: 2\n',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  ['a continuation of nothing', ' x\nA: 1\n', [['a', '1']]],
  ['a byte order mark', '\ufeffName: a\n', [['name', 'a']]],
  ['colons in the value', 'U: https://a:1/\n', [['u', 'https://a:1/']]],
];
for (const [title, text, headers] of cases) {
  test(`rfc822: ${title}`, () => {
    assert.deepEqual(
      readHeaders(text).map(({ name, value }) => [name, value]),
      headers,
    );
  });
}

test('rfc822: never throws, keeps its bound, and what is written is read', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { maxLength: 8 }), fc.string(), (pairs, body) => {
      const text = `${pairs.map(([name, value]) => `${name}: ${value}\n`).join('')}\n${body}`;
      assert.deepEqual(
        readHeaders(text).map(({ name, value }) => [name, value]),
        pairs,
      );
    }),
  );
  assert.equal(readHeaders('A: 1\n'.repeat(20_000)).length, 5_000);
});
