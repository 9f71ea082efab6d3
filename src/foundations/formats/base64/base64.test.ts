import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBase64 } from './index.ts';

test('both alphabets, with and without padding', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      for (const form of [text, text.replace(/=+$/, ''), Buffer.from(bytes).toString('base64url')])
        assert.ok(Buffer.from(decodeBase64(form, '')).equals(Buffer.from(bytes)), form);
    }),
  );
});

test('one value has one reading: everything sloppy is refused', () => {
  for (const text of [
    'A',
    'AA=',
    'AA===',
    'AAA==',
    'AB==',
    'AAB=',
    'A A=',
    'AA==\n',
    'AA!=',
    '=',
    '====',
    'AA==AA==',
    'Ä',
  ])
    assert.throws(() => decodeBase64(text, 'here'), /not base64/, JSON.stringify(text));
});
