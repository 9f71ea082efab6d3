import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { fixedClock, isIncomplete, placeOf, type Report, subjectKey, voyageEvents } from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { voyage } from '../voyage/index.ts';
import { lint } from './lint.ts';

const settings: Settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});
const ids = (report: Report): string[] => report.findings.map(({ id, location }) => `${id} ${placeOf(location).line}`);

test('lint judges a file, and in a folder every Dockerfile but those of others', async () => {
  await inTemporaryDirectory(async (folder) => {
    const bad = 'FROM debian:latest\nRUN sudo true\n';
    writeFileSync(join(folder, 'Dockerfile'), bad);
    mkdirSync(join(folder, 'node_modules/other'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/other/Dockerfile'), bad);
    const one = await lint([join(folder, 'Dockerfile')], settings);
    assert.ok(ids(one).includes('dockerfile/sudo 2'));
    assert.deepEqual([one.subject.kind, one.subject.name], ['files', join(folder, 'Dockerfile')]);
    assert.deepEqual(ids(await lint([folder], settings)), ids(one));
    writeFileSync(join(folder, 'api.Dockerfile'), bad);
    const both = await lint([folder], settings);
    assert.equal(both.findings.length, one.findings.length * 2);
    assert.equal(both.subject.name, `Dockerfiles in ${folder}`);
    const ran = both.coverage.parts.filter(({ state }) => state !== 'not-run');
    assert.ok(ran.every(({ files }) => files === 2));
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
    const [subject] = await ledger.subjects(file);
    const record = await ledger.latest(subject?.subject ?? '', 'lint');
    await ledger.close();
    assert.match(JSON.stringify(record?.payload), /dockerfile\/latest-tag/);
    const { coverage, findings } = await lint([file], { ...settings, ledgerDirectory: file });
    assert.ok(findings.length > 0);
    assert.match(coverage.problems.at(-1)?.message ?? '', /not recorded/);
  });
});

test('several Dockerfiles are one subject each, and what was asked for is another; none is mixed with those of another project', async () => {
  await inTemporaryDirectory(async (folder) => {
    const directory = join(folder, 'ledger');
    const kept: Settings = { ...settings, ledgerDirectory: directory };
    const [shop, bank] = [join(folder, 'shop'), join(folder, 'bank')];
    for (const [project, text] of [
      [shop, 'FROM debian:latest\n'],
      [bank, 'FROM scratch\nRUN sudo true\n'],
    ] as const) {
      mkdirSync(join(project, 'api'), { recursive: true });
      writeFileSync(join(project, 'Dockerfile'), text);
      writeFileSync(join(project, 'api/Dockerfile'), text);
    }
    writeFileSync(join(shop, 'a.Dockerfile'), Buffer.from([0, 1, 2, 255]));
    const all = await lint([shop], kept);
    await lint([join(bank, 'Dockerfile')], kept);
    await lint([join(shop, 'Dockerfile')], kept);
    const ledger = await openLedger(directory);
    const subjects = await ledger.subjects();
    const told: string[] = [];
    for (const { subject, records } of subjects) {
      const record = await ledger.latest(subject, 'lint');
      const { report } = Object(record?.payload) as { readonly report: Report };
      assert.equal(subjectKey(report.subject), subject);
      const paths = new Set(report.findings.map(({ location }) => placeOf(location).path.slice(folder.length)));
      told.push([records, report.subject.name.replace(folder, ''), ...paths, isIncomplete(report.coverage)].join(' '));
    }
    await ledger.close();
    assert.deepEqual(told.sort(), [
      '1 /bank/Dockerfile /bank/Dockerfile false',
      '1 /shop/a.Dockerfile true',
      '1 /shop/api/Dockerfile /shop/api/Dockerfile false',
      '1 Dockerfiles in /shop /shop/Dockerfile /shop/api/Dockerfile true',
      '2 /shop/Dockerfile /shop/Dockerfile false',
    ]);
    assert.equal(all.subject.kind, 'files');
  });
});

test('a file that could not be judged is not told as clean', async () => {
  await inTemporaryDirectory(async (folder) => {
    const kept: Settings = { ...settings, ledgerDirectory: join(folder, 'ledger') };
    const odd = join(folder, 'a.Dockerfile');
    writeFileSync(odd, Buffer.from([0, 1, 2, 255]));
    writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nUSER 1000\n');
    await lint([folder], kept);
    const told = await voyage(odd, kept);
    const [event] = voyageEvents(told);
    assert.deepEqual([event?.title, event?.outcome], ['Linted, not all of it: nothing found', 'unknown']);
    assert.match(event?.details.join('\n') ?? '', /not judged: .*a\.Dockerfile: /);
    assert.deepEqual(
      told.open.map(({ outcome, title }) => [outcome, title]),
      [['unknown', 'The newest lint is not complete: 1 thing missed']],
    );
  });
});

test('code that no shell reads is no green tick in the voyage, and nothing open', async () => {
  await inTemporaryDirectory(async (folder) => {
    const kept: Settings = { ...settings, ledgerDirectory: join(folder, 'ledger') };
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, 'FROM scratch\nSHELL ["python3", "-c"]\nRUN a\nUSER 1000\nHEALTHCHECK NONE\n');
    assert.equal(isIncomplete((await lint([file], kept)).coverage), false);
    const told = await voyage(file, kept);
    const [event] = voyageEvents(told);
    assert.deepEqual([event?.title, event?.outcome], ['Linted, not all of it: nothing found', 'info']);
    assert.match(event?.details.join('\n') ?? '', /note: .*code of python3/);
    assert.deepEqual(told.open, []);
  });
});
