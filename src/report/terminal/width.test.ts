import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clean } from './clean.ts';
import { cut, cutStart, displayWidth, fit, wrap } from './width.ts';

test('widths as terminals show them', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['漢字', 4],
    ['ﾊﾝｶｸ', 4],
    ['한국어', 6],
    ['Ａ', 2],
    ['🚢', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['◆▲●○', 4],
    ['→…', 2],
  ];
  for (const [text, width] of cases) assert.equal(displayWidth(text), width, JSON.stringify(text));
});

test('cut, fit and wrap by example', () => {
  assert.equal(cut('abcdef', 6), 'abcdef');
  assert.equal(cut('abcdef', 4), 'abc…');
  assert.equal(cut('abcdef', 0), '');
  assert.equal(cut('漢字漢字', 4), '漢…');
  assert.equal(cut('one two', 5), 'one…');
  assert.equal(cutStart('abcdef', 6), 'abcdef');
  assert.equal(cutStart('abcdef', 4), '…def');
  assert.equal(cutStart('abcdef', 0), '');
  assert.equal(cutStart('漢字漢字', 4), '…字');
  assert.equal(cutStart('one two', 5), '…two');
  assert.equal(fit('漢', 4), '漢  ');
  assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrap('abcdefgh', 3), ['abc', 'def', 'gh']);
  assert.deepEqual(wrap('', 10), []);
});

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

test('nothing is ever wider than asked for', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, width) => {
      const safe = clean(text);
      assert.ok(displayWidth(cut(safe, width)) <= width);
      assert.ok(displayWidth(cutStart(safe, width)) <= width);
      assert.equal(displayWidth(fit(safe, width)), width);
      for (const line of wrap(safe, width)) assert.ok(displayWidth(line) <= width, JSON.stringify(line));
    }),
  );
});

test('wrapping loses nothing but spaces', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, width) => {
      const safe = clean(text);
      assert.equal(wrap(safe, width).join('').replaceAll(' ', ''), safe.replaceAll(' ', ''));
    }),
  );
});

test('clean text can neither steer a terminal nor start a line', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.doesNotMatch(clean(text), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^ | $| {2}/u);
    }),
  );
  assert.equal(clean('\u001b[31mred\u001b[0m\r\nnew\u202eline\u200b'), '[31mred [0m new line');
  assert.equal(clean(`z${'\u0301'.repeat(50)}`), `z${'\u0301'.repeat(3)}`);
});
