import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonText, showUnseen } from './json-text.ts';

const hidden: readonly (readonly [name: string, text: string])[] = [
  ['right-to-left override', '\u202e'],
  ['isolate', '\u2066x\u2069'],
  ['Arabic letter mark', '\u061c'],
  ['left-to-right mark', '\u200e'],
  ['zero-width space', '\u200b'],
  ['zero-width joiner', '\u200d'],
  ['word joiner', '\u2060'],
  ['byte order mark', '\ufeff'],
  ['soft hyphen', '\u00ad'],
  ['line separator', '\u2028'],
  ['next line', '\u0085'],
  ['delete', '\u007f'],
  ['Hangul filler', '\u3164'],
  ['combining grapheme joiner', '\u034f'],
  ['variation selector', '\ufe00'],
  ['tag letters', '\u{e0041}\u{e0042}'],
  ['private use', '\ue000'],
];

for (const [name, text] of hidden) {
  test(`JSON shows: ${name}`, () => {
    const written = jsonText({ [`key${text}`]: [`a${text}b`] });
    assert.match(written, /^[\n -~]*$/);
    assert.deepEqual(JSON.parse(written), { [`key${text}`]: [`a${text}b`] });
  });
}

test('what is plainly seen is what the properties of Unicode say is seen', () => {
  const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/u;
  for (let unit = 0; unit < 0xd800; unit += 1) {
    const text = String.fromCharCode(unit);
    assert.equal(showUnseen(text) !== text, unit !== 0x0a && unseen.test(text), unit.toString(16));
  }
});

test('JSON keeps what can be seen, and its form', () => {
  assert.equal(jsonText({ a: 'é 漢 😀 …' }), '{\n  "a": "é 漢 😀 …"\n}\n');
  assert.equal(jsonText({ a: '\n\t"\\' }), `${JSON.stringify({ a: '\n\t"\\' }, null, 2)}\n`);
});

test('JSON: a reader gets the same value, whatever is in it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      assert.deepEqual(JSON.parse(jsonText(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
});
