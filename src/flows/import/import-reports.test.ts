import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { isIncomplete, subjectKey } from '../../core/index.ts';
import { ledgerList, ledgerReport } from '../ledger/index.ts';
import { lint } from '../lint/index.ts';
import { offlineSettings } from '../settings.ts';
import { importReports } from './import-reports.ts';

const settingsIn = (folder: string, more: object = {}) =>
  offlineSettings({ databaseDirectory: folder, toolVersion: 'test', ledgerDirectory: join(folder, 'ledger'), ...more });

const sarif = (name: string, run: object, ...rules: readonly string[]): string =>
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name } },
        results: rules.map((ruleId) => ({
          ruleId,
          message: { text: `${ruleId} is wrong` },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'Dockerfile' }, region: { startLine: 3 } } }],
        })),
        ...run,
      },
    ],
  });

const zap = `<OWASPZAPReport version="2"><site name="http://h:1" host="h"><alerts><alertitem><pluginid>1</pluginid><alert>A</alert><riskcode>3</riskcode></alertitem></alerts></site></OWASPZAPReport>`;

const filesOf = (folder: string, files: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });

test('rules that our catalogue knows go by our names, also those of several tools', () =>
  inTemporaryDirectory(async (folder) => {
    const hadolint = sarif('Hadolint', {}, 'DL3002');
    const report = await importReports(filesOf(folder, { 'h.sarif': hadolint }), settingsIn(folder));
    assert.deepEqual(
      report.findings.map(({ id, kind, aliases }) => [kind, id.startsWith('dockerfile/'), aliases.includes('DL3002')]),
      [['misconfiguration', true, true]],
    );
    assert.deepEqual(report.coverage.lookedFor, ['misconfiguration']);
  }));

test('each subject has a record of its own, and the import is found again', () =>
  inTemporaryDirectory(async (folder) => {
    const provenance = {
      versionControlProvenance: [{ repositoryUri: 'https://git.example/a/b.git', revisionId: 'a'.repeat(40) }],
    };
    const files = filesOf(folder, { 'a.sarif': sarif('A', provenance, 'r'), 'z.xml': zap });
    const settings = settingsIn(folder);
    const report = await importReports(files, settings);
    assert.deepEqual(
      report.findings.map(({ subject }) => subjectKey(subject)),
      ['host:h', 'files:git.example/a/b//'],
    );
    const { records } = await ledgerList({}, settings);
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ['import', 'import', 'import'],
    );
    const ofHost = await ledgerReport('h', settings);
    assert.deepEqual(
      ofHost.findings.map(({ id }) => id),
      ['zap/1'],
    );
    assert.deepEqual(
      ofHost.coverage.parts.map(({ id, found }) => [id, found]),
      [['zap', 1]],
    );
  }));

test('what a tool says of its own failure, and a report of no run, are not complete', () =>
  inTemporaryDirectory(async (folder) => {
    const settings = settingsIn(folder, { ledgerDirectory: undefined });
    const missed = async (text: string) =>
      isIncomplete((await importReports(filesOf(folder, { x: text }), settings)).coverage);
    assert.equal(await missed(sarif('A', {})), false);
    assert.equal(await missed(sarif('A', { invocations: [{ executionSuccessful: false }] })), true);
    assert.equal(await missed('{"version":"2.1.0","runs":[]}'), true);
    await assert.rejects(importReports([join(folder, 'none')], settings), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(importReports(filesOf(folder, { x: '{}' }), settings), { code: 'E_FORMAT' });
    await assert.rejects(importReports(filesOf(folder, { x: zap }), settings, { format: 'sarif' }), {
      code: 'E_FORMAT',
    });
    await assert.rejects(importReports(filesOf(folder, { x: zap }), settings, { format: 'sarf' }), { code: 'E_USAGE' });
  }));

test('a report on standard input', () =>
  inTemporaryDirectory(async (folder) => {
    const input = async function* () {
      yield Buffer.from(zap);
    };
    const report = await importReports(['-'], settingsIn(folder, { input }));
    assert.deepEqual(report.findings[0]?.reportedBy?.[0]?.report, 'standard input');
    await assert.rejects(importReports(['-'], settingsIn(folder)), { code: 'E_USAGE' });
  }));

test('what other tools say of a subject does not take the place of our own look at it', () =>
  inTemporaryDirectory(async (folder) => {
    const settings = settingsIn(folder);
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, 'FROM scratch\nUSER 1000\n');
    const ours = await lint([file], settings);
    const text = sarif('A', {}, 'r');
    const theirs = await importReports(filesOf(folder, { 'a.sarif': text }), settings, { own: ours });
    assert.deepEqual(theirs.findings.filter(({ reportedBy = [] }) => reportedBy.length > 0).length, 1);
    assert.equal(subjectKey(theirs.subject), subjectKey(ours.subject));
    assert.deepEqual((await ledgerReport(file, settings)).findings.length, ours.findings.length);
  }));
