import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineDiff } from './line-diff.ts';

test('a diff has three lines around, joins what is near and tells a missing line feed', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `${index + 1}`);
  const text = lines.join('\n');
  const after = text.replace('\n3\n', '\nthree\n').replace('\n20', '\ntwenty');
  assert.equal(
    lineDiff('a.txt', text, after),
    '--- a/a.txt\n+++ b/a.txt\n@@ -1,6 +1,6 @@\n 1\n 2\n-3\n+three\n 4\n 5\n 6\n@@ -17,4 +17,4 @@\n 17\n 18\n 19\n-20\n\\ No newline at end of file\n+twenty\n\\ No newline at end of file\n',
  );
  assert.equal(lineDiff('a.txt', text, text), '');
});
