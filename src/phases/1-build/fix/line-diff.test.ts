import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { lineDiff } from './line-diff.ts';

test('a diff as patch reads it: context, hunks that are far apart, and an end without a line feed', () => {
  const before = `${['1', '2', '3', '4', 'a', '6', '7', '8', '9', '10', '11', '12', '13\r', 'b'].join('\n')}`;
  const after = before.replace('a', 'A').replace('b', 'B');
  assert.equal(
    lineDiff('x/y', before, after),
    '--- a/x/y\n+++ b/x/y\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-a\n+A\n 6\n 7\n 8\n@@ -11,4 +11,4 @@\n 11\n 12\n 13\r\n-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file\n',
  );
  assert.equal(lineDiff('x', 'a\n', 'a\n'), '');
});

test('lines that come and go', () => {
  assert.equal(
    lineDiff('x', 'a\nb\nc\nd\n', 'a\nc\nnew\nd\n'),
    '--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n a\n-b\n c\n+new\n d\n',
  );
  assert.equal(lineDiff('x', '', 'a\n'), '--- a/x\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n');
  assert.equal(lineDiff('x', 'a\n', ''), '--- a/x\n+++ b/x\n@@ -1,1 +0,0 @@\n-a\n');
});

/** Numbers from one seed, so that the same commit gives the same verdict (Park and Miller). */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}

const path = '/usr/local/bin:/usr/bin:/bin';
const hasGit = spawnSync('git', ['--version'], { env: { PATH: path } }).status === 0;
test('what git makes of a diff is the other text', { skip: !hasGit && 'git is not there' }, () =>
  inTemporaryDirectory(async (folder) => {
    const source = numbers(7);
    const pick = (most: number): number => (source.next().value as number) % most;
    for (let round = 0; round < 25; round++) {
      const lines = (): string[] =>
        Array.from({ length: 1 + pick(30) }, () => `${pick(6)}${pick(9) === 0 ? '\r' : ''}`);
      const before = `${lines().join('\n')}${pick(2) === 0 ? '' : '\n'}`;
      const after = `${lines().join('\n')}${pick(2) === 0 ? '' : '\n'}`;
      if (before === after) continue;
      writeFileSync(join(folder, 'x'), before);
      const input = lineDiff('x', before, after);
      const { status, stderr } = spawnSync('git', ['apply', '--unidiff-zero', '--whitespace=nowarn', '-'], {
        cwd: folder,
        input,
        env: { PATH: path, GIT_CEILING_DIRECTORIES: folder, GIT_DIR: join(folder, 'none') },
      });
      assert.equal(status, 0, `${stderr}\n${input}`);
      assert.equal(readFileSync(join(folder, 'x'), 'utf8'), after, input);
    }
  }),
);

test('texts that have nothing in common cost little', () => {
  const start = performance.now();
  const many = (mark: string): string => Array.from({ length: 30_000 }, (_, index) => `${mark}${index}\n`).join('');
  assert.ok(lineDiff('x', many('a'), many('b')).length > 100_000);
  assert.ok(performance.now() - start < 10_000);
});
