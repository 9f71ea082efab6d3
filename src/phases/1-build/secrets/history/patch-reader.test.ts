import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PatchReader, type PatchSummary } from './patch-reader.ts';

interface Read {
  readonly added: readonly string[];
  readonly summary: PatchSummary;
}

/** `commit date path line:text|line:text` for each text that was added. */
function read(text: string, size = text.length): Read {
  const added: string[] = [];
  const reader = new PatchReader(({ path, commit, bytes, lineOf }) => {
    const lines = Buffer.from(bytes).toString().split('\n').slice(0, -1);
    const told = lines.flatMap((line, at) => (line === '' ? [] : [`${lineOf(at + 1)}:${line}`]));
    added.push([commit?.id.slice(0, 2) ?? '', commit?.date ?? '', path, told.join('|')].join(' '));
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return { added, summary: reader.end() };
}

const [a, b] = ['a'.repeat(40), 'b'.repeat(40)];
const log = `commit ${b} (HEAD -> main)
Author: A <a@example.com>
Date:   2024-02-03T04:05:06+00:00

    A message with +++ b/none and
    diff --git a/none b/none

diff --git a/docs/a b.txt b/docs/a b.txt
index 1..2 100644
--- a/docs/a b.txt\t
+++ b/docs/a b.txt\t
@@ -1,2 +1,3 @@ head
 same
-gone
+new
+++ b/more
@@ -10,0 +12 @@
+last
\\ No newline at end of file
diff --git a/x.bin b/x.bin
index 1..2 100644
Binary files a/x.bin and b/x.bin differ
diff --git a/old b/old
deleted file mode 100644
--- a/old
+++ /dev/null
@@ -1 +0,0 @@
-was

commit ${a}
Date:   2024-01-02T03:04:05+00:00

diff --git "a/\\303\\274 \\"q\\".txt" "b/\\303\\274 \\"q\\".txt"
new file mode 100644
--- /dev/null
+++ "b/\\303\\274 \\"q\\".txt"
@@ -0,0 +1 @@
+first
`;

test('patches: what each commit added to each file, with the numbers of its lines', () => {
  const { added, summary } = read(log);
  assert.deepEqual(added, [
    'bb 2024-02-03T04:05:06+00:00 docs/a b.txt 2:new|3:++ b/more|12:last',
    'aa 2024-01-02T03:04:05+00:00 ü "q".txt 1:first',
  ]);
  assert.deepEqual(summary, { commits: 2, files: 4, binary: 1, cut: [] });
});

test('patches: however the text is cut into pieces', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), (size) => assert.deepEqual(read(log, size), read(log))));
});

test('patches: of a merge counts what is in none of its parents', () => {
  const merge = `commit ${a}\nMerge: 1 2\nDate: x y\n\ndiff --cc f\nindex 1,2..3\n--- a/f\n+++ b/f\n@@@ -1,2 -1,2 +1,3 @@@\n  both\n- one\n -two\n +from one\n++evil\ncommit ${b}\n`;
  const { added, summary } = read(merge);
  assert.deepEqual(added, ['aa x y f 3:evil']);
  assert.equal(summary.commits, 2);
});

test('patches: a diff without commits', () => {
  assert.deepEqual(read('diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -0,0 +5 @@\n+x').added, ['  f 5:x']);
});

test('patches: a hunk that promises more lines than it has hides no other commit', () => {
  const text = `diff --git a/f b/f\n+++ b/f\n@@ -0,0 +1,99999 @@\n+x\ncommit ${a}\n\ndiff --git a/g b/g\n+++ b/g\n@@ -0,0 +1 @@\n+y\n`;
  assert.deepEqual(read(text).added, ['  f 1:x', 'aa  g 1:y']);
});

test('patches: any bytes are read without failing', () => {
  const piece = fc.constantFrom(
    'commit ',
    a,
    'diff --git a/x b/x',
    '+++ b/x',
    '@@ -1 +1 @@',
    '+',
    '-',
    ' ',
    '\n',
    '\\',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
      read(parts.join(''), size);
    }),
    { numRuns: 500 },
  );
});
