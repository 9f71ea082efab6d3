import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { inTemporaryDirectory, sampleFinding } from '../../../../lab/fixtures/index.ts';
import { type Report, SeaworthyError } from '../../../core/index.ts';
import type { TargetOutcome, TargetsWanted } from '../../../flows/index.ts';
import { cli as run } from '../run.ts';
import { type FakeHost, fakeHost, missed, sampleReport } from '../testing/fake-host.ts';
import { asFileName, nameFiles } from './file-names.ts';
import { worst } from './judge-each.ts';

const report = (name: string, found = false, incomplete = false): Report => ({
  ...sampleReport(found ? [sampleFinding()] : [], incomplete ? { problems: [missed] } : {}),
  subject: { kind: 'files', name, content: 'directory', path: name },
});

const outcomes: readonly TargetOutcome[] = [
  { target: 'a:1', report: report('a:1') },
  { target: 'b:1', report: report('b:1', true) },
  { target: '../c', report: report('../c', false, true) },
  { target: 'd', error: new SeaworthyError('E_NETWORK', 'd cannot be reached') },
];

async function scanned(
  words: readonly string[],
  given = outcomes,
  folder = '/nowhere/work',
): Promise<{ readonly code: number; readonly host: FakeHost; readonly wanted: readonly TargetsWanted[] }> {
  const wanted: TargetsWanted[] = [];
  async function* each(targets: TargetsWanted): AsyncGenerator<TargetOutcome> {
    wanted.push(targets);
    yield* given;
  }
  const host = fakeHost({ workingFolder: folder, flows: { scanEach: each, sbomEach: each } });
  return { code: await run([...words], host), host, wanted };
}

test('several targets: each in full, then all of them, and the code of the worst', async () => {
  const { code, host, wanted } = await scanned(['scan', 'a:1', 'b:1', '../c', 'd', '--fail-on', 'low']);
  assert.equal(code, 3);
  assert.deepEqual(wanted, [{ targets: ['a:1', 'b:1', '../c', 'd'], all: false, everyPlatform: false }]);
  const printed = host.printed();
  const summary = printed.slice(printed.indexOf('── all targets'));
  for (const line of ['    0  a:1', '    3  b:1', '    5  ../c', '    1  d'].map((one) => one.trim()))
    assert.match(summary, new RegExp(`^ *${line.replaceAll('.', '\\.')}$`, 'm'));
  assert.match(summary, /d cannot be reached \[E_NETWORK\]/);
  assert.match(summary, /4 targets: exit code 3, that of the worst/);
  assert.match(host.said(), /^error: d cannot be reached/m);
});

test('--all and --platform all are asked of the flow, for one target as well', async () => {
  const one = outcomes.slice(0, 1);
  for (const [flags, wanted] of [
    [['--all'], { all: true, everyPlatform: false }],
    [['--platform', 'all'], { all: false, everyPlatform: true }],
    [['--all', '--platform', 'all'], { all: true, everyPlatform: true }],
  ] as const)
    assert.deepEqual((await scanned(['scan', 'x.tar', ...flags], one)).wanted, [{ targets: ['x.tar'], ...wanted }]);
  assert.equal((await scanned(['scan', 'x.tar'], one)).wanted.length, 0);
  const { code, host } = await scanned(['verify', 'x', '--key', 'k', '--platform', 'all']);
  assert.equal(code, 2);
  assert.match(host.said(), /verify takes one platform, not all/);
});

test('of none at all nothing was looked at', async () => {
  assert.equal((await scanned(['scan', 'x.tar', '--all'], [])).code, 5);
});

test('documents hold one report: a file each, or they are refused', () =>
  inTemporaryDirectory(async (folder) => {
    for (const [words, said] of [
      [['scan', 'a', 'b', '-o', 'json'], /json holds one report.*-o json=\{target\}\.json/],
      [['scan', 'a', 'b', '-o', 'sarif=x.sarif'], /several reports are to go to one file \(x\.sarif\)/],
      [['sbom', 'a', 'b'], /cyclonedx holds one report/],
      [['scan', 'a', '--all', '-o', 'html=x.html'], /to one file/],
    ] as const) {
      const { code, host } = await scanned(words, outcomes, folder);
      assert.equal(code, 2);
      assert.match(host.said(), said);
    }
    assert.deepEqual(await readdir(folder), []);
    const { code, host } = await scanned(
      ['scan', 'a', 'b', 'c', 'd', '-o', 'json={target}.json', '-o', 'sarif=n{number}.sarif'],
      [...outcomes, { target: 'a-1', report: report('a-1') }],
      folder,
    );
    assert.equal(code, 1);
    assert.equal(host.printed(), '');
    assert.match(host.said(), /^d: exit 1: d cannot be reached/m);
    assert.deepEqual((await readdir(folder)).toSorted(), [
      ...['a-1-2.json', 'a-1.json', 'b-1.json', 'c.json'],
      ...['n1.sarif', 'n2.sarif', 'n3.sarif', 'n4.sarif'],
    ]);
    for (const [file, name] of [
      ['c.json', '../c'],
      ['a-1.json', 'a:1'],
      ['a-1-2.json', 'a-1'],
    ] as const)
      assert.equal(JSON.parse(await readFile(`${folder}/${file}`, 'utf8')).subject.name, name);
  }));

test('a password that was typed with a target goes no further', async () => {
  const target = 'https://me:hunter2@registry.example/app';
  const given: readonly TargetOutcome[] = [
    { target, error: new SeaworthyError('E_REFERENCE', `no reference: ${target}`) },
    { target: 'a', report: report('a') },
  ];
  const { host } = await scanned(['scan', target, 'a'], given);
  assert.doesNotMatch(host.printed() + host.said(), /hunter2/);
  assert.doesNotMatch(asFileName(target), /hunter2/);
});

test('ids are lines whatever they are of', async () => {
  const { host } = await scanned(['scan', 'a', 'b', '-o', 'name']);
  assert.equal(host.printed(), `${sampleFinding().id}\n`);
});

test('one target may name its file as well', () =>
  inTemporaryDirectory(async (folder) => {
    const host = fakeHost({ workingFolder: folder });
    await run(['scan', 'shop/app:1', '-o', 'json={target}.{number}.json'], host);
    assert.deepEqual(await readdir(folder), ['shop-app-1.1.json']);
  }));

test('no name of an image makes a file elsewhere, a hidden one, or takes the place of another', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (targets) => {
      const names = nameFiles();
      const format = { id: 'json' } as never;
      const files = targets.map((target) => names([{ format, file: '{target}' }], target)[0]?.file ?? '');
      assert.equal(new Set(files).size, files.length);
      for (const file of files) assert.match(file, /^[A-Za-z0-9_][A-Za-z0-9._-]{0,140}$/);
    }),
  );
  assert.equal(asFileName('registry.example/shop/app:1.4@sha256:0123'), 'registry.example-shop-app-1.4-sha256-0123');
  assert.equal(asFileName('../..'), 'target');
});

test('the worst of all exit codes: what is certain, then what could not be done, then what is not known', () => {
  const cases: readonly (readonly [readonly number[], number])[] = [
    [[0, 0], 0],
    [[0, 5], 5],
    [[5, 1, 0], 1],
    [[1, 3, 5], 3],
    [[6, 5], 6],
    [[], 5],
  ];
  for (const [codes, code] of cases) assert.equal(worst(codes), code);
});
