import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { runSuites } from './run.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** A suite of two cases, one of them failing, and one that is skipped. */
const mixed: Suite = {
  name: 'mixed',
  run: async (_folder, options) => {
    const tally = new Tally(options);
    if (tally.wants('good')) tally.pass('a');
    if (tally.wants('bad')) tally.fail('b', { case: 'bad', expected: '1', actual: '2' });
    if (tally.wants('later')) tally.skip('b', { case: 'later', why: 'not built' });
    return tally.result();
  },
};

const good: Suite = { name: 'good', run: async () => ({ passed: 3, failures: [], skipped: [] }) };

/** Runs in a folder that has one folder for each of `present`. */
async function run(given: readonly string[], present: readonly string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'suite-'));
  try {
    for (const name of present) await mkdir(path.join(folder, name));
    let printed = '';
    let complaint = '';
    const code = await runSuites({
      arguments: given,
      defaultFolder: folder,
      suites: [good, mixed],
      print: (text) => {
        printed += text;
      },
      complain: (line) => {
        complaint += line.replaceAll(folder, 'FOLDER');
      },
    });
    return { code, printed, complaint, last: printed.trimEnd().split('\n').at(-1) ?? '' };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('suite runner: a failing case is printed with both sides, and the run fails', async () => {
  const { code, printed, last } = await run(['mixed'], ['mixed']);
  assert.equal(code, 1);
  assert.match(printed, /^FAILED mixed bad\n {2}expected {2}1\n {2}actual {4}2\n/);
  assert.match(printed, /skipped mixed: 1, not built\n/);
  assert.match(printed, /^b +0 +1 +1 +0\.0 %$/m);
  assert.equal(last, '1 passed, 1 failed, 1 skipped');
});

test('suite runner: a run without failures succeeds', async () => {
  const { code, last } = await run(['good'], ['good']);
  assert.deepEqual({ code, last }, { code: 0, last: '3 passed, 0 failed' });
});

test('suite runner: only some cases', async () => {
  const { code, last } = await run(['mixed', '--only', 'good'], ['mixed']);
  assert.deepEqual({ code, last }, { code: 0, last: '1 passed, 0 failed' });
});

test('suite runner: all that are there', async () => {
  assert.equal((await run(['all'], ['good'])).last, '3 passed, 0 failed');
  assert.equal((await run(['all'], ['good', 'mixed'])).last, '4 passed, 1 failed, 1 skipped');
});

const wrong: readonly { readonly given: readonly string[]; readonly says: RegExp }[] = [
  { given: [], says: /^Name a suite: good, mixed, or all\.$/ },
  { given: ['other'], says: /^There is no suite "other"\. There are: good, mixed, or all\.$/ },
  { given: ['good'], says: /^There is no folder FOLDER\/good: .+\.$/ },
  { given: ['all'], says: /^There is no suite in FOLDER\.$/ },
  { given: ['good', '--fast'], says: /^Unknown option '--fast'/ },
];

for (const { given, says } of wrong) {
  test(`suite runner: wrong use: ${given.join(' ') || 'nothing'}`, async () => {
    const { code, printed, complaint } = await run(given, []);
    assert.deepEqual({ code, printed }, { code: 2, printed: '' });
    assert.match(complaint, says);
  });
}
