import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined } from './defined.ts';
import type { Location } from './location.ts';
import { type Finding1, upgradeReport } from './report-1.ts';
import type { Subject } from './subject.ts';

const digest = `sha256:${'0'.repeat(64)}` as const;
const image: Subject = {
  kind: 'image',
  name: 'web',
  digest,
  configDigest: digest,
  platform: { os: 'linux', architecture: 'amd64' },
};
const folder: Subject = { kind: 'files', name: '.', content: 'directory', path: '' };
const layer = { index: 1, digest } as const;

const old = (over: Partial<Finding1> = {}): Finding1 => ({
  kind: 'vulnerability',
  id: 'CVE-2026-1',
  aliases: [],
  title: 'A flaw',
  severity: 'high',
  severitySource: 'test',
  cvss: [],
  exploitation: {},
  location: { path: 'lib/db' },
  evidence: [],
  fix: { state: 'fixed', versions: ['2', '3.1'], advice: 'Upgrade.' },
  risk: { score: 1, factors: [] },
  references: [],
  fingerprint: 'f',
  ...over,
});

const upgraded = (over: Partial<Finding1>, subject: Subject = image) => {
  const [finding] = upgradeReport({ subject, findings: [old(over)] }).findings;
  assert.ok(finding);
  return finding;
};

test('1.x: the place of a finding says what it is', () => {
  const cases: readonly (readonly [Partial<Finding1>, Subject, Location])[] = [
    [{ location: { path: 'a', layer } }, image, { kind: 'image-file', path: 'a', layer }],
    [{ location: { path: 'a', line: 3, column: 1 } }, folder, { kind: 'file', path: 'a', line: 3, column: 1 }],
    [{ location: { path: '' } }, image, { kind: 'whole' }],
    [{ location: { path: 'config:env/A', line: 1 } }, image, { kind: 'image-file', path: 'config:env/A', line: 1 }],
  ];
  const secrets: typeof cases = [
    [{ location: { path: 'config:env/A', line: 1 } }, image, { kind: 'image-config', entry: 'config:env/A', line: 1 }],
    [{ location: { path: 'history/2/comment' } }, image, { kind: 'image-config', entry: 'history/2/comment' }],
    [{ location: { path: 'history/notes' } }, image, { kind: 'image-file', path: 'history/notes' }],
    // A file that is called so is in a layer.
    [{ location: { path: 'history/2', layer } }, image, { kind: 'image-file', path: 'history/2', layer }],
    [{ location: { path: 'history/2' } }, folder, { kind: 'file', path: 'history/2' }],
  ];
  for (const [over, subject, location] of cases) assert.deepEqual(upgraded(over, subject).location, location);
  for (const [over, subject, location] of secrets) {
    assert.deepEqual(upgraded({ ...over, kind: 'secret' }, subject).location, location);
  }
});

test('1.x: only a version is a fix, what is no flaw has a remedy and no score', () => {
  const fix = (state: Finding1['fix']['state'], ...versions: string[]) => ({ fix: { state, versions, advice: 'Do.' } });
  assert.deepEqual(upgraded(fix('fixed', '2', '3')).fix, { state: 'fixed', versions: ['2', '3'], advice: 'Do.' });
  assert.deepEqual(upgraded(fix('fixed')).fix, { state: 'unknown', advice: 'Do.' });
  assert.deepEqual(upgraded(fix('wont-fix', '2')).fix, { state: 'wont-fix', advice: 'Do.' });
  for (const [kind, action] of [
    ['secret', 'rotate'],
    ['misconfiguration', 'change'],
    ['licence', 'change'],
    ['runtime', 'investigate'],
  ] as const) {
    const finding = upgraded({ kind, ...fix('fixed') });
    assert.deepEqual(finding.fix, { state: 'remedy', action, advice: 'Do.' });
    assert.deepEqual(
      ['cvss', 'exploitation', 'package', 'usage'].filter((name) => name in finding),
      [],
    );
    assert.equal(finding.subject, image);
  }
});

test('1.x: what was seen in use is read out of our own sentence, and of no other', () => {
  const usage = (statement: string, observed?: string, source = 'ledger, in-use') => {
    const told = { kind: 'observation', statement, source, ...defined({ observed }) } as const;
    const finding = upgraded({ evidence: [{ kind: 'file', statement: 'x' }, told] });
    assert.equal(finding.evidence.length, 2, 'the sentence stays');
    return finding.kind === 'vulnerability' ? finding.usage : undefined;
  };
  const seen = 'Seen in use: busy 1 was run, for instance /app/a; last on b.js; last on 2026-11-24.';
  assert.deepEqual(usage(seen, 'exec'), {
    state: 'in-use',
    as: 'exec',
    last: '2026-11-24',
    file: '/app/a; last on b.js',
  });
  assert.deepEqual(usage('Seen in use: busy 1 was opened; last on 2026-11-24.', 'open'), {
    state: 'in-use',
    as: 'open',
    last: '2026-11-24',
  });
  const minute = 60_000;
  const unseen = (span: string, why = '') =>
    usage(`Not seen in use in ${span} of observation${why}: that is no proof that it is not used.`);
  assert.deepEqual(unseen('12 min'), { state: 'not-seen', observedFor: 12 * minute, limits: [] });
  assert.deepEqual(unseen('3 h', ' (a (b); c)'), {
    state: 'not-seen',
    observedFor: 180 * minute,
    limits: ['a (b)', 'c'],
  });
  assert.deepEqual(unseen('5 s'), { state: 'not-seen', observedFor: 5_000, limits: [] });
  for (const other of [
    usage('Seen in use: busy', 'exec'),
    usage(seen),
    usage(seen, 'read'),
    usage(seen, 'exec', 'a scanner of others'),
    unseen('3 weeks'),
  ]) {
    assert.equal(other, undefined);
  }
});
