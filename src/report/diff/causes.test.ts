import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFinding } from '../../../lab/fixtures/index.ts';
import { causeOfAppeared, causeOfGone, type Finding, type Package, type PackagesDiff } from '../../core/index.ts';

const found = (name: string, version: string): Package => ({
  id: `${name}@${version}`,
  name,
  version,
  purl: `pkg:deb/debian/${name}@${version}`,
  type: 'deb',
  versionOrder: 'dpkg',
  licences: [],
  path: 'var/lib/dpkg/status',
  paths: [],
  files: [],
  foundBy: 'deb',
});
const of = ({ id, name, purl, type, version }: Package): Finding =>
  sampleFinding({ package: { id, name, purl, type, version } });

const packages: PackagesDiff = {
  added: [found('new', '1')],
  removed: [found('old', '1')],
  changed: [{ before: found('lib', '1'), after: found('lib', '2') }],
  unchanged: 1,
};

test('why a finding is on one side alone', () => {
  const cases = [
    [causeOfGone, found('old', '1'), { kind: 'package' }],
    [causeOfGone, found('lib', '1'), { kind: 'version', version: '2' }],
    [causeOfGone, found('same', '1'), { kind: 'told' }],
    [causeOfGone, found('new', '1'), { kind: 'told' }],
    [causeOfAppeared, found('new', '1'), { kind: 'package' }],
    [causeOfAppeared, found('lib', '2'), { kind: 'version', version: '1' }],
    [causeOfAppeared, found('same', '1'), { kind: 'told' }],
    [causeOfAppeared, found('old', '1'), { kind: 'told' }],
  ] as const;
  for (const [cause, about, expected] of cases)
    assert.deepEqual(cause(of(about), packages), expected, `${cause.name} ${about.id}`);
  const { package: _none, ...nowhere } = sampleFinding() as Extract<Finding, { kind: 'vulnerability' }>;
  assert.equal(causeOfGone(nowhere, packages), undefined);
});
