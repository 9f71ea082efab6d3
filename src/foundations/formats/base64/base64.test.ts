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

test('a text is taken when its bytes, written again, are that text', () => {
  const letters = fc.constantFrom(...'AZaz09+/-_=Q');
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 12 }), (characters) => {
      const text = characters.join('');
      const bare = text.replace(/={1,2}$/, '');
      const isWhole = bare === text || text.length % 4 === 0;
      const written = Buffer.from(bare, 'base64').toString('base64url');
      const isTaken = isWhole && written === bare.replaceAll('+', '-').replaceAll('/', '_');
      if (isTaken) assert.ok(Buffer.from(decodeBase64(text, '')).equals(Buffer.from(bare, 'base64')), text);
      else assert.throws(() => decodeBase64(text, ''), /not base64/, text);
    }),
    { numRuns: 5_000 },
  );
});
