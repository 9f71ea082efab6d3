import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeaworthyError } from '../../../core/index.ts';
import { asArray, asString, field, optionalString, optionalStrings } from './access.ts';
import { findFault } from './find-fault.ts';
import { jsonElementSlices, jsonMemberSlices } from './members.ts';
import { type JsonLimits, looksLikeJson, parseJson } from './parse-json.ts';
import { repeatedJsonNames } from './repeated-names.ts';

/** Members and their values. */
const jsonMembers = (bytes: Uint8Array, where: string, limits: JsonLimits = {}): [string, unknown][] =>
  [...jsonMemberSlices(bytes, where)].map(([name, slice]) => [name, parseJson(slice, where, limits)]);

const parse = (text: string | Uint8Array, limits = {}): unknown => parseJson(Buffer.from(text), 'x.json', limits);

test('json: a byte order mark is passed over', () => {
  assert.deepEqual(parse('\ufeff{"a":1}'), { a: 1 });
  assert.equal(looksLikeJson(Buffer.from('\ufeff \n[')), true);
  assert.equal(looksLikeJson(Buffer.from('<html>')), false);
});

test('json: what is wrong is told by code and place', () => {
  const cases: readonly [string | Uint8Array, object, string, RegExp][] = [
    ['{"a":1,\n"b":}', {}, 'E_FORMAT', /line 2, column 5/],
    ['{"a":1', {}, 'E_FORMAT', /JSON/],
    ['', {}, 'E_FORMAT', /empty file/],
    [Uint8Array.of(0x22, 0xff, 0x22), {}, 'E_FORMAT', /UTF-8/],
    ['[1,2,3]', { maxBytes: 6 }, 'E_LIMIT', /7 bytes/],
    ['[1,"a,b",{"c":[],"d":1}]', { maxValues: 4 }, 'E_LIMIT', /more than 4 values/],
    ['[[[[]]]]', { maxDepth: 3 }, 'E_LIMIT', /deeper than 3/],
    ['['.repeat(100_000), {}, 'E_LIMIT', /deeper than 64/],
  ];
  for (const [text, limits, code, message] of cases) {
    assert.throws(
      () => parse(text, limits),
      (error: unknown) =>
        error instanceof SeaworthyError &&
        error.code === code &&
        message.test(`${error.message} ${error.why ?? ''}`) &&
        error.where === 'x.json',
      String(text).slice(0, 20),
    );
  }
});

test('json: brackets in strings do not count as depth', () => {
  for (const inner of ['[[[[', '\\"[[[[', '\\\\', '\\\\\\"[[', ']]']) {
    assert.doesNotThrow(() => parse(`["${inner}"]`, { maxDepth: 1 }), inner);
  }
});

test('json: members named like parts of objects change nothing', () => {
  const value = parse('{"__proto__":{"polluted":true},"constructor":"c"}');
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.equal(field({}, 'polluted'), undefined);
  assert.equal(field(value, 'constructor'), 'c');
  assert.equal(field({}, 'constructor'), undefined);
  assert.deepEqual(field(value, '__proto__'), { polluted: true });
});

test('json: accessors name what was wanted and what was found', () => {
  assert.throws(() => asString(1, 'f, id'), /a string expected, a number found/);
  assert.throws(() => asArray({}, 'f'), /an array expected, an object found/);
  assert.throws(() => optionalStrings({ a: [null] }, 'a', 'f'), /a string expected, null found/);
  assert.deepEqual(optionalStrings({ a: null }, 'a', 'f'), []);
  assert.equal(optionalString({}, 'a', 'f'), undefined);
});

test('json: says the same as JSON.parse, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, pretty) => {
      const text = JSON.stringify(value, null, pretty ? 2 : 0);
      assert.deepEqual(parse(text, { maxDepth: 1000 }), JSON.parse(text));
    }),
    { numRuns: 200 },
  );
});

test('json: whatever bytes, a value or one of our errors', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        parse(bytes);
      } catch (error) {
        assert.ok(error instanceof SeaworthyError);
      }
    }),
    { numRuns: 300 },
  );
});

test('json: a fault is found exactly where JSON.parse refuses', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"',
    '1',
    '-',
    '0.5',
    'true',
    'nul',
    ' ',
    '\\',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      assert.equal(findFault(text) === -1, valid, text);
    }),
    { numRuns: 2000 },
  );
});

test('json: the members of an object, one by one, are those of the whole', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (value, pretty) => {
      const text = JSON.stringify(value, null, pretty ? 2 : 0);
      const members = [...jsonMembers(Buffer.from(text), 'x', { maxDepth: 1000 })];
      assert.deepEqual(members, Object.entries(JSON.parse(text)).sort(byOrderIn(members)));
    }),
    { numRuns: 200 },
  );
  for (const text of ['{}', ' { } ', '\ufeff{"a":1}', '{"a":1,"a":2}', '{"a" : "}" , "b":[{}]}']) {
    assert.doesNotThrow(() => [...jsonMembers(Buffer.from(text), 'x')], text);
  }
});

/** Objects put names that look like numbers first; members come as they stand in the text. */
const byOrderIn =
  (members: readonly (readonly [string, unknown])[]) =>
  (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
    members.findIndex(([name]) => name === a[0]) - members.findIndex(([name]) => name === b[0]);

test('json: what is no object is refused while its members are walked, too', () => {
  const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '1', 'true', 'nul', ' ', '\\');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = `{${pieces.join('')}`;
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      const walk = (): unknown => [...jsonMembers(Buffer.from(text), 'x')];
      if (valid) assert.doesNotThrow(walk, text);
      else assert.throws(walk, SeaworthyError, text);
    }),
    { numRuns: 2000 },
  );
});

test('json: the elements of an array, one at a time, are those of the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 6 }), fc.constantFrom(0, 2), (values, indent) => {
      const slices = [...jsonElementSlices(Buffer.from(JSON.stringify(values, null, indent)), 'x')];
      assert.deepEqual(
        slices.map((slice) => parseJson(slice, 'x')),
        JSON.parse(JSON.stringify(values)),
      );
    }),
    { numRuns: 200 },
  );
  for (const text of ['[1,]', '[1}', '[1', '{}', '', '[1]x', '[,1]', '[1 2]', '{"a":1]'])
    assert.throws(
      () => [...jsonElementSlices(Buffer.from(text), 'x')].map((slice) => parseJson(slice, 'x')),
      { code: 'E_FORMAT' },
      text,
    );
});

for (const [text, names] of [
  ['{"a":1,"b":2}', []],
  ['{"a":1,"a":2}', ['a']],
  ['\ufeff { "a" : [1] , "\\u0061" : [2] } ', ['a']],
  ['{"p": {"a":1,"a":2} ,"q":{"a":1}}', ['a']],
  ['{"a":"\\"a\\":1","b":{"a":{}}}', []],
  ['{"list":[{"a":1,"a":2}]}', []],
  ['{"1":{"2":{"3":{"4":{"a":1,"a":2}}}}}', []],
  ['{"__proto__":1,"__proto__":2}', ['__proto__']],
  ['[1]', []],
  ['{}', []],
  ['7', []],
] as const)
  test(`json: names that stand twice: ${text}`, () => {
    assert.deepEqual(repeatedJsonNames(Buffer.from(text), 'x.json'), names);
  });

test('json: names that stand twice are looked for among so many', () => {
  const many = `{${Array.from({ length: 100_001 }, (_, at) => `"${at}":0`).join()}}`;
  assert.throws(() => repeatedJsonNames(Buffer.from(many), 'x.json'), { code: 'E_LIMIT' });
});
