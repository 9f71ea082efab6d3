import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Advisory, type AdvisoryStatus, fixVersions, type Package } from '../../../../core/index.ts';
import { match } from './match.ts';
import {
  advisory,
  bookworm,
  bulletins,
  exploited,
  inventoryOf,
  npm,
  partitionsOf,
  pypi,
  testNow,
  testPackage,
  tracker,
} from './testing/samples.ts';

const feeds = [tracker, bulletins, npm, pypi, exploited];
const partitions = ['tracker/bookworm', 'bulletins/bookworm', 'npm/all', 'pypi/all'] as const;

interface Row {
  readonly partition: (typeof partitions)[number];
  readonly key: string;
  readonly advisory: Advisory;
}

const version = fc.tuple(fc.nat(3), fc.nat(3)).map(([major, minor]) => `${major}.${minor}.0`);
const flaw = fc.nat(6).map((number) => `CVE-2024-${number}`);
const id = fc.oneof(
  flaw,
  fc.nat(4).map((number) => `GHSA-${number}`),
);
const status = fc.constantFrom<AdvisoryStatus>(
  'affected',
  'affected',
  'affected',
  'unaffected',
  'wont-fix',
  'undetermined',
  'withdrawn',
);

const range = fc.oneof(
  version.map((fixed) => ({ fixed })),
  version.map((introduced) => ({ introduced })),
  fc.tuple(version, version).map(([introduced, lastAffected]) => ({ introduced, lastAffected })),
);

const row: fc.Arbitrary<Row> = fc.record({
  partition: fc.constantFrom(...partitions),
  key: fc.constantFrom('a', 'b'),
  advisory: fc
    .record({
      id,
      status,
      aliases: fc.array(id, { maxLength: 2 }),
      covers: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(flaw, { maxLength: 3 }) },
      ),
      ranges: fc.array(range, { maxLength: 2 }),
      versions: fc.array(version, { maxLength: 2 }),
      cvss: fc.array(
        fc.record({ vector: fc.constant('CVSS:3.1/'), score: fc.nat(10), source: fc.constantFrom('NVD', 'GitHub') }),
        { maxLength: 1 },
      ),
    })
    .map((some) => {
      const own = some.covers.length > 0 ? some.id.replace(/^[A-Z]+/, 'DSA') : some.id;
      return advisory(own, { ...some, id: own });
    }),
});

const anyPackage: fc.Arbitrary<Package> = fc
  .tuple(fc.constantFrom('deb', 'npm', 'pypi'), fc.constantFrom('a', 'b', 'c'), version)
  .map(([type, name, at]) => testPackage(type, name, at, type === 'deb' ? { source: { name: 'a', version: at } } : {}));

const packages = fc.uniqueArray(anyPackage, { selector: ({ id: own }) => own, maxLength: 6 });

function judged(found: readonly Package[], rows: readonly Row[]) {
  const world: Record<string, Record<string, Advisory[]>> = {};
  for (const partition of partitions) world[partition] = {};
  for (const { partition, key, advisory: one } of rows) {
    const keys = world[partition] ?? {};
    keys[key] = [...(keys[key] ?? []), one];
  }
  return match(inventoryOf(found, bookworm), feeds, partitionsOf(world), testNow);
}

test('the order of packages and rows never changes the result', () => {
  const shuffledWorld = fc
    .tuple(packages, fc.array(row, { maxLength: 14 }))
    .chain(([found, rows]) =>
      fc.tuple(
        fc.constant(found),
        fc.constant(rows),
        fc.shuffledSubarray(found, { minLength: found.length }),
        fc.shuffledSubarray(rows, { minLength: rows.length }),
      ),
    );
  fc.assert(
    fc.property(shuffledWorld, ([found, rows, otherFound, otherRows]) => {
      assert.deepEqual(judged(otherFound, otherRows), judged(found, rows));
    }),
    { numRuns: 200 },
  );
});

test('the order of two rows of one id never changes the result', () => {
  const id = 'CVE-2024-1';
  const one = row.map((some) => ({
    ...some,
    partition: 'npm/all' as const,
    key: 'a',
    advisory: { ...some.advisory, id, aliases: [], covers: [], status: 'affected' as const },
  }));
  const found = [testPackage('npm', 'a', '1.0.0')];
  fc.assert(
    fc.property(one, one, (a, b) => {
      assert.deepEqual(judged(found, [a, b]), judged(found, [b, a]));
    }),
  );
});

test('an unrelated record never changes another finding', () => {
  fc.assert(
    fc.property(packages, fc.array(row, { maxLength: 10 }), row, (found, rows, more) => {
      const unrelated = {
        ...more,
        advisory: { ...more.advisory, id: 'CVE-1999-1', aliases: ['GHSA-unrelated'], covers: [] },
      };
      const before = judged(found, rows).findings;
      const after = judged(found, [...rows, unrelated]).findings;
      assert.deepEqual(
        after.filter((finding) => finding.id !== 'CVE-1999-1'),
        before,
      );
    }),
    { numRuns: 200 },
  );
});

test('a package is judged the same whatever lies beside it', () => {
  fc.assert(
    fc.property(packages, fc.array(row, { maxLength: 10 }), (found, rows) => {
      const together = judged(found, rows).findings;
      for (const one of found) {
        assert.deepEqual(
          together.filter((finding) => finding.package?.id === one.id),
          judged([one], rows).findings,
        );
      }
    }),
    { numRuns: 100 },
  );
});

test('no package has two findings that share an id', () => {
  fc.assert(
    fc.property(packages, fc.array(row, { maxLength: 14 }), (found, rows) => {
      const seen = new Set<string>();
      for (const { package: one, id: own, aliases } of judged(found, rows).findings) {
        // The id of a bulletin is an alias of every flaw that it covers.
        for (const name of [own, ...aliases].filter((alias) => !alias.startsWith('DSA-'))) {
          const key = `${one?.id} ${name}`;
          assert.ok(!seen.has(key), key);
          seen.add(key);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('a fixed version that is named first is above the installed one', () => {
  fc.assert(
    fc.property(packages, fc.array(row, { maxLength: 14 }), (found, rows) => {
      for (const { fix, package: one } of judged(found, rows).findings) {
        for (const fixed of fixVersions(fix)) assert.ok(fixed > (one?.version ?? ''), `${fixed} ${one?.version}`);
      }
    }),
    { numRuns: 200 },
  );
});
