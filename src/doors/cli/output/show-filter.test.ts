import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, otherFinding, sampleFinding } from '../../../../lab/fixtures/index.ts';
import type { Finding, Report } from '../../../core/index.ts';
import { cli } from '../run.ts';
import { fakeHost, sampleReport } from '../testing/fake-host.ts';

const fixed = { state: 'fixed', versions: ['2'], advice: 'Upgrade.' } as const;
const layer = { index: 0, digest: `sha256:${'a'.repeat(64)}` } as const;
const location = { kind: 'image-file', path: 'lib/apk/db/installed', layer } as const;
const findings: readonly Finding[] = [
  sampleFinding({ id: 'CVE-1', severity: 'high', fingerprint: '1', fix: fixed, broughtBy: 'base', location }),
  sampleFinding({ id: 'CVE-2', severity: 'low', fingerprint: '2', broughtBy: 'yours' }),
  otherFinding({ id: 'secret/key', severity: 'high', fingerprint: '3' }),
];
const report: Report = sampleReport(findings, { lookedFor: ['vulnerability', 'secret'] });

const run = (folder: string, ...words: string[]) => runOn(report, folder, ...words);

async function runOn(found: Report, folder: string, ...words: string[]) {
  const host = fakeHost({ workingFolder: folder, env: { HOME: folder }, flows: { scan: async () => found } });
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
  ['--brought-by base', 'CVE-1 secret/key', 0, /1 finding is not shown \(--brought-by base\)/],
  ['--brought-by yours', 'CVE-2 secret/key', 0, /1 finding is not shown \(--brought-by yours\)/],
  ['--brought-by yours --fail-on high', 'CVE-2 secret/key', 3, /2 findings meet --fail-on high/],
  ['--brought-by mine', '', 2, /base/],
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

test('with --baseline base new is what the base did not bring, where layers prove the base', () =>
  inTemporaryDirectory(async (folder) => {
    const listed = { name: 'debian:12', layers: 1 };
    const base = { certainty: 'proven', names: ['debian:12'], layers: 1, listed, why: 'layers' } as const;
    const { listed: _none, ...scanned } = base;
    const twice = [...findings, sampleFinding({ severity: 'high', fingerprint: '1', broughtBy: 'yours' })];
    const cases: readonly (readonly [Report, conditions: string, code: number, said?: RegExp])[] = [
      [{ ...report, base }, 'high,new,kind=vulnerability', 0],
      [{ ...report, base }, 'low,new', 3],
      [{ ...report, base }, 'high,new,kind=secret', 3],
      [{ ...report, base, findings: twice }, 'high,new,kind=vulnerability', 3],
      // Whoever may push an image could put a layer upon it: what the ledger alone knows is no base for a verdict.
      [{ ...report, base: scanned }, 'high,new', 5, /in the ledger alone.*no list names it/],
      [{ ...report, base: { ...base, listed: { ...listed, layers: 0 } } }, 'high,new,kind=vulnerability', 3],
      [{ ...report, base: { ...base, certainty: 'guessed' } }, 'high,new', 5, /its base is only guessed/],
      [{ ...report, base: { ...base, certainty: 'claimed' } }, 'high,new', 5, /its base is only claimed/],
      [report, 'high,new', 5, /nothing tells its base/],
    ];
    for (const [of, conditions, expected, text] of cases) {
      const done = await runOn(of, folder, '--fail-on', conditions, '--baseline', 'base');
      assert.equal(done.code, expected, `${conditions}: ${done.said}`);
      if (text !== undefined) assert.match(done.said, text);
    }
  }));

test('a baseline of another target is said, one of another tag or digest is not, and the report says which it was', () =>
  inTemporaryDirectory(async (folder) => {
    const digest = `sha256:${'d'.repeat(64)}` as const;
    const platform = { os: 'linux', architecture: 'amd64' };
    const named = (name: string, by = digest): Report => ({
      ...report,
      subject: { kind: 'image', name, digest: by, configDigest: digest, platform },
    });
    const cases: readonly (readonly [before: string, now: string, isSaid: boolean])[] = [
      ['shop/web:1', 'shop/web:2', false],
      ['shop/web', `shop/web@${digest}`, false],
      ['localhost:5000/web:1', 'localhost:5000/web', false],
      ['shop/web:1', 'shop/api:1', true],
      ['debian:12', 'shop/web:12', true],
    ];
    for (const [before, now, isSaid] of cases) {
      writeFileSync(join(folder, 'before.json'), JSON.stringify(named(before)));
      const words = ['--fail-on', 'new', '--baseline', 'before.json', '-o', 'json=out.json'];
      const done = await runOn(named(now, `sha256:${'e'.repeat(64)}`), folder, ...words);
      assert.equal(done.code, 0);
      assert.equal(/--baseline is of another target/.test(done.said), isSaid, `${before} → ${now}: ${done.said}`);
      const { threshold } = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as Report;
      assert.deepEqual(threshold?.baseline, { name: before, created: report.created });
    }
  }));
