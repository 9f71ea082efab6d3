import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyCoverage, type Inventory, isIncomplete, type Package } from '../core/index.ts';
import { withoutDevelopment } from './without-development.ts';

const found = (name: string, more: Partial<Package>): Package => ({
  id: name,
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  type: 'npm',
  versionOrder: 'semver',
  licences: [],
  path: 'package-lock.json',
  paths: ['package-lock.json'],
  files: [],
  foundBy: 'package-lock',
  ...more,
});
const inventory = (...packages: Package[]): Inventory => ({
  subject: { kind: 'files', name: 'x', content: 'sources', path: '' },
  packages,
  layers: [],
  coverage: emptyCoverage,
});

test('what only development is meant to have is left out and counted; what is installed stays', () => {
  const { packages, coverage } = withoutDevelopment(
    inventory(
      found('a', { evidence: 'declared', dependencies: ['b', 'c'] }),
      found('b', { evidence: 'declared', development: true }),
      found('c', { evidence: 'declared', direct: true }),
      found('d', { development: true }),
    ),
  );
  assert.deepEqual(
    packages.map(({ id, dependencies }) => [id, dependencies]),
    [
      ['a', ['c']],
      ['c', undefined],
      ['d', undefined],
    ],
  );
  assert.match(coverage.problems[0]?.message ?? '', /^1 package declared for development only was left out/);
  assert.equal(isIncomplete(coverage), false);
});

test('an inventory without such packages is left as it is', () => {
  const given = inventory(found('d', { development: true }), found('e', { evidence: 'declared' }));
  assert.equal(withoutDevelopment(given), given);
});
