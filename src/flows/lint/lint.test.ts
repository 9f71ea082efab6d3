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

const pipe = (text: string, more: Partial<Settings> = {}): Settings => ({
  ...settings,
  ...more,
  async *input() {
    yield new TextEncoder().encode(text.slice(0, 5));
    yield new TextEncoder().encode(text.slice(5));
  },
});

test('standard input is a Dockerfile or a manifest by what stands in it, or as it is said', async () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true, containers: [{ name: a, image: b }] }\n';
  const ofPod = await lint(['-'], pipe(pod));
  assert.ok(ids(ofPod).includes('kubernetes/host-pid 4'));
  assert.equal(ofPod.subject.name, 'standard input');
  // A document in a Dockerfile is no manifest.
  const file = `FROM debian:latest\nCOPY <<E /pod.yaml\n${pod}E\n`;
  assert.ok(ids(await lint(['-'], pipe(file))).includes('dockerfile/latest-tag 1'));
  const fragment = 'run sudo true\n';
  await assert.rejects(lint(['-'], pipe(fragment)), { code: 'E_WRONG_KIND' });
  const said = await lint(['-'], pipe(fragment, { inputKind: 'dockerfile' }));
  assert.ok(ids(said).includes('dockerfile/sudo 1') && isIncomplete(said.coverage));
  await assert.rejects(lint(['-'], pipe(file, { inputKind: 'manifest' })), { code: 'E_WRONG_KIND' });
  await assert.rejects(lint(['-'], pipe('')), { code: 'E_USAGE' });
  await assert.rejects(lint(['-', '.'], pipe(pod)), { code: 'E_USAGE' });
  await assert.rejects(lint(['-'], settings), { code: 'E_USAGE' });
  await assert.rejects(lint(['-'], pipe(`${pod}#${'x'.repeat(5 * 1024 * 1024)}`)), { code: 'E_LIMIT' });
});

test('checks of a file judge beside the others, and are set aside and switched off like these', async () => {
  await inTemporaryDirectory(async (folder) => {
    const own = join(folder, 'own.yaml');
    const text = (id: string): string =>
      `version: 1\nchecks:\n- id: ${id}\n  title: It compiles\n  why: It should not.\n  remedy: Do not.\n  of: dockerfile\n  each: instructions[*].commands[*]\n  must: { path: program, operator: not-equals, value: make }\n  violating: "FROM a\\nRUN make\\n"\n  clean: "FROM a\\n"\n`;
    writeFileSync(own, text('own/no-make'));
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, 'FROM a\nRUN make\n# seaworthy:ignore own/no-make it must\nRUN make\n');
    const files = [{ name: 'own.yaml', path: own }];
    const { findings } = await lint([file], { ...settings, checks: { files } });
    const found = findings.filter(({ id }) => id === 'own/no-make');
    assert.deepEqual(
      found.map(({ location, suppression }) => [placeOf(location).line, suppression?.reason]),
      [
        [2, undefined],
        [4, 'it must'],
      ],
    );
    const without = await lint([file], { ...settings, checks: { files, disable: ['own/no-make'] } });
    assert.ok(!without.findings.some(({ id }) => id === 'own/no-make'));
    await assert.rejects(lint([file], { ...settings, checks: { files: [...files, ...files] } }), { code: 'E_USAGE' });
    const gone = [{ name: 'gone.yaml', path: join(folder, 'gone.yaml') }];
    await assert.rejects(lint([file], { ...settings, checks: { files: gone } }), { code: 'E_TARGET_NOT_FOUND' });
  });
});

test('a check is as severe as somebody says it is', async () => {
  await inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'Dockerfile');
    writeFileSync(file, 'FROM debian:12\nRUN sudo true\nADD https://example.com/a /a\n');
    const of = async (severities: readonly (readonly [string, 'critical' | 'low'])[]) => {
      const { findings } = await lint([file], { ...settings, checks: { severities } });
      return Object.fromEntries(findings.map(({ id, severity }) => [id, severity]));
    };
    const standard = await of([]);
    const changed = await of([
      ['DL3004', 'critical'],
      ['root-user', 'low'],
    ]);
    assert.deepEqual(changed, { ...standard, 'dockerfile/sudo': 'critical', 'dockerfile/root-user': 'low' });
    await assert.rejects(of([['no-such', 'low']]), { code: 'E_USAGE' });
  });
});
