import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nameBytes, nameText } from './name-text.ts';

test('names that are UTF-8 stay as they are, each other byte is told', () => {
  const cases: readonly (readonly [number[] | string, string])[] = [
    ['usr/bin/café', 'usr/bin/café'],
    ['\\xe9', '\\xe9'],
    ['日本 🐳', '日本 🐳'],
    [[0x63, 0xe9], 'c\ufffde9'],
    [[0xe9], '\ufffde9'],
    [[0xc3], '\ufffdc3'],
    [[0xc3, 0x28], '\ufffdc3('],
    [[0xe2, 0x82, 0x61], '\ufffde2\ufffd82a'],
    // Overlong, a surrogate, beyond Unicode.
    [[0xc0, 0xaf], '\ufffdc0\ufffdaf'],
    [[0xed, 0xa0, 0x80], '\ufffded\ufffda0\ufffd80'],
    [[0xf5, 0x80, 0x80, 0x80], '\ufffdf5\ufffd80\ufffd80\ufffd80'],
    // The mark itself, so that nobody can write a name that looks like another.
    ['\ufffde9', '\ufffdef\ufffdbf\ufffdbde9'],
  ];
  for (const [name, text] of cases) assert.equal(nameText(Buffer.from(name as string)), text);
});

test('whatever bytes, they come back, and no two names are one text', () => {
  const byte = fc.oneof(fc.integer({ min: 0x80, max: 0xff }), fc.constantFrom(0x61, 0xef, 0xbf, 0xbd, 0xe9, 0x39));
  const name = fc.array(byte, { maxLength: 8 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(name, name, (a, b) => {
      assert.deepEqual(nameBytes(nameText(a)), a);
      assert.equal(nameText(a) === nameText(b), a.equals(b));
      assert.ok(nameText(a).isWellFormed());
    }),
    { numRuns: 1_000 },
  );
});
