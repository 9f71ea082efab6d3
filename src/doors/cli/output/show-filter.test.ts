import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, otherFinding, sampleFinding } from '../../../../lab/fixtures/index.ts';
import type { Finding, Report } from '../../../core/index.ts';
import { cli } from '../run.ts';
import { fakeHost, sampleReport } from '../testing/fake-host.ts';

const fixed = { state: 'fixed', versions: ['2'], advice: 'Upgrade.' } as const;
const findings: readonly Finding[] = [
  sampleFinding({ id: 'CVE-1', severity: 'high', fingerprint: '1', fix: fixed }),
  sampleFinding({ id: 'CVE-2', severity: 'low', fingerprint: '2' }),
  otherFinding({ id: 'secret/key', severity: 'high', fingerprint: '3' }),
];
const report: Report = sampleReport(findings, { lookedFor: ['vulnerability', 'secret'] });

async function run(folder: string, ...words: string[]) {
  const host = fakeHost({ workingFolder: folder, env: { HOME: folder }, flows: { scan: async () => report } });
  const code = await cli(['scan', 'x', '-o', 'name', ...words], host);
  return { code, shown: host.printed().split('\n').filter(Boolean).join(' '), said: host.said() };
}

const cases: readonly (readonly [words: string, shown: string, code: number, said?: RegExp])[] = [
  ['', 'CVE-1 CVE-2 secret/key', 0],
  ['--severity HIGH,critical', 'CVE-1 secret/key', 0, /1 finding is not shown \(--severity high,critical\)/],
  ['--severity high --severity low', 'CVE-1 CVE-2 secret/key', 0],
  ['--only-fixed', 'CVE-1 secret/key', 0, /1 finding is not shown \(--only-fixed\)/],
  ['--severity low --only-fixed', '', 0, /3 findings are not shown/],
  ['--severity critical --fail-on high', '', 3, /2 findings meet --fail-on high/],
  ['--severity hihg', '', 2, /a list of unknown, negligible/],
  ['--fail-on new', '', 2, /--fail-on new has nothing to compare with/],
];

for (const [words, shown, code, said] of cases)
  test(`scan ${words}`, () =>
    inTemporaryDirectory(async (folder) => {
      const done = await run(folder, ...words.split(' ').filter(Boolean));
      assert.deepEqual([done.shown, done.code], [shown, code], done.said);
      if (said !== undefined) assert.match(done.said, said);
    }));

test('what is new is what the baseline does not hold', () =>
  inTemporaryDirectory(async (folder) => {
    const before = { ...report, findings: findings.slice(1) };
    writeFileSync(join(folder, 'before.json'), JSON.stringify(before));
    assert.equal((await run(folder, '--fail-on', 'high,new', '--baseline', 'before.json')).code, 3);
    assert.equal((await run(folder, '--fail-on', 'low,new,kind=secret', '--baseline', 'before.json')).code, 0);
    assert.equal((await run(folder, '--fail-on', 'new', '--baseline', 'gone.json')).code, 1);
  }));
