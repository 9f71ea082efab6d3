import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Distribution, emptyCoverage, type Package } from '../../core/index.ts';
import { mergeInventories, type ToMerge } from './merge.ts';

const one = (name: string, more: Partial<Package> = {}): Package => ({
  id: `pkg:npm/${name}@1 /a`,
  name,
  version: '1',
  purl: `pkg:npm/${name}@1`,
  type: 'npm',
  versionOrder: 'semver',
  licences: [],
  path: 'a',
  paths: ['a'],
  files: [],
  foundBy: 'npm',
  ...more,
});
const debian: Distribution = { id: 'debian', version: '12', like: [], path: 'etc/os-release' };
const document = (name: string, distribution: Distribution | undefined, ...packages: readonly Package[]): ToMerge => ({
  name,
  inventory: { ...(distribution ? { distribution } : {}), packages, layers: [], coverage: emptyCoverage },
});
const merged = (...documents: readonly ToMerge[]) => mergeInventories(documents);

test('what stands in several is there once, with all its places, needs and licences', () => {
  const first = document('a', debian, one('x', { dependencies: ['p'], licences: ['MIT'] }), one('y'));
  const second = document(
    'b',
    debian,
    one('x', { dependencies: ['q'], licences: ['ISC'], paths: ['a', 'b'] }),
    one('w'),
  );
  const { packages, distribution } = merged(first, second);
  assert.deepEqual(
    packages.map(({ name }) => name),
    ['w', 'x', 'y'],
  );
  const [, x, y] = packages;
  assert.deepEqual([x?.dependencies, x?.licences, x?.paths], [['p', 'q'], ['MIT'], ['a', 'b']]);
  assert.equal(y !== undefined && 'dependencies' in y, false, 'nothing is known of its needs');
  assert.deepEqual(distribution, debian);
});

test('the order of the documents decides nothing of which packages there are', () => {
  const [a, b] = [document('a', debian, one('x'), one('y')), document('b', undefined, one('y'), one('z'))];
  const names = (documents: readonly ToMerge[]) => mergeInventories(documents).packages.map(({ id }) => id);
  assert.deepEqual(names([a, b]), names([b, a]));
});

test('several distributions are none together, which makes the result incomplete', () => {
  const { distribution, coverage } = merged(document('a', debian), document('b', { ...debian, version: '13' }));
  assert.equal(distribution, undefined);
  assert.match(coverage.problems[0]?.message ?? '', /debian 12, debian 13/);
  assert.equal(coverage.problems[0]?.incomplete, true);
});

test('layers of an image mean nothing beside those of another', () => {
  const layer = { index: 0, digest: `sha256:${'a'.repeat(64)}` } as const;
  const [x] = merged(document('a', undefined, one('x', { layer })), document('b', undefined)).packages;
  assert.equal(x?.layer, undefined);
});
