import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FixResult, PackageFix } from '../../flows/index.ts';
import { fixText } from './fix-text.ts';

const one = (more: Partial<PackageFix>): PackageFix => ({
  name: 'sail',
  type: 'npm',
  installed: '1.0.0',
  paths: ['web/package-lock.json'],
  to: '2.0.0',
  state: 'edited',
  findings: ['CVE-1', 'CVE-2'],
  clears: ['CVE-1'],
  ...more,
});
const result = (more: Partial<FixResult>): FixResult => ({
  schemaVersion: '1.0',
  target: '.',
  created: '2026-01-01T00:00:00.000Z',
  failOn: ['fixable'],
  files: [],
  packages: [],
  notTaken: [],
  met: 0,
  clears: 0,
  afterLock: 0,
  incomplete: false,
  missed: [],
  ...more,
});
const text = (more: Partial<FixResult>): string => fixText(result(more), { color: false, width: 300 });

test('what is cleared, what breaks, what has to be run and where', () => {
  const told = text({
    packages: [one({ isBreaking: true, lock: 'npm install --package-lock-only' })],
    met: 2,
    clears: 1,
    afterLock: 1,
  });
  assert.match(
    told,
    /sail 1\.0\.0 → 2\.0\.0 \(breaking, by its number\): 1 of 2 findings, once what is to be done is done \(CVE-1\)/,
  );
  assert.match(told, /npm install --package-lock-only {3}\(in web\)/);
  assert.match(told, /clears 1 of 2 findings that meet fixable, 1 of them once that is done/);
});

test('who else needs a package of a lock file may keep the old version', () => {
  const told = (alsoNeededBy: readonly string[]): string =>
    text({ packages: [one({ lock: 'npm install', alsoNeededBy })] });
  assert.match(told(['a 1']), /is done, if a 1 lets it: the lock file may keep the old version for it \(CVE-1\)/);
  assert.match(told(['a 1', 'b 1', 'c 1', 'd 1']), /if a 1, b 1, c 1 and 1 more let it/);
});

test('what is kept says why, and a scan that missed something that there may be more', () => {
  const told = text({
    packages: [one({ state: 'kept', clears: [], why: 'its line has hashes', next: 'Require it.' })],
    met: 2,
    incomplete: true,
    missed: ['pom.xml: it is \u001b[2Jtoo deep'],
  });
  assert.match(
    told,
    /Not rewritten\n {2}sail 1\.0\.0 \(2\.0\.0 would do\): 2 findings \(CVE-1, CVE-2\): its line has hashes\. Require it\./,
  );
  assert.match(told, /Not judged\n {2}pom\.xml: it is [^\u001b]*too deep/);
  assert.match(told, /no file is rewritten; clears 0 of 2 .*the scan was incomplete, so there may be more/);
});

test('a diff keeps its tabs, and nothing in it reaches the terminal as a command', () => {
  const diff = '--- a/go.mod\n+++ b/go.mod\n@@ -1,1 +1,1 @@\n-\tx v1 // \u001b[2J\n+\tx v2 // \u001b[2J\n';
  const told = text({ files: [{ path: 'go.mod', diff, state: 'proposed' }] });
  assert.match(told, /^\+\tx v2/m);
  assert.ok(!told.includes('\u001b'));
});
