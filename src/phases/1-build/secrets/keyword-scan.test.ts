import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Keyword, KeywordScan } from './keyword-scan.ts';

const keywords: readonly Keyword[] = [
  { text: 'AKIA', anyCase: false },
  { text: 'password', anyCase: true },
  { text: 'pass', anyCase: true },
  { text: '://', anyCase: false },
  { text: '-----BEGIN', anyCase: false },
  { text: '7Q~', anyCase: false },
];

/** The same by looking at every place. */
function slowly(text: string): readonly string[] {
  return keywords.flatMap((keyword, number) => {
    const [where, what] = keyword.anyCase ? [text.toLowerCase(), keyword.text] : [text, keyword.text];
    const found: string[] = [];
    for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) found.push(`${number}@${at}`);
    return found;
  });
}

test('keyword scan: finds what looking at every place finds', () => {
  const scan = new KeywordScan(keywords);
  const piece = fc.constantFrom('AKIA', 'akia', 'PassWord', 'pass', ':', '/', '-', '-----BEGIN', '7Q~', 'Q', ' ', 'x');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const found: string[] = [];
      scan.scan(Buffer.from(text), (keyword, offset) => found.push(`${keyword}@${offset}`));
      assert.deepEqual(found.sort(), [...slowly(text)].sort());
    }),
    { numRuns: 500 },
  );
});

test('keyword scan: a keyword that is too short is refused', () => {
  assert.throws(() => new KeywordScan([{ text: 'ab', anyCase: true }]), RangeError);
});
