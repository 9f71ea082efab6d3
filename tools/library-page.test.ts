import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { filesBelow, root } from './house/repository.ts';

const folder = 'examples/library/';
const examples = filesBelow(folder);
const page = readFileSync(path.join(root, 'docs/library.md'), 'utf8');

test('the page for library users shows every example as it is, and no other', () => {
  const shown = [...page.matchAll(/`([^`\n]+)`\n```ts\n([\s\S]*?)```/g)].map(([, file, text]) => [file, text] as const);
  assert.deepEqual(
    shown.toSorted(),
    examples.map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const).toSorted(),
  );
  assert.equal(page.split('```ts').length - 1, shown.length);
});

/** What each prints, as far as a reader would look for it. */
const prints: Readonly<Record<string, RegExp>> = {
  'scan.ts':
    /^CVE-2023-44487 in golang\.org\/x\/net v0\.15\.0: Run [\s\S]*v0\.15\.0 < 0\.17\.0[\s\S]*\nall of it was looked at\n$/,
  'reports.ts': /^2 findings in dockerfile\.html, dockerfile\.json, dockerfile\.sarif\n$/,
  'gate.ts': /^signed sha256:[0-9a-f]{7}…\nallowed\npass signed-by-us: .*\npass scanned-lately: .*\n$/,
  'voyage.ts':
    /^build: Holds 13 packages[\s\S]*\nopen: No signature is known[\s\S]*\nthe ledger is as it was written\n$/,
};

test('every example but the settings of the others is run', () => {
  assert.deepEqual(
    examples
      .map((file) => path.basename(file))
      .filter((name) => name !== 'settings.ts')
      .toSorted(),
    Object.keys(prints).toSorted(),
  );
});

for (const [name, expected] of Object.entries(prints))
  test(`the example ${name} runs and prints what it says`, async () => {
    const words = ['--import', path.join(root, 'tools/from-sources.ts'), path.join(root, folder, name)];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { cwd: path.parse(root).root });
    assert.match(stdout, expected);
    assert.equal(stderr, '');
  });
