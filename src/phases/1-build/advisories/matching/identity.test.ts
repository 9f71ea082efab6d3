import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareIds, groupByIdentity, normaliseId } from './identity.ts';

test('ids come in the order in which people know them', () => {
  const ids = ['PYSEC-2024-1', 'CVE-2023-12345', 'GHSA-aaaa-bbbb-cccc', 'CVE-2023-9999', 'DSA-5532-1', 'CVE-2022-1'];
  assert.deepEqual(ids.sort(compareIds), [
    'CVE-2022-1',
    'CVE-2023-9999',
    'CVE-2023-12345',
    'GHSA-aaaa-bbbb-cccc',
    'DSA-5532-1',
    'PYSEC-2024-1',
  ]);
});

test('the order of ids is total', () => {
  const part = fc.oneof(fc.nat({ max: 120 }).map(String), fc.constantFrom('a', 'b', '007', '2a', ''));
  const id = fc
    .tuple(fc.constantFrom('CVE', 'GHSA', 'GO'), fc.array(part, { maxLength: 3 }))
    .map(([prefix, parts]) => [prefix, ...parts].join('-'));
  fc.assert(
    fc.property(id, id, id, (a, b, c) => {
      assert.equal(Math.sign(compareIds(a, b)) + Math.sign(compareIds(b, a)), 0);
      assert.equal(compareIds(a, b) === 0, a === b);
      if (compareIds(a, b) <= 0 && compareIds(b, c) <= 0) assert.ok(compareIds(a, c) <= 0);
    }),
  );
});

test('a CVE id is one id however it is written', () => {
  assert.equal(normaliseId(' cve-2024-1 '), 'CVE-2024-1');
  assert.equal(normaliseId('GHSA-aaaa-bbbb-cccc'), 'GHSA-aaaa-bbbb-cccc');
});

test('things that share an id through others are one group, whatever their order', () => {
  const things = [['GO-1', 'CVE-1'], ['GHSA-9'], ['GHSA-1', 'CVE-1'], ['PYSEC-1', 'GHSA-1'], ['GHSA-2', 'CVE-2']];
  fc.assert(
    fc.property(fc.shuffledSubarray(things, { minLength: things.length }), (shuffled) => {
      const groups = groupByIdentity(shuffled, (ids) => ids).map((group) =>
        group
          .map(([id]) => id)
          .sort()
          .join(' '),
      );
      assert.deepEqual(groups.sort(), ['GHSA-1 GO-1 PYSEC-1', 'GHSA-2', 'GHSA-9']);
    }),
  );
});

test('a long chain of aliases is grouped without deep recursion', () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => [`X-${index}`, `X-${index + 1}`]);
  assert.equal(groupByIdentity(chain, (ids) => ids).length, 1);
});
