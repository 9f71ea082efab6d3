import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FoundPackage } from './extractor.ts';
import { type LockNode, lockedPackages } from './lock-graph.ts';

const found = (name: string, version = '1'): FoundPackage => ({
  name,
  version,
  type: 'npm',
  versionOrder: 'semver',
  purl: { name },
});
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;

/** Everything that keys lead to, by looking again and again. */
function closure(from: readonly string[], nodes: readonly LockNode[]): ReadonlySet<string> {
  const seen = new Set(from);
  for (let before = -1; before !== seen.size; ) {
    before = seen.size;
    for (const { key, needs } of nodes) if (seen.has(key)) for (const need of needs) seen.add(need);
  }
  return seen;
}

test('what is direct, what only development leads to, and what needs what, in any graph', () => {
  const some = fc.subarray([...letters]);
  const graph = fc.record({
    present: some,
    edges: fc.array(fc.tuple(fc.constantFrom(...letters), fc.constantFrom(...letters))),
    production: some,
    development: some,
  });
  fc.assert(
    fc.property(graph, ({ present, edges, production, development }) => {
      const nodes = present.map((key) => ({
        key,
        found: found(key),
        needs: edges.filter(([from]) => from === key).map(([, to]) => to),
      }));
      const needed = closure(production, nodes);
      const built = closure(development, nodes);
      for (const one of lockedPackages(nodes, { production, development })) {
        const key = one.name as (typeof letters)[number];
        assert.equal(one.direct, production.includes(key) || development.includes(key));
        assert.equal(one.development, built.has(key) && !needed.has(key) ? true : undefined);
        const needs = new Set(
          edges.filter(([from, to]) => from === key && present.includes(to)).map(([, to]) => `${to}@1`),
        );
        assert.deepEqual(
          one.requires,
          [...needs].sort().map((need) => [need]),
        );
      }
    }),
  );
});

test('one package under several keys is one: needed by anybody, asked for by anybody', () => {
  const nodes: LockNode[] = [
    { key: 'a (peer 1)', found: found('a'), needs: ['b'] },
    { key: 'a (peer 2)', found: found('a'), needs: ['c'] },
    { key: 'b', found: found('b'), needs: [] },
    { key: 'c', found: found('c'), needs: ['gone'] },
    { key: 'member', needs: ['c'] },
  ];
  const told = lockedPackages(nodes, { production: ['member'], development: ['a (peer 1)'] });
  assert.deepEqual(
    told.map(({ name, direct, development, requires }) => [name, direct, development, requires]),
    [
      // Nobody leads to the second key, so that it may be needed.
      ['a', true, undefined, [['b@1'], ['c@1']]],
      ['b', false, true, []],
      ['c', false, undefined, []],
    ],
  );
});

test('without roots only what a file says itself is told', () => {
  const [a, b] = lockedPackages([
    { key: 'a', found: { ...found('a'), development: true }, needs: [] },
    { key: 'b', found: { ...found('b'), direct: true }, needs: ['a'] },
  ]);
  assert.deepEqual([a?.development, a?.direct, b?.development, b?.direct], [true, undefined, undefined, true]);
});
