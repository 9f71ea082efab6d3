import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatPem, readPem } from './index.ts';

test('what is written is read back, also between other text and with other line ends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      const text = formatPem({ label: 'PUBLIC KEY', bytes });
      assert.ok(text.split('\n').every((line) => line.length <= 64));
      for (const form of [text, `before\n${text}\nafter`, text.replaceAll('\n', '\r\n')]) {
        const blocks = readPem(form, '');
        assert.equal(blocks.length, 1);
        assert.equal(blocks[0]?.label, 'PUBLIC KEY');
        assert.ok(Buffer.from(blocks[0]?.bytes ?? []).equals(Buffer.from(bytes)));
      }
      assert.equal(readPem(text + text, '').length, 2);
    }),
  );
});

test('broken blocks are refused', () => {
  const good = formatPem({ label: 'X', bytes: Buffer.alloc(60) });
  for (const text of [
    '',
    'text',
    good.replace('-----END X-----', ''),
    good.replace('END X', 'END Y'),
    good.replace('AAAA', 'Proc-Type: 4,ENCRYPTED'),
    good.replace('AAAA', 'AA-A A'),
  ])
    assert.throws(() => readPem(text, 'here'), /PEM|base64/, text);
  assert.throws(() => readPem('x'.repeat(2_000_000), ''), /2000000 characters/);
});
