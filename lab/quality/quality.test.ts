import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Finding, packageOf } from '../../src/core/index.ts';
import { judged } from '../traps/scene.ts';
import { fallen, leastF1, qualityOf } from './figures.ts';
import { images } from './images.ts';
import { labels } from './labels.ts';

const now = new Date('2026-01-02T03:04:05Z');
let findings: readonly Finding[] = [];

before(async () => {
  const reports = await Promise.all(images.map(judged));
  findings = reports.flatMap((report) => report.findings).filter(({ kind }) => kind === 'vulnerability');
});

test('matches are as good as they were: precision, recall and F1 of each kind of packages on labels of our own', (t) => {
  const qualities = qualityOf(labels, findings, now);
  for (const { type, told, missed, false: falsely, precision, recall, f1 } of qualities)
    t.diagnostic(
      `${type}: ${told} told, ${missed} missed, ${falsely} false; precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`,
    );
  assert.deepEqual(fallen(qualities), []);
});

test('each kind has labels of both sorts, enough for one of them to weigh', () => {
  for (const type of Object.keys(leastF1)) {
    const own = labels.filter((label) => label.type === type);
    assert.ok(own.filter(({ has }) => has).length >= 3 && own.filter(({ has }) => !has).length >= 3, type);
  }
});

/** Ways in which matching may break, as what would then be told of the same packages. */
const broken: readonly (readonly [
  what: string,
  of: (told: readonly Finding[]) => readonly Finding[],
  falls: RegExp,
])[] = [
  ['nothing is told at all', () => [], /rpm: F1 0\.000/],
  ['one kind is not judged', (told) => told.filter((one) => packageOf(one)?.type !== 'apk'), /apk: F1 0\.000/],
  ['one row is lost', (told) => told.slice(1), /missing/],
  [
    'one row is told falsely',
    (told) => told.flatMap((one, at) => (at === 0 ? [one, { ...one, id: 'CVE-2030-9999' }] : [one])),
    /nobody labelled it/,
  ],
  [
    'everything is told of everything (versions are not compared)',
    (told) =>
      labels.flatMap((label) => {
        const like = told.find((one) => packageOf(one)?.name === label.package);
        return like === undefined ? [] : [{ ...like, id: label.flaw }];
      }),
    /told libssl3 CVE-2030-1002/,
  ],
];

for (const [what, of, falls] of broken)
  test(`the gate falls when ${what}`, () =>
    assert.match(fallen(qualityOf(labels, of(findings), now)).join('\n'), falls));
