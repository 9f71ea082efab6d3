import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../lab/fixtures/index.ts';
import { fixedClock, openFindings, type Report } from '../core/index.ts';
import { openLedger } from '../foundations/ledger/index.ts';
import { lintKind, readRecord } from '../records/index.ts';
import { exceptionFilesIn } from './exceptions.ts';
import { lint } from './lint/index.ts';
import { scan } from './scan.ts';
import { offlineSettings, type Settings } from './settings.ts';

const base = (folder: string): Settings =>
  offlineSettings({
    databaseDirectory: join(folder, 'db'),
    clock: fixedClock('2026-06-15T00:00:00Z'),
    toolVersion: 'test',
    secretKeyFile: join(folder, 'secret.key'),
  });

const named = (folder: string, name: string, text: string): Pick<Settings, 'exceptions'> => {
  writeFileSync(join(folder, name), text);
  return { exceptions: [{ path: join(folder, name), name }] };
};

const open = (report: Report): string[] => openFindings(report).map(({ id }) => id);
const told = ({ coverage }: Report): string[] =>
  coverage.problems.filter(({ part }) => part === 'exceptions').map(({ message }) => message);

test('lint: what a file says is set aside in the report and in what is recorded of each file', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, 'FROM debian:latest\nRUN sudo true\n');
    const ledgerDirectory = join(folder, 'ledger');
    const settings = { ...base(folder), ledgerDirectory };
    const before = await lint([file], settings);
    assert.ok(open(before).includes('dockerfile/sudo'));
    const after = await lint([file], { ...settings, ...named(folder, '.trivyignore', 'sudo\nCVE-1\n') });
    assert.equal(after.findings.length, before.findings.length);
    assert.deepEqual(
      open(after),
      open(before).filter((id) => id !== 'dockerfile/sudo'),
    );
    assert.deepEqual(told(after), ['1 rule sets nothing aside here: line 2 cve-1']);
    const ledger = await openLedger(ledgerDirectory);
    const { records } = await ledger.list({ kinds: [lintKind.name], limit: 1 });
    const record = await ledger.get(records[0]?.sequence ?? 0);
    await ledger.close();
    assert.ok(record);
    assert.ok(readRecord(lintKind, record));
    assert.match(JSON.stringify(record.payload), /"source":\{"kind":"exceptions","name":"\.trivyignore"/);
  }));

test('scan: secrets are set aside by path, and nothing that lies in the target does so by lying there', () =>
  inTemporaryDirectory(async (folder) => {
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'srv'), { recursive: true });
    writeFileSync(join(tree, 'package.json'), '{"name":"x","version":"1.0.0"}');
    writeFileSync(join(tree, 'srv/key.py'), `opener.open('https://scott:t1ger${'Paw'}99@db.internal/')\n`);
    const target = `dir:${tree}`;
    const before = await scan(target, base(folder));
    const secrets = open(before).filter((id) => id.startsWith('secret/'));
    assert.ok(secrets.length > 0);
    const all = secrets.join('\n');
    writeFileSync(join(tree, '.trivyignore'), all);
    assert.deepEqual(open(await scan(target, base(folder))), open(before));
    assert.deepEqual(await exceptionFilesIn(tree), ['.trivyignore']);
    const rule = 'version: 1\nexceptions:\n  - { paths: [srv], reason: a test, owner: mara, expires: 2026-12-31 }\n';
    const after = await scan(target, { ...base(folder), ...named(folder, 'seaworthy.exceptions.yaml', rule) });
    assert.deepEqual(
      open(after).filter((id) => id.startsWith('secret/')),
      [],
    );
    assert.equal(after.findings.length, before.findings.length);
  }));

test('a file that is not there, or not understood, is told before anything is looked at', () =>
  inTemporaryDirectory(async (folder) => {
    const gone = { exceptions: [{ path: join(folder, 'gone'), name: 'gone' }] };
    await assert.rejects(scan('dir:/nowhere', { ...base(folder), ...gone }), {
      code: 'E_TARGET_NOT_FOUND',
      where: 'gone',
    });
    const broken = named(folder, 'seaworthy.exceptions.yaml', 'version: 2\n');
    await assert.rejects(lint(['/nowhere'], { ...base(folder), ...broken }), { code: 'E_USAGE' });
  }));
