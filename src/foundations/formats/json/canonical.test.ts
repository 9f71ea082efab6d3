import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, canonicalJsonOfAny, digestOfAny } from './canonical.ts';

/** Values and their text; the larger ones after the examples of RFC 8785, sections 3.2.2 and 3.2.3. */
const cases: [unknown, string][] = [
  [null, 'null'],
  [-0, '0'],
  [JSON.parse('333333333.33333329'), '333333333.3333333'],
  [1e30, '1e+30'],
  [4.5, '4.5'],
  [2e-3, '0.002'],
  [1e-27, '1e-27'],
  ['\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
  [[], '[]'],
  [{ b: 1, a: undefined }, '{"b":1}'],
  [{ 10: 1, 9: 2, '': 3 }, '{"":3,"10":1,"9":2}'],
  [
    { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 },
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}',
  ],
  [JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
];

for (const [value, text] of cases) {
  test(`canonical JSON of ${text}`, () => assert.equal(canonicalJson(value), text));
}

const refused: [string, unknown, string][] = [
  ['NaN', [Number.NaN], 'E_FORMAT'],
  ['a hole', [undefined], 'E_FORMAT'],
  ['a function', () => 1, 'E_FORMAT'],
  ['a date', new Date(0), 'E_FORMAT'],
  ['a map', new Map(), 'E_FORMAT'],
  ['half a character', '\ud800', 'E_FORMAT'],
  ['half a character in a name', { '\udc00': 1 }, 'E_FORMAT'],
];

for (const [what, value, code] of refused) {
  test(`canonical JSON refuses ${what}`, () => assert.throws(() => canonicalJson(value), { code }));
}

test('depth and size are bounded', () => {
  let deep: unknown = 0;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  assert.throws(() => canonicalJson(deep), { code: 'E_LIMIT' });
  assert.throws(() => canonicalJson({ a: 'x'.repeat(100) }, { maxCharacters: 100 }), { code: 'E_LIMIT' });
  assert.equal(canonicalJson('x'.repeat(98), { maxCharacters: 100 }).length, 100);
});

test('it is JSON of the same value, and does not depend on the order of members', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = canonicalJson(value);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      const reversed = (one: unknown): unknown => {
        if (Array.isArray(one)) return one.map(reversed);
        if (typeof one !== 'object' || one === null) return one;
        return Object.fromEntries(
          Object.entries(one)
            .reverse()
            .map(([name, member]) => [name, reversed(member)]),
        );
      };
      assert.equal(canonicalJson(reversed(value)), text);
    }),
  );
});

test('members with names that an engine would put elsewhere do not change the rest', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      assert.equal(canonicalJson({ 7: value, a: 1 }), `{"7":${canonicalJson(value)},"a":1}`);
    }),
  );
  assert.throws(() => canonicalJson({ 7: 'x'.repeat(100) }, { maxCharacters: 100 }), { code: 'E_LIMIT' });
  assert.throws(() => canonicalJson({ 7: undefined, a: Number.NaN }), { code: 'E_FORMAT' });
  assert.equal(canonicalJson({ 7: undefined, a: 1 }), '{"a":1}');
});

test('of strangers: what JSON cannot carry is written as the engine writes it', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [{ b: [1, undefined], a: { d: null, c: 'é' }, e: undefined }, '{"a":{"c":"é","d":null},"b":[1,null]}'],
    [undefined, 'null'],
    [[Number.NaN, Number.NEGATIVE_INFINITY, -0], '[null,null,0]'],
    ['\ud800', '"\\ud800"'],
    [{ '\udc00': 1, 7: 2 }, '{"7":2,"\\udc00":1}'],
    [[[], {}, ''], '[[],{},""]'],
  ];
  for (const [value, text] of cases) assert.equal(canonicalJsonOfAny(value), text);
  let deep: unknown = 0;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  assert.throws(() => canonicalJsonOfAny(deep), { code: 'E_LIMIT' });
});

test('both write the same, whatever the number of members', () => {
  const many = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary', maxDepth: 2 }), {
    maxKeys: 60,
  });
  fc.assert(
    fc.property(many, (value) => {
      assert.equal(canonicalJsonOfAny(value), canonicalJson(value));
      const turned = Object.fromEntries(Object.entries(value).reverse());
      assert.equal(digestOfAny(turned), digestOfAny(value));
      assert.equal(digestOfAny(JSON.parse(JSON.stringify(value))), digestOfAny(value));
    }),
    { numRuns: 200 },
  );
});
