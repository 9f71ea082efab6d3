import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyCoverage, type Finding, type ImageSubject, type Report } from '../../core/index.ts';
import { joinOwn } from './join-own.ts';

const digest = (digit: string): ImageSubject['digest'] => `sha256:${digit.repeat(64)}`;
const image: ImageSubject = {
  kind: 'image',
  name: 'app:1',
  digest: digest('a'),
  configDigest: digest('c'),
  indexDigest: digest('f'),
  platform: { os: 'linux', architecture: 'amd64' },
};
const flaw = (id: string, path: string, more: Partial<Finding> = {}): Finding =>
  ({
    kind: 'vulnerability',
    subject: image,
    id,
    aliases: [],
    title: id,
    severity: 'high',
    severitySource: 'nvd',
    package: { id: 'p', name: 'openssl', version: '3.0.1', purl: 'pkg:apk/alpine/openssl@3.0.1', type: 'apk' },
    location: { kind: 'image-file', path },
    evidence: [{ kind: 'record', statement: `${id} ${path}` }],
    cvss: [],
    exploitation: {},
    fix: { state: 'unknown', advice: 'a' },
    risk: { score: 50, factors: [] },
    references: [],
    fingerprint: `${id} ${path}`,
    ...more,
  }) as Finding;
const theirs = (id: string, more: Partial<Finding> = {}): Finding =>
  flaw(id, '', {
    ...{ severity: 'low', location: { kind: 'whole' }, fingerprint: 'theirs' },
    reportedBy: [{ tool: 'Trivy', rule: id, report: 't.json', at: 'Results[0]' }],
    ...more,
  } as Partial<Finding>);
const report = (...findings: readonly Finding[]): Report => ({
  schemaVersion: '2.0',
  tool: { name: 'seaworthy', version: '1' },
  created: '2026-01-01T00:00:00Z',
  subject: image,
  layers: [],
  packages: [],
  findings,
  coverage: emptyCoverage,
});

test('the same flaw of the same package in the same image is ours, with the word of the other tool', () => {
  const ours = flaw('CVE-2024-1', 'lib/apk/db/installed', { aliases: ['GHSA-2222-2222-2222'] });
  for (const other of [theirs('CVE-2024-1'), theirs('GHSA-2222-2222-2222')]) {
    const [only, ...others] = joinOwn(report(ours), [other]);
    assert.equal(others.length, 0);
    assert.deepEqual([only?.severity, only?.fingerprint, only?.evidence.length], ['high', ours.fingerprint, 2]);
    assert.deepEqual(
      only?.reportedBy?.map(({ tool }) => tool),
      ['Trivy'],
    );
  }
});

test('an image is the same by its configuration, or by the index that both name', () => {
  const ours = flaw('CVE-2024-1', 'x');
  const as = (subject: Partial<ImageSubject>) =>
    theirs('CVE-2024-1', { subject: { ...image, digest: digest('b'), ...subject } });
  assert.equal(joinOwn(report(ours), [as({})]).length, 1);
  assert.equal(joinOwn(report(ours), [as({ configDigest: digest('b'), digest: digest('f') })]).length, 1);
  assert.equal(joinOwn(report(ours), [as({ configDigest: digest('b') })]).length, 2);
});

test('what differs in flaw, package, version or place stays apart; of copies the one at the path', () => {
  const [a, b] = [flaw('CVE-2024-1', 'a'), flaw('CVE-2024-1', 'b')];
  const other = { id: 'p', name: 'openssl', version: '3.0.2', purl: 'x', type: 'apk' };
  assert.equal(joinOwn(report(a), [theirs('CVE-2024-2')]).length, 2);
  assert.equal(joinOwn(report(a), [theirs('CVE-2024-1', { package: other } as Partial<Finding>)]).length, 2);
  const told = (more: Partial<Finding>) =>
    joinOwn(report(a, b), [theirs('CVE-2024-1', more)]).map(({ reportedBy = [] }) => reportedBy.length);
  assert.deepEqual(told({ location: { kind: 'image-file', path: 'b' } }), [0, 1]);
  assert.deepEqual(told({}), [1, 1]);
});
