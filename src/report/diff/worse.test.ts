import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../lab/fixtures/index.ts';
import type { AspectChange, ChangedFinding, Finding, FindingsDiff } from '../../core/index.ts';
import type { Rejudged, Rejudgement } from '../../flows/index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { worseMessage } from './worse.ts';

interface Message {
  readonly id: string;
  readonly text: string;
  readonly judged: number;
  readonly notJudged: number;
  readonly subjects: readonly {
    readonly worse: readonly { readonly id: string; readonly why: readonly string[]; readonly title: string }[];
    readonly more: number;
  }[];
}

const none: FindingsDiff = { appeared: [], gone: [], changed: [], unchanged: 0 };
const header = { time: '2026-01-01T00:00:00Z' } as Rejudged['inventory'];
const judged = (findings: Partial<FindingsDiff>): Rejudgement =>
  ({
    state: 'judged',
    inventory: header,
    before: header,
    report: sampleReport,
    diff: { findings: { ...none, ...findings } },
  }) as unknown as Rejudgement;
const told = (...results: readonly Rejudged[]): Message | undefined =>
  worseMessage(results, '2026-02-01T00:00:00Z', '1.2.3') as Message | undefined;

const changed = (before: Finding, after: Finding, ...changes: AspectChange[]): ChangedFinding => ({
  before,
  after,
  changes,
});
const known = { known: { added: '2026-01-02', ransomware: false } };
const aside = { by: 'm', reason: 'r' };
const [low, high, open] = [sampleFinding({ severity: 'low' }), sampleFinding(), sampleFinding({ severity: 'unknown' })];

test('worse is what is new, more severe, exploited by now or no longer set aside', () => {
  const lifted = { aspect: 'suppression', from: 'm: r', to: 'none' } as const;
  const cases: readonly (readonly [string, Partial<FindingsDiff>, readonly string[] | undefined])[] = [
    ['appeared', { appeared: [high] }, ['new']],
    ['appeared, exploited', { appeared: [sampleFinding({ exploitation: known })] }, ['new', 'exploited']],
    ['appeared, set aside', { appeared: [sampleFinding({ suppression: aside })] }, undefined],
    ['more severe', { changed: [changed(low, high)] }, ['severity low → high']],
    ['severity known by now', { changed: [changed(open, high)] }, ['severity unknown → high']],
    ['less severe', { changed: [changed(high, low)] }, undefined],
    ['exploited', { changed: [changed(high, sampleFinding({ exploitation: known }))] }, ['exploited']],
    ['a risk that moved', { changed: [changed(high, high, { aspect: 'risk', from: '1', to: '99' })] }, undefined],
    ['no longer set aside', { changed: [changed(high, high, lifted)] }, ['no longer set aside']],
    ['worse, and set aside', { changed: [changed(low, sampleFinding({ suppression: aside }))] }, undefined],
    ['gone', { gone: [high] }, undefined],
  ];
  for (const [name, findings, why] of cases)
    assert.deepEqual(told(judged(findings))?.subjects[0]?.worse[0]?.why, why, name);
});

test('a message tells of whom, is bounded, and has the id of its content', () => {
  const retired: Rejudged = { state: 'retired', inventory: header, why: 'gone' };
  const long = sampleFinding({ title: `${'x'.repeat(499)}😀` });
  const many = judged({ appeared: Array.from({ length: 1_001 }, () => long) });
  const message = told(many, judged({}), judged({ appeared: [high] }), retired);
  assert.ok(message !== undefined);
  assert.equal(message.text, '1002 findings became worse in 2 of 3 judged again');
  assert.deepEqual(
    message.subjects.map(({ more, worse }) => [worse.length, more]),
    [
      [1_000, 1],
      [0, 1],
    ],
  );
  assert.deepEqual([message.judged, message.notJudged], [3, 1]);
  assert.ok(message.subjects[0]?.worse.every(({ title }) => title.isWellFormed() && title.length <= 500));
  assert.equal(told(many, judged({}), judged({ appeared: [high] }), retired)?.id, message.id);
  assert.notEqual(told(judged({ appeared: [high] }))?.id, message.id);
  assert.equal(told(judged({}), retired), undefined);
  assert.equal(told(), undefined);
});
