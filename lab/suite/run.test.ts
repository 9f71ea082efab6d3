import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
    await tally.judge('a', 'good', () => undefined);
    await tally.judge('b', 'bad', () => ({ expected: '1', actual: '2' }));
    await tally.judge('b', 'later', () => ({ why: 'not built' }));
    return tally.result();
  },
};

const good: Suite = { name: 'good', run: async () => ({ passed: 3, failures: [], skipped: [] }) };

/** A suite with a case of no known kind, and one that cannot be run at all. */
const odd: Suite = {
  name: 'odd',
  run: async (_folder, options) => {
    const tally = new Tally(options);
    await tally.judge('a', 'strange', () => Promise.reject(new Error('no known kind')));
    await tally.judge('a', 'good', () => undefined);
    return tally.result();
  },
};
const broken: Suite = { name: 'broken', run: () => Promise.reject(new Error('no cases.jsonl')) };

/** Runs in a folder that has one folder for each of `present`. */
async function run(given: readonly string[], present: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'suite-'));
  try {
    for (const name of present) await mkdir(path.join(folder, name));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    let printed = '';
    let complaint = '';
    const code = await runSuites({
      arguments: given,
      defaultFolder: folder,
      suites: [broken, good, mixed, odd],
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
  assert.match(printed, /^b +0 +1 +1 +0\.0 % +0 of 2 +0\.0 %$/m);
  assert.match(printed, /^all +1 +1 +1 +50\.0 % +1 of 3 +33\.3 %$/m);
  assert.match(printed, /^1 of 3 cases \(33\.3 %\)$/m);
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

test('suite runner: one odd case is a failed case with its message, and the run goes on', async () => {
  const { code, printed, last } = await run(['odd'], ['odd']);
  assert.deepEqual({ code, last }, { code: 1, last: '1 passed, 1 failed' });
  assert.match(printed, /^FAILED odd strange\n.*\n {2}actual {4}it threw Error: no known kind$/m);
});

test('suite runner: a suite that cannot be run is a failure, and the others are run', async () => {
  const { code, printed, last } = await run(['all'], ['broken', 'good']);
  assert.deepEqual({ code, last }, { code: 1, last: '3 passed, 1 failed' });
  assert.match(printed, /actual {4}Error: no cases\.jsonl$/m);
});

test('suite runner: cases of a suite that nothing runs yet count among all, and have not passed', async () => {
  const cases = {
    'kyverno/policies.jsonl': '{"rows":[1,2]}\n{"rows":[3]}\n',
    'unheard-of/a.jsonl': '{}\n\nnot JSON\n',
  };
  const { code, printed, last } = await run(['all'], ['good'], cases);
  assert.deepEqual({ code, last }, { code: 0, last: '3 passed, 0 failed, 5 skipped' });
  assert.match(printed, /^skipped kyverno: 3, no engine for Kyverno policies yet$/m);
  assert.match(printed, /^skipped unheard-of: 2, no runner yet$/m);
  assert.match(printed, /^unheard-of +0 +0 +2 +– +0 of 2 +0\.0 %$/m);
  assert.match(printed, /^3 of 8 cases \(37\.5 %\)$/m);
});

test('suite runner: all that are there', async () => {
  assert.equal((await run(['all'], ['good'])).last, '3 passed, 0 failed');
  assert.equal((await run(['all'], ['good', 'mixed'])).last, '4 passed, 1 failed, 1 skipped');
});

const wrong: readonly { readonly given: readonly string[]; readonly says: RegExp }[] = [
  { given: [], says: /^Name a suite: broken, good, mixed, odd, or all\.$/ },
  { given: ['other'], says: /^There is no suite "other"\. There are: broken, good, mixed, odd, or all\.$/ },
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
