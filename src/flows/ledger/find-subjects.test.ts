import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { filesSubject, keyTitle, type Subject, subjectKey, subjectNames, workloadSubject } from '../../core/index.ts';
import { filesAt } from '../../foundations/checkouts/index.ts';
import { type Ledger, openLedger } from '../../foundations/ledger/index.ts';
import { findSubjects } from './find-subjects.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}` as const;
const web = (cluster?: string): Subject =>
  workloadSubject({ group: 'apps', kind: 'Deployment', name: 'web' }, { cluster, namespace: 'shop' });
const at = (path: string, name = path): Subject => {
  const files = filesAt(path);
  assert.ok(files !== undefined);
  return filesSubject(name, 'dockerfile', files);
};

async function keep(ledger: Ledger, subject: string, ...names: readonly string[]): Promise<void> {
  const producer = { name: 'test', version: '1' };
  await ledger.append({
    subject,
    names,
    kind: 'lint',
    shape: 1,
    producer,
    time: '2026-01-01T00:00:00.000Z',
    payload: {},
  });
}

/** A ledger with two projects in folders, two clusters, images, and what an older version wrote. */
const inLedger = (use: (ledger: Ledger, folder: string) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    for (const project of ['shop', 'bank', 'new']) {
      mkdirSync(join(folder, project, 'api'), { recursive: true });
      writeFileSync(join(folder, project, 'Dockerfile'), '');
    }
    const ledger = await openLedger(join(folder, 'ledger'));
    for (const subject of [
      at(join(folder, 'shop/Dockerfile'), 'Dockerfile'),
      at(join(folder, 'bank/Dockerfile'), 'Dockerfile'),
      at(join(folder, 'shop'), 'shop'),
    ])
      await keep(ledger, subjectKey(subject), ...subjectNames(subject));
    await keep(ledger, digest('1'), 'r.test/web:1', digest('2'));
    await keep(ledger, digest('3'), 'r.test/web:1', 'shop');
    for (const cluster of ['north', 'south'])
      await keep(ledger, subjectKey(web(cluster)), ...subjectNames(web(cluster)), 'r.test/web:1', digest('1'));
    await keep(ledger, subjectKey(web()), ...subjectNames(web()), 'r.test/only:1');
    await keep(ledger, 'workload:bank/Pod/teller', 'bank/Pod/teller', 'r.test/web:1');
    await keep(ledger, 'dockerfile:old/Dockerfile', 'old/Dockerfile');
    await use(ledger, folder);
    await ledger.close();
  });

/** What is found, in the words of people: exact, named, mentioning. */
async function told(ledger: Ledger, asked: string): Promise<string> {
  const { exact, named, mentioning } = await findSubjects(ledger, asked);
  const titles = (some: readonly string[]): string =>
    some.map((key) => keyTitle(key).replace(/ \(folder.*|sha256:(.).*/, '$1')).join(', ') || '-';
  return [exact === undefined ? '-' : titles([exact]), titles(named), titles(mentioning)].join(' | ');
}

const cases: readonly (readonly [asked: string, expected: string])[] = [
  ['Dockerfile', '- | Dockerfile, Dockerfile | -'],
  [
    'r.test/web:1',
    '- | 3, 1 | workload:bank/Pod/teller, shop/Deployment/web (cluster south), shop/Deployment/web (cluster north)',
  ],
  ['11111111', '- | 1 | -'],
  [digest('1'), '1 | - | shop/Deployment/web (cluster south), shop/Deployment/web (cluster north)'],
  [digest('2'), '- | 1 | -'],
  [
    'shop/Deployment/web',
    '- | shop/Deployment/web, shop/Deployment/web (cluster south), shop/Deployment/web (cluster north) | -',
  ],
  ['north/shop/Deployment/web', '- | shop/Deployment/web (cluster north) | -'],
  ['workload:south/shop/Deployment.apps/web', 'shop/Deployment/web (cluster south) | - | -'],
  ['bank/Pod/teller', '- | workload:bank/Pod/teller | -'],
  ['r.test/only:1', '- | - | shop/Deployment/web'],
  ['old/Dockerfile', '- | dockerfile:old/Dockerfile | -'],
  ['nobody', '- | - | -'],
  ['', '- | - | -'],
  ['a\u0000b', '- | - | -'],
];

for (const [asked, expected] of cases)
  test(`${JSON.stringify(asked.slice(0, 40))} stands for ${expected}`, () =>
    inLedger(async (ledger) => assert.equal(await told(ledger, asked), expected)));

test('a path stands for the files there, and never for those that another project called so', () =>
  inLedger(async (ledger, folder) => {
    for (const project of ['shop', 'bank']) {
      const path = join(folder, project, 'Dockerfile');
      const { exact, named } = await findSubjects(ledger, path);
      assert.deepEqual([exact, named], [subjectKey(at(path)), []]);
      const { exact: again } = await findSubjects(ledger, `dir:${join(folder, project)}/api/../Dockerfile`);
      assert.equal(again, subjectKey(at(path)));
    }
    const before = process.cwd();
    try {
      process.chdir(join(folder, 'new'));
      assert.equal(await told(ledger, 'Dockerfile'), '- | - | -', 'never judged, whatever others are called');
      process.chdir(join(folder, 'bank'));
      assert.equal((await findSubjects(ledger, 'Dockerfile')).exact, subjectKey(at('Dockerfile')));
      process.chdir(folder);
      const { exact, named } = await findSubjects(ledger, 'shop');
      assert.equal(exact, subjectKey(at('shop')));
      assert.deepEqual(named, [digest('3')], 'an image of that name is told too');
    } finally {
      process.chdir(before);
    }
  }));
