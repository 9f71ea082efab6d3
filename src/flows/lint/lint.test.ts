import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { fixedClock, type Report } from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { lint } from './lint.ts';

const settings: Settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});
const ids = (report: Report): string[] => report.findings.map(({ id, location }) => `${id} ${location.line}`);

test('lint judges a file, and in a folder every Dockerfile but those of others', async () => {
  await inTemporaryDirectory(async (folder) => {
    const bad = 'FROM debian:latest\nRUN sudo true\n';
    writeFileSync(join(folder, 'Dockerfile'), bad);
    mkdirSync(join(folder, 'node_modules/other'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/other/Dockerfile'), bad);
    const one = await lint([join(folder, 'Dockerfile')], settings);
    assert.ok(ids(one).includes('dockerfile/sudo 2'));
    assert.deepEqual(one.subject, { kind: 'dockerfile', name: join(folder, 'Dockerfile') });
    assert.deepEqual(ids(await lint([folder], settings)), ids(one));
    writeFileSync(join(folder, 'api.Dockerfile'), bad);
    const both = await lint([folder], settings);
    assert.equal(both.findings.length, one.findings.length * 2);
    assert.equal(both.subject.name, '2 Dockerfiles');
    assert.ok(both.coverage.parts.every(({ files }) => files === 2));
  });
});

test('what is not there, no Dockerfile or not readable is told', async () => {
  await inTemporaryDirectory(async (folder) => {
    await assert.rejects(lint([join(folder, 'gone')], settings), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(lint([folder], settings), { code: 'E_TARGET_UNKNOWN' });
    const binary = join(folder, 'Dockerfile');
    writeFileSync(binary, Buffer.from([0, 1, 2, 255]));
    await assert.rejects(lint([binary], settings), { code: 'E_WRONG_KIND' });
    writeFileSync(join(folder, 'a.Dockerfile'), 'FROM scratch\n');
    const { coverage } = await lint([folder], settings);
    assert.deepEqual(
      coverage.problems.map(({ where, incomplete }) => [where, incomplete]),
      [[binary, true]],
    );
  });
});

test('what lint found is kept in the ledger, and that it could not be is told', async () => {
  await inTemporaryDirectory(async (folder) => {
    const [file, directory] = [join(folder, 'Dockerfile'), join(folder, 'ledger')];
    writeFileSync(file, 'FROM debian:latest\n');
    await lint([file], { ...settings, ledgerDirectory: directory });
    const ledger = await openLedger(directory);
    const record = await ledger.latest(`dockerfile:${file}`, 'lint');
    await ledger.close();
    assert.match(JSON.stringify(record?.payload), /dockerfile\/latest-tag/);
    const { coverage, findings } = await lint([file], { ...settings, ledgerDirectory: file });
    assert.ok(findings.length > 0);
    assert.match(coverage.problems.at(-1)?.message ?? '', /not recorded/);
  });
});
