import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weaknessesIn } from './weaknesses.ts';

const rows: readonly (readonly [what: string, texts: readonly unknown[], found: readonly string[] | undefined])[] = [
  ['an id', ['CWE-79'], ['CWE-79']],
  ['an id with zeros before it, and with its words', ['CWE-0079 Cross-site Scripting', 'CWE-79'], ['CWE-79']],
  ['several', ['CWE-125', 'CWE-787'], ['CWE-125', 'CWE-787']],
  ['none fits, in the words of the NVD', ['NVD-CWE-noinfo', 'NVD-CWE-Other'], undefined],
  ['what is no id', ['', 'CWE-', 'CWE-0', 'xCWE-79', 79, null, { id: 'CWE-79' }], undefined],
  ['far too many', Array.from({ length: 500 }, (_, index) => `CWE-${index + 1}`), undefined],
];
for (const [what, texts, found] of rows) {
  test(`weaknesses: ${what}`, () => {
    const read = weaknessesIn(texts);
    if (texts.length < 500) assert.deepEqual(read, found);
    else assert.equal(read?.length, 20);
  });
}
