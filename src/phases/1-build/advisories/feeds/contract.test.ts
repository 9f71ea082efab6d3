import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import fc from 'fast-check';
import * as packers from '../../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../../core/index.ts';
import { knownDistribution, knownDistributions } from '../../distributions/index.ts';
import type { Feed, FeedRecord, FetchedFile } from '../feed.ts';
import { exampleOf, filesOf } from '../matching/testing/example-files.ts';
import { examplePackage } from './example.ts';
import { feeds } from './index.ts';

const told = (record: FeedRecord): string =>
  record.kind === 'advisory' ? `${record.key} ${record.advisory.id} ${record.advisory.status}` : record.key;

/** Reads hostile files: records or `E_FEED`, nothing else. */
function readOrRefuse(feed: Feed, partition: string, files: readonly FetchedFile[]): number | 'refused' {
  try {
    return [...feed.parse(partition, files).records].length;
  } catch (error) {
    assert.ok(error instanceof SeaworthyError && error.code === 'E_FEED', `${feed.id} threw ${error}`);
    return 'refused';
  }
}

before(async () => {
  for (const feed of feeds) await feed.prepare?.();
});

test('every folder is in the list of feeds, once, under its own name', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(feeds.map(({ id }) => id).sort(), folders.map(({ name }) => name).sort());
  assert.equal(new Set(feeds.map(({ setting }) => setting)).size, feeds.length, 'settings differ');
});

test('a partition belongs to one feed', async () => {
  const partitions = await Promise.all(feeds.map(async (feed) => (await exampleOf(feed)).partition));
  for (const partition of [...partitions, 'alpine/edge', 'osv/crates.io', 'osv/Rocky Linux']) {
    assert.equal(feeds.filter((feed) => feed.owns(partition)).length, 1, partition);
  }
  for (const partition of [
    '',
    'alpine',
    'alpine/',
    'alpine/../x',
    'osv/',
    'osv/../../etc',
    'debian-tracker/a/b',
    'kev/x',
    'osv/a:b',
  ]) {
    assert.ok(!feeds.some((feed) => feed.owns(partition)), partition);
  }
});

for (const feed of feeds) {
  test(`${feed.id}: says what it is`, () => {
    assert.match(feed.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    assert.match(feed.setting, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    assert.ok(Number.isInteger(feed.version) && feed.version >= 1);
    assert.equal(new URL(feed.base).protocol, 'https:');
    assert.ok(feed.title && feed.publisher && feed.licence);
    assert.deepEqual(feed.needs, ['network']);
    const { bytes, inflatedBytes, records } = feed.limits;
    assert.ok(bytes > 0 && bytes <= inflatedBytes && inflatedBytes <= 512 * 1024 * 1024 && records > 0);
    assert.ok(feed.maxAgeHours >= 1 && feed.maxAgeHours <= 24);
    for (const partition of feed.contextPartitions) assert.ok(feed.owns(partition));
    assert.match(feed.proven.what, /^[A-Z].*\.$/);
  });

  test(`${feed.id}: judges the distributions that it names, and no other`, async () => {
    const { lookup } = await exampleOf(feed);
    const { distributions = [] } = feed;
    assert.equal(distributions.length > 0, lookup?.distribution !== undefined);
    for (const id of distributions) assert.ok(knownDistribution(id), id);
    // What is told of fixes alone is told in the page about feeds as well.
    assert.equal(feed.fixesOnly === true, /Flaws that are not fixed yet are not in it/.test(feed.proven.what));
    if (lookup?.distribution === undefined) return;
    assert.ok(distributions.includes(lookup.distribution.id), lookup.distribution.id);
    for (const { id } of knownDistributions) {
      if (distributions.includes(id)) continue;
      assert.deepEqual(feed.lookups(lookup.found, { ...lookup.distribution, id }), [], id);
    }
  });

  test(`${feed.id}: its files lie under its base`, async () => {
    const { partition, files } = await exampleOf(feed);
    assert.deepEqual(
      feed.files(partition).map(({ path }) => path),
      files.map(({ path }) => path),
    );
    for (const { path } of feed.files(partition)) {
      assert.ok(path !== '' && path.split('/').every((part) => part !== '' && part !== '..' && part !== '.'), path);
    }
  });

  test(`${feed.id}: reads its example, the same every time`, async () => {
    const example = await exampleOf(feed);
    const parsed = feed.parse(example.partition, filesOf(example, packers));
    const records = [...parsed.records];
    assert.deepEqual(records.map(told), example.records);
    assert.deepEqual(parsed.problems, []);
    assert.ok(parsed.date === undefined || new Date(parsed.date).toISOString() === parsed.date);
    assert.deepEqual([...feed.parse(example.partition, filesOf(example, packers)).records], records);
    assert.deepEqual(JSON.parse(JSON.stringify(records)), structuredClone(records), 'records are plain data');
    for (const record of records) {
      if (record.kind !== 'advisory') continue;
      const { advisory } = record;
      for (const range of advisory.ranges) assert.ok(range.fixed === undefined || range.lastAffected === undefined);
      for (const url of advisory.references) assert.ok(URL.canParse(url), url);
    }
  });

  test(`${feed.id}: looks up by rules that do not change`, async () => {
    const { lookup } = await exampleOf(feed);
    // Who tells of flaws by their ids alone is asked about no package.
    assert.equal(
      lookup === undefined,
      feed.contextPartitions.length > 0 || feed.tells === 'severity' || feed.tells === 'support',
    );
    for (const partition of feed.rates?.partitions('CVE-2024-3094') ?? []) assert.ok(feed.owns(partition), partition);
    for (const type of ['apk', 'deb', 'rpm', 'npm', 'generic']) {
      const found = feed.lookups(examplePackage(type, 'some', '1.0'), undefined);
      for (const { partition } of found) assert.ok(feed.owns(partition), partition);
    }
    if (lookup === undefined) return;
    const found = feed.lookups(lookup.found, lookup.distribution);
    assert.deepEqual(
      found.map(({ key, version }) => ({ key, version })),
      [{ key: lookup.key, version: lookup.version }, ...(lookup.beside ?? [])],
    );
    for (const { partition, why } of found) {
      assert.ok(feed.owns(partition), partition);
      assert.match(why, /^[A-Z].*\.$/);
    }
    assert.deepEqual(feed.lookups(lookup.found, lookup.distribution), found);
  });

  test(`${feed.id}: refuses what is not its data`, async () => {
    const example = await exampleOf(feed);
    const paths = feed.files(example.partition).map(({ path }) => path);
    assert.equal(readOrRefuse(feed, example.partition, []), 'refused');
    for (const text of [
      '',
      'hello',
      '<html><body>Sign in</body></html>',
      '{}',
      '[]',
      'null',
      '{"a":',
      '\u0000\u0001',
      '"x"',
    ]) {
      const files = paths.map((path) => ({ path, bytes: Buffer.from(text) }));
      assert.equal(readOrRefuse(feed, example.partition, files), 'refused', JSON.stringify(text));
    }
    assert.equal(
      readOrRefuse(
        feed,
        example.partition,
        paths.map((path) => ({ path, bytes: Uint8Array.of(0xff, 0xfe, 0x00) })),
      ),
      'refused',
    );
  });

  test(`${feed.id}: damaged files give records or a refusal, never anything else`, async () => {
    const example = await exampleOf(feed);
    const files = filesOf(example, packers);
    const change = fc.record({ file: fc.nat(files.length - 1), at: fc.nat(2000), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(3000), (changes, length) => {
        const copies = files.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes.subarray(0, length + 20)) }));
        for (const { file, at, byte } of changes) {
          const bytes = copies[file]?.bytes ?? Buffer.alloc(0);
          if (at < bytes.length) bytes[at] = byte;
        }
        readOrRefuse(feed, example.partition, copies);
      }),
      { numRuns: 100 },
    );
  });
}

test('who speaks of every version comes before who speaks of those that are looked after alone', () => {
  // Node.js names the lines of that day: its silence about an older one would pass for "not affected" before Bitnami's ranges.
  const ids = feeds.map(({ id }) => id);
  assert.ok(ids.indexOf('osv') < ids.indexOf('nodejs'));
  assert.ok(ids.indexOf('nodejs') < ids.indexOf('nvd-products'));
});
