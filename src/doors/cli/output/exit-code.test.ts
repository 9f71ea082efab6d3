import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../../lab/fixtures/index.ts';
import { parseConditions, type Unjudged } from '../../../core/index.ts';
import { missed, sampleReport } from '../testing/fake-host.ts';
import { judge } from './exit-code.ts';

const now = new Date('2026-01-02T00:00:00Z');
const high = [parseConditions('high')];

test('the exit code: a broken threshold before an incomplete result before 0', () => {
  const finding = [sampleFinding()];
  const problems = { problems: [missed] };
  const onlyNote = { problems: [{ ...missed, incomplete: false }] };
  const cases = [
    { report: sampleReport([]), failOn: high, partial: false, code: 0 },
    { report: sampleReport(finding), failOn: [], partial: false, code: 0 },
    { report: sampleReport(finding), failOn: high, partial: false, code: 3 },
    { report: sampleReport([], problems), failOn: high, partial: false, code: 5 },
    { report: sampleReport([], problems), failOn: high, partial: true, code: 0 },
    { report: sampleReport([], onlyNote), failOn: high, partial: false, code: 0 },
    { report: sampleReport(finding, problems), failOn: high, partial: false, code: 3 },
    { report: sampleReport(finding, problems), failOn: high, partial: true, code: 3 },
    { report: sampleReport(finding, problems), failOn: [], partial: false, code: 5 },
  ];
  for (const { report, failOn, partial, code } of cases) {
    const verdict = judge(report, failOn, partial, now);
    assert.equal(verdict.code, code);
    assert.equal(verdict.because === undefined, code === 0);
  }
});

test('the reason names the threshold and what was missed', () => {
  assert.equal(judge(sampleReport([sampleFinding()]), high, false, now).because, '1 finding meets --fail-on high');
  const both = judge(sampleReport([sampleFinding()], { problems: [missed] }), high, false, now);
  assert.match(both.because ?? '', /the scan is also incomplete$/);
});

test('what a threshold cannot be held against is not judged: exit code 5, what is not known, and the ways out', () => {
  const open = sampleFinding({ severity: 'unknown' });
  const searched = sampleReport([open], { lookedFor: ['vulnerability'] });
  const said = (conditions: string, report = searched, partial = false) => {
    const { code, because, threshold } = judge(report, [parseConditions(conditions)], partial, now);
    return { code, because: because ?? '', threshold };
  };
  const high = said('high');
  assert.equal(high.code, 5);
  assert.match(high.because, /^not assessed: 1 finding could not be judged by --fail-on high \(not known: severity\)/);
  assert.equal(said('exploited', sampleReport([], { lookedFor: ['secret'] })).code, 5, 'nobody looked for flaws');
  assert.match(high.because, /,!unknown .*--fail-on unknown .*--allow-partial/);
  assert.deepEqual(high.threshold, { failOn: ['high'], met: 0, notJudged: 1, notKnown: ['severity'] });
  assert.equal(said('high,!unknown').code, 0, 'the first way out');
  assert.equal(said('unknown').code, 3, 'the second');
  assert.equal(said('high', undefined, true).code, 0, 'the third');
  assert.equal(said('epss>=0.5').code, 5);
  assert.match(said('epss>=0.5').because, /,!epss=unknown /);
  assert.equal(said('epss>=0.5,!epss=unknown').code, 0);
  assert.equal(said('exploited').code, 5, 'no data about exploitation was at hand');
  const both = sampleReport([open, sampleFinding()], { lookedFor: ['vulnerability'] });
  assert.equal(said('high', both).code, 3, 'what is certain is certain');
  assert.match(said('high', both).because, /^1 finding meets --fail-on high; 1 finding could not be judged/);
  const secrets = said('kind=secret', sampleReport([], { lookedFor: ['vulnerability'] }));
  assert.equal(secrets.code, 5);
  assert.match(secrets.because, /nobody looked for secrets/);
  assert.deepEqual(secrets.threshold?.notKnown, ['kind=secret']);
  assert.equal(said('kind=secret', sampleReport([], { lookedFor: ['secret'] })).code, 0);
  assert.equal(judge(sampleReport([open]), [], false, now).code, 0, 'nothing was asked');
  assert.equal(judge(sampleReport([open]), [], false, now).threshold, undefined);
});

test('packages that nobody could judge may have any flaw: a threshold about flaws does not pass over them', () => {
  const foreign = { type: 'deb', packages: 2, why: 'not built by the distribution', examples: [] };
  const owned = { ...foreign, type: 'npm', through: 'owner' } as const;
  const said = (conditions: string, unjudged: readonly Unjudged[] = [foreign], partial = false) =>
    judge(
      sampleReport([], { unjudged, lookedFor: ['vulnerability', 'secret'] }),
      [parseConditions(conditions)],
      partial,
      now,
    );
  const cases: readonly (readonly [conditions: string, code: number])[] = [
    ['high', 5],
    ['unknown', 5],
    ['high,!unknown', 5],
    ['exploited', 5],
    ['kind=vulnerability,fixable', 5],
    ['!kind=secret,high', 5],
    ['kind=secret', 0],
    ['kind=secret,high', 0],
    ['!kind=vulnerability', 0],
    ['high,!unjudged', 0],
    ['unjudged', 3],
    ['kind=vulnerability,unjudged', 3],
  ];
  for (const [conditions, code] of cases) assert.equal(said(conditions).code, code, conditions);
  assert.equal(said('high', [owned]).code, 0, 'judged as the package that brought them');
  assert.equal(said('high', [foreign], true).code, 0, '--allow-partial');
  assert.equal(judge(sampleReport([], { unjudged: [foreign] }), [], false, now).code, 0, 'nothing was asked');
  assert.match(
    said('high').because ?? '',
    /^not assessed: 2 packages could be judged by nobody: add ,!unjudged .*--fail-on unjudged /,
  );
  assert.deepEqual(said('high').threshold?.notKnown, ['unjudged']);
  assert.equal(said('unjudged').because, '2 packages could be judged by nobody, which --fail-on unjudged counts');
});
