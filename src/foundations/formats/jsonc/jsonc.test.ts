import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJsonc } from './parse-jsonc.ts';

const read = (text: string): unknown => parseJsonc(Buffer.from(text), 'x');

const good: readonly (readonly [text: string, value: unknown])[] = [
  ['{"a": [1, 2,], }', { a: [1, 2] }],
  ['// first\n{"a": 1, // one\n /* , } */ }', { a: 1 }],
  ['{"a": "// no , } comment",}', { a: '// no , } comment' }],
  ['{"a": "\\",}",}', { a: '",}' }],
  ['[1, /* x */ , ]'.replace(' , ]', ']'), [1]],
  ['[1]//', [1]],
];
for (const [text, value] of good) test(`reads ${text}`, () => assert.deepEqual(read(text), value));

for (const text of ['[,]'.replace(',', ',,'), '[1,,]', '{"a" 1}', '[1] /* ', '/', '"a', '{,,}', '[1 2]'])
  test(`refuses ${text}`, () => assert.throws(() => read(text), { code: 'E_FORMAT' }));

test('any JSON is read as itself', () => {
  fc.assert(fc.property(fc.json(), (text) => assert.deepEqual(read(text), JSON.parse(text))));
});

test('bounds hold', () => {
  assert.throws(() => parseJsonc(Buffer.from('['.repeat(100)), 'x', { maxDepth: 64 }), { code: 'E_LIMIT' });
  assert.throws(() => parseJsonc(Buffer.from('[1,2,3,]'), 'x', { maxBytes: 4 }), { code: 'E_LIMIT' });
});
