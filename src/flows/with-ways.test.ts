import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defined, emptyCoverage, type Package } from '../core/index.ts';
import { withWays } from './with-ways.ts';

const found = (name: string, direct: boolean | undefined, ...dependencies: string[]): Package => ({
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
  evidence: 'declared',
  dependencies,
  ...defined({ direct }),
});
const waysOf = (...packages: Package[]) => {
  const subject = { kind: 'files', name: 'x', content: 'sources', path: '' } as const;
  const told = withWays({ subject, packages, layers: [], coverage: emptyCoverage }).packages;
  return told.flatMap(({ name, byWayOf }) => (byWayOf === undefined ? [] : [`${name}: ${byWayOf.join(' › ')}`]));
};

test('the shortest way from what the project asks for, circles and all', () => {
  const ways = waysOf(
    found('a', true, 'b'),
    found('b', false, 'c', 'a'),
    found('c', false, 'd', 'b'),
    found('d', false, 'c'),
    found('z', true, 'c'),
    found('alone', false),
    found('unsaid', undefined, 'alone'),
  );
  assert.deepEqual(ways, ['b: a@1.0.0', 'c: z@1.0.0', 'd: z@1.0.0 › c@1.0.0']);
});

test('where nobody says who asks, no way is told', () =>
  assert.deepEqual(waysOf(found('a', undefined, 'b'), found('b', undefined)), []));

test('a long chain is not followed for ever', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => found(`p${index}`, index === 0, `p${index + 1}`));
  assert.equal(waysOf(...many).length, 4_999);
});
