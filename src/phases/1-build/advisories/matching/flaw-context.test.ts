import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Advisory, Finding, Ssvc } from '../../../../core/index.ts';
import { exploitationOf, weaknessesOf } from '../../../../core/index.ts';
import type { Feed } from '../feed.ts';
import { withTriage } from './exploitation.ts';
import { advisory, alpine, fixedIn, judgeAll, npm, secdb, testPackage, type World } from './testing/samples.ts';

/* What others at hand know of a flaw by its id: another id, what kind of fault it is, what CISA decided. */

const cve = 'CVE-2030-0001';
const osv: Feed = { ...npm, rates: { partitions: () => ['npm/all', 'npm/absent'], fetch: false } };
const byId = (id: string, more: Partial<Feed> = {}): Feed => ({
  ...npm,
  id,
  tells: 'severity',
  owns: (partition) => partition === id,
  lookups: () => [],
  rates: { partitions: (flaw) => (flaw.startsWith('CVE-') ? [id] : []), fetch: more.askedByName !== true },
  ...more,
});
const feeds = [secdb, osv, byId('nvd'), byId('vulnrichment', { askedByName: true })];
const busybox = testPackage('apk', 'busybox', '1.36.0-r0');
const judged = (world: World): readonly Finding[] => judgeAll([busybox], feeds, world, alpine).findings;

const listed = (...ids: readonly string[]): World => ({
  'secdb/3.20': { busybox: ids.map((id) => fixedIn(id, '1.36.1-r0')) },
});
const ghsa = (...aliases: readonly string[]): World => ({
  'npm/all': { some: [advisory('GHSA-aaaa-bbbb-cccc', { aliases })] },
});
const idsOf = (world: World): readonly string[] => judged(world).map(({ id, aliases }) => [id, ...aliases].join(' '));

test('a flaw that is listed by its CVE id and by GitHub’s is one finding, where somebody at hand says that they are one', () => {
  const both = listed(cve, 'GHSA-aaaa-bbbb-cccc');
  assert.deepEqual(idsOf(both), [cve, 'GHSA-aaaa-bbbb-cccc'], 'nobody says so');
  assert.deepEqual(idsOf({ ...both, ...ghsa(cve) }), [`${cve} GHSA-aaaa-bbbb-cccc`]);
  assert.deepEqual(idsOf({ ...listed('GHSA-aaaa-bbbb-cccc'), ...ghsa(cve) }), [`${cve} GHSA-aaaa-bbbb-cccc`]);
  assert.deepEqual(idsOf({ ...both, ...ghsa(cve, 'CVE-2030-0002') }).length, 2, 'two CVE ids are no answer');
  assert.deepEqual(idsOf({ ...both, ...ghsa('GHSA-zzzz-zzzz-zzzz') }).length, 2);
  const withdrawn = advisory('GHSA-aaaa-bbbb-cccc', { aliases: [cve], status: 'withdrawn' });
  assert.deepEqual(idsOf({ ...both, 'npm/all': { some: [withdrawn] } }).length, 2);
  const malware = advisory('GHSA-aaaa-bbbb-cccc', { aliases: [cve], about: 'malware' });
  assert.deepEqual(idsOf({ ...both, 'npm/all': { some: [malware] } }).length, 2);
});

const rated: Advisory = advisory(cve, {
  status: 'undetermined',
  cvss: [{ vector: 'CVSS:3.1/AV:N', score: 7.5, source: 'NVD' }],
  details: 'A read beyond the end of a buffer. It was there for years.',
  weaknesses: ['CWE-125', 'CWE-787'],
});

test('what a flaw is, and what kind of fault, comes from who rates it where its own source says nothing', () => {
  const [told] = judged({ ...listed(cve), nvd: { [cve]: [rated] } });
  assert.ok(told);
  assert.equal(told.title, 'A read beyond the end of a buffer');
  assert.equal(told.details, rated.details);
  assert.deepEqual(weaknessesOf(told), ['CWE-125', 'CWE-787']);
  const [bare] = judged(listed(cve));
  assert.ok(bare);
  assert.equal(bare.details, undefined);
  assert.ok(!('weaknesses' in bare));
  const own = { 'secdb/3.20': { busybox: [fixedIn(cve, '1.36.1-r0', { details: 'Its own words.' })] } };
  assert.equal(judged({ ...own, nvd: { [cve]: [rated] } })[0]?.details, 'Its own words.');
});

const decided = (
  exploitation: Ssvc['exploitation'],
  automatable = false,
  impact: Ssvc['impact'] = 'partial',
): Ssvc => ({
  exploitation,
  automatable,
  impact,
});

test('what CISA decided is told where somebody has fetched that, weighs in the risk, and changes no verdict', () => {
  const triage = (ssvc: Ssvc): World => ({
    vulnrichment: { [cve]: [advisory(cve, { status: 'undetermined', ssvc })] },
  });
  const [without] = judged(listed(cve));
  const [active] = judged({ ...listed(cve), ...triage(decided('active', true, 'total')) });
  const [none] = judged({ ...listed(cve), ...triage(decided('none')) });
  assert.ok(without && active && none);
  assert.equal(exploitationOf(without).ssvc, undefined);
  assert.deepEqual(exploitationOf(active).ssvc, decided('active', true, 'total'));
  assert.ok(active.risk.score > without.risk.score);
  assert.equal(none.risk.score, without.risk.score);
  const [link] = active.evidence.filter(({ statement }) => statement.startsWith('CISA has decided'));
  assert.equal(link?.source?.startsWith('vulnrichment'), true);
  assert.equal(
    link?.statement,
    'CISA has decided (SSVC): it is exploited, which can be automated and gives total control.',
  );
  // About a package that nobody says has the flaw it says nothing.
  assert.deepEqual(judged({ ...listed(), ...triage(decided('active')) }), []);
});

test('of several CVE ids the worse answer to each question counts', () => {
  const merged = (...all: readonly Ssvc[]) =>
    withTriage(
      { exploitation: {} },
      all.map((ssvc) => ({ partition: 'v', ssvc })),
    ).exploitation.ssvc;
  assert.equal(merged(), undefined);
  assert.deepEqual(merged(decided('poc', true), decided('none', false, 'total')), decided('poc', true, 'total'));
  assert.deepEqual(merged(decided('none'), decided('active')), decided('active'));
});
