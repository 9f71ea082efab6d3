import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type Case, eachCase, textOf } from './cases.ts';
import { falcoCapturesSuite } from './falco-captures.ts';
import { sigstoreBundlesSuite } from './sigstore-bundles.ts';
import type { Suite, SuiteResult } from './suite.ts';
import { Tally } from './tally.ts';

async function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'suite-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const runIn = (suite: Suite, files: Readonly<Record<string, string>>): Promise<SuiteResult> =>
  inFolder(files, (folder) => suite.run(folder, {}));

test('a line that is no case is a failed case, and those after it are run', async () => {
  const seen: string[] = [];
  const result = await inFolder(
    { 'a.jsonl': '{"id":"a"}\nnot JSON\n[]\n{"nothing":1}\n{"id":"b"}\n' },
    async (folder) => {
      const tally = new Tally({});
      await eachCase(tally, path.join(folder, 'a.jsonl'), (line: Case) => {
        seen.push(textOf(line, 'id'));
      });
      return tally.result();
    },
  );
  assert.deepEqual(seen, ['a', 'b']);
  assert.deepEqual(
    result.failures.map((failure) => failure.case),
    ['a.jsonl:2', 'a.jsonl:3', 'a.jsonl:4'],
  );
});

const rules = {
  A: { file: 'a.yaml', text: '- rule: a\n  desc: d\n  condition: evt.type = open\n  output: o\n  priority: INFO\n' },
};

/** A case of falco-captures that only loads its rules. */
const load = (id: string, expect: object) => ({ id, kind: 'load', rules: ['A'], capture: null, expect });

test('falco-captures: an expectation of a kind that nobody knows fails its case alone; those of a log are skipped', async () => {
  const tests = [
    load('unknown', { something_else: 1 }),
    load('absent rules', {}),
    load('contains', { stdout_contains_lines: ['a line'] }),
    load('not', { stdout_not_match: ['a line'] }),
    load('file', { file_output_lines: [] }),
    load('log', { stderr_not_match: ['x'] }),
  ].map((one) => (one.id === 'absent rules' ? { ...one, rules: ['B'] } : one));
  const result = await runIn(falcoCapturesSuite, {
    'tests.json': JSON.stringify(tests),
    'rules.json': JSON.stringify(rules),
  });
  assert.deepEqual(
    result.failures.map((failure) => failure.case),
    ['unknown', 'absent rules', 'contains'],
  );
  assert.deepEqual(
    result.skipped.map((skip) => skip.case),
    ['log'],
  );
  assert.equal(result.passed, 2);
});

test('sigstore-bundles: a key that is broken on purpose is a refusal, which is what such a case expects', async () => {
  const line = {
    id: 'key',
    expect: 'fail',
    key: 'no PEM',
    bundle: '{}',
    artifactBase64: '',
    artifactDigest: 'sha256:00',
  };
  const result = await runIn(sigstoreBundlesSuite, {
    'cases.jsonl': [line, { ...line, id: 'must pass', expect: 'pass' }].map((one) => JSON.stringify(one)).join('\n'),
  });
  assert.equal(result.passed, 1);
  assert.deepEqual(
    result.failures.map((failure) => failure.case),
    ['must pass'],
  );
});
