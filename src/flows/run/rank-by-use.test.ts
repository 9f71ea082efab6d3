import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VulnerabilityFinding } from '../../core/index.ts';
import type { InUseEvidence, InUsePackage } from '../../records/index.ts';
import { rankByUse } from './rank-by-use.ts';

const finding = (id: string, name: string, score: number): VulnerabilityFinding => ({
  kind: 'vulnerability',
  subject: { kind: 'files', name: 'app', content: 'directory', path: 'app' },
  id,
  aliases: [],
  title: id,
  severity: 'high',
  severitySource: 'test',
  cvss: [],
  exploitation: {},
  package: { id: name, name, version: '1', purl: `pkg:npm/${name}@1`, type: 'npm' },
  location: { kind: 'file', path: name },
  evidence: [],
  fix: { state: 'fixed', versions: ['2'], advice: 'upgrade' },
  risk: { score, factors: [] },
  references: [],
  fingerprint: id,
});
const used = (name: string, strongest: InUsePackage['strongest']): InUsePackage => ({
  purl: `pkg:npm/${name}@1`,
  name,
  version: '1',
  strongest,
  exec: 0,
  map: 0,
  open: 1,
  first: '2026-11-24T08:00:00Z',
  last: '2026-11-24T11:00:00Z',
  files: [`/app/${name}.js`],
});
const observed = (packages: readonly InUsePackage[], limits: readonly string[] = []): InUseEvidence => ({
  observation: { first: '', last: '', observedFor: 3 * 3_600_000, events: 10, containers: ['c'] },
  limits,
  packages,
  unownedFiles: 0,
});

test('a package seen in use is riskier and says why; one that was not seen stays, and that proves nothing', () => {
  const before = [finding('A', 'quiet', 60), finding('B', 'busy', 50)];
  const [quiet, busy] = rankByUse(before, [observed([used('busy', 'exec')], ['3 events were lost'])]);
  assert.equal(busy?.risk.score, 62.5);
  assert.match(busy?.evidence.at(-1)?.statement ?? '', /Seen in use: busy 1 was run, for instance \/app\/busy\.js/);
  assert.equal(quiet?.risk.score, 60, 'the risk never falls for not having been seen');
  assert.match(
    quiet?.evidence.at(-1)?.statement ?? '',
    /Not seen in use in 3 h of observation \(3 events were lost\): that is no proof/,
  );
});

test('without observations nothing changes; several are joined and the strongest use counts', () => {
  const one = [finding('A', 'a', 10)];
  assert.equal(rankByUse(one, []), one);
  const [joined] = rankByUse(one, [observed([used('a', 'open')]), observed([used('a', 'map')])]);
  assert.equal(joined?.evidence.at(-1)?.observed, 'map');
});

test('the order among the used stays', () => {
  const scores = rankByUse(
    [0, 10, 55, 99, 100].map((score) => finding(String(score), 'a', score)),
    [observed([used('a', 'exec')])],
  ).map(({ risk }) => risk.score);
  assert.deepEqual(
    scores,
    [...scores].sort((a, b) => a - b),
  );
  assert.ok(scores.every((score) => score <= 100));
});
