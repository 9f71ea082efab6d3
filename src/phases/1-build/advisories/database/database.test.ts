import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../../lab/fixtures/index.ts';
import { defined, errorLine, fixedClock, SeaworthyError } from '../../../../core/index.ts';
import type { FeedRecord } from '../feed.ts';
import { isStale, openDatabase } from './index.ts';
import { exampleAdvisory, exampleFeed } from './testing/example-feed.ts';

const clock = fixedClock('2030-01-01T00:00:00.000Z');
const advisory = (key: string, id: string, more = {}): FeedRecord => ({
  kind: 'advisory',
  key,
  advisory: exampleAdvisory(id, key, more),
});

function install(
  directory: string,
  records: Iterable<FeedRecord>,
  id = 'shared/a',
  date?: string,
  earlierDates: string[] = [],
) {
  const database = openDatabase(directory);
  try {
    const parsed = { records, problems: ['One thing.'], unread: ['One thing.'], ...defined({ date }), earlierDates };
    return database.install({ id, feed: exampleFeed, parsed, files: [], origin: 'https://feed.example', clock });
  } finally {
    database.close();
  }
}

const isDamage = (name: RegExp) => (error: unknown) =>
  error instanceof SeaworthyError && error.code === 'E_DATABASE' && name.test(errorLine(error));

test('database: what was installed is found again, by key and by every id', () =>
  inTemporaryDirectory(async (directory) => {
    const shared = ['https://example.com/1'];
    const full = {
      aliases: ['GHSA-1'],
      covers: ['CVE-2030-0001', 'CVE-2030-0002'],
      title: 'T',
      details: 'D',
      references: shared,
      severity: { level: 'high', source: 'x' },
      cvss: [{ vector: 'v', score: 9.8, source: 'x' }],
      ranges: [{}, { introduced: '1', lastAffected: '2' }],
      versions: ['1.0'],
    } as const;
    const records = [
      advisory('a', 'X-1', full),
      advisory('b', 'X-1', full),
      advisory('a', 'X-2'),
      advisory('__proto__', 'X-3'),
    ];
    const manifest = install(directory, records);
    assert.equal(manifest.records, 4);
    const database = openDatabase(directory);
    const partition = database.partition('shared/a');
    assert.ok(partition);
    assert.deepEqual(partition.manifest, manifest);
    assert.deepEqual(partition.advisories('a'), [exampleAdvisory('X-1', 'a', full), exampleAdvisory('X-2', 'a')]);
    assert.deepEqual(partition.advisories('b'), [exampleAdvisory('X-1', 'b', full)]);
    assert.deepEqual(partition.advisories('__proto__'), [exampleAdvisory('X-3', '__proto__')]);
    assert.deepEqual(partition.advisories('A'), []);
    for (const id of ['X-1', 'x-1', 'ghsa-1', 'CVE-2030-0002', ' CVE-2030-0001 ']) {
      assert.deepEqual(
        database.search(id).map((found) => [found.partition, 'advisory' in found ? found.advisory.package : '']),
        [
          ['shared/a', 'a'],
          ['shared/a', 'b'],
        ],
      );
    }
    assert.deepEqual(database.search("' OR 1=1 --"), []);
    assert.equal(database.partition('shared/b'), undefined);
    assert.equal(database.partition('shared/a'), partition, 'opened once');
    database.close();
  }));

test('database: exploitation of CVEs; of two rows about one the worse counts, and that is told', () =>
  inTemporaryDirectory(async (directory) => {
    const known = { added: '2030-01-01', due: '2030-02-01', ransomware: true, action: 'Update.' };
    const epss = { probability: 0.5, percentile: 0.25 };
    const { problems } = install(directory, [
      { kind: 'exploitation', key: 'CVE-2030-0001', exploitation: { known } },
      { kind: 'exploitation', key: 'CVE-2030-0002', exploitation: { epss: { probability: 0.1, percentile: 0.1 } } },
      { kind: 'exploitation', key: 'CVE-2030-0002', exploitation: { epss } },
      { kind: 'exploitation', key: 'CVE-2030-0002', exploitation: { epss: { probability: 0.2, percentile: 0.9 } } },
    ]);
    assert.deepEqual(problems, [
      'CVE ids that come more than once (the higher value counts): CVE-2030-0002, CVE-2030-0002.',
      'One thing.',
    ]);
    const database = openDatabase(directory);
    const partition = database.partition('shared/a');
    assert.deepEqual(partition?.exploitation('CVE-2030-0001'), { known });
    assert.deepEqual(partition?.exploitation('CVE-2030-0002'), { epss });
    assert.equal(partition?.exploitation('CVE-2030-0003'), undefined);
    database.close();
  }));

test('database: a search by any id also tells of exploitation, where no maker says anything as well', () =>
  inTemporaryDirectory(async (directory) => {
    const known = { added: '2030-01-01', ransomware: false };
    const epss = { probability: 0.5, percentile: 0.25 };
    install(directory, [
      { kind: 'exploitation', key: 'CVE-2030-0001', exploitation: { known } },
      { kind: 'exploitation', key: 'CVE-2030-0003', exploitation: { known } },
    ]);
    install(directory, [{ kind: 'exploitation', key: 'CVE-2030-0001', exploitation: { epss } }], 'shared/b');
    const covers = ['CVE-2030-0001', 'CVE-2030-0009'];
    install(
      directory,
      [advisory('a', 'DSA-1', { covers }), advisory('a', 'X-1', { aliases: ['CVE-2030-0003'] })],
      'shared/c',
    );
    const database = openDatabase(directory);
    const found = (id: string): string[] =>
      database
        .search(id)
        .map((record) => ('advisory' in record ? record.advisory.id : `${record.partition} ${record.cve}`));
    assert.deepEqual(found('CVE-2030-0001'), ['DSA-1', 'shared/a CVE-2030-0001', 'shared/b CVE-2030-0001']);
    assert.deepEqual(found(' cve-2030-0003'), ['X-1', 'shared/a CVE-2030-0003']);
    assert.deepEqual(found('X-1'), ['X-1', 'shared/a CVE-2030-0003']);
    assert.deepEqual(found('DSA-1'), ['DSA-1', 'shared/a CVE-2030-0001', 'shared/b CVE-2030-0001']);
    assert.deepEqual(found('CVE-2030-0002'), []);
    database.close();
  }));

for (const [whose, url, lastModified, own, date] of [
  [
    'publisher',
    'file:///mirror/a',
    'Mon, 31 Dec 2029 00:00:00 GMT',
    '2029-12-30T00:00:00.000Z',
    '2029-12-30T00:00:00.000Z',
  ],
  ['server', 'https://feed.example/a', 'Mon, 31 Dec 2029 00:00:00 GMT', undefined, '2029-12-31T00:00:00.000Z'],
  ['file', 'file:///mirror/a', 'Mon, 31 Dec 2029 00:00:00 GMT', undefined, '2029-12-31T00:00:00.000Z'],
  ['fetch', 'https://feed.example/a', undefined, undefined, '2030-01-01T00:00:00.000Z'],
  ['fetch', 'https://feed.example/a', 'Tue, 31 Dec 2030 00:00:00 GMT', undefined, '2030-01-01T00:00:00.000Z'],
] as const) {
  test(`database: whose word the date of the data is: ${whose}, ${url} ${lastModified ?? 'undated'}`, () =>
    inTemporaryDirectory(async (directory) => {
      const database = openDatabase(directory);
      const source = {
        url,
        bytes: 1,
        digest: `sha256:${'0'.repeat(64)}`,
        ...(lastModified ? { lastModified } : {}),
      } as const;
      database.install({
        id: 'shared/a',
        feed: exampleFeed,
        parsed: { records: [], problems: [], ...(own ? { date: own } : {}) },
        files: [source],
        origin: url,
        clock,
      });
      const manifest = database.manifest('shared/a');
      assert.deepEqual([manifest?.dated, manifest?.date], [whose, date]);
      database.close();
    }));
}

test('database: the manifest says where it came from, and never has a date that is to come', () =>
  inTemporaryDirectory(async (directory) => {
    const manifest = install(directory, [advisory('a', 'X-1')], 'shared/a', '2029-12-31T00:00:00.000Z');
    assert.equal(manifest.date, '2029-12-31T00:00:00.000Z');
    assert.equal(manifest.fetched, '2030-01-01T00:00:00.000Z');
    assert.equal(manifest.title, 'Example feed, a');
    assert.deepEqual([manifest.problems, manifest.unread], [['One thing.'], ['One thing.']]);
    assert.match(manifest.digest, /^sha256:[0-9a-f]{64}$/);
    assert.equal(install(directory, [], 'shared/b', '2031-01-01T00:00:00.000Z').date, '2030-01-01T00:00:00.000Z');
    const slip = {
      date: '2031-01-01T00:00:00.000Z',
      earlierDates: ['2030-06-01T00:00:00.000Z', '2029-06-01T00:00:00.000Z'],
    };
    assert.equal(install(directory, [], 'shared/b', slip.date, slip.earlierDates).date, '2029-06-01T00:00:00.000Z');
    const database = openDatabase(directory);
    assert.deepEqual(
      database.status().map(({ id }) => id),
      ['shared/a', 'shared/b'],
    );
    database.close();
    assert.equal(openDatabase(join(directory, 'nothing', 'here')).status().length, 0);
  }));

test('database: the same rows give the same file, other rows another', () =>
  inTemporaryDirectory(async (directory) => {
    const first = install(directory, [advisory('a', 'X-1')]);
    assert.equal(install(directory, [advisory('a', 'X-1')], 'shared/b').digest, first.digest);
    const second = install(directory, [advisory('a', 'X-2')]);
    assert.notEqual(second.file, first.file);
    const database = openDatabase(directory);
    assert.deepEqual(
      database
        .partition('shared/a')
        ?.advisories('a')
        .map(({ id }) => id),
      ['X-2'],
    );
    database.close();
  }));

test('database: a reader keeps the state that it opened', () =>
  inTemporaryDirectory(async (directory) => {
    install(directory, [advisory('a', 'X-1')]);
    const reader = openDatabase(directory);
    const partition = reader.partition('shared/a');
    install(directory, [advisory('a', 'X-2')]);
    assert.deepEqual(
      partition?.advisories('a').map(({ id }) => id),
      ['X-1'],
    );
    reader.close();
  }));

test('database: records that throw leave the old state and no litter', () =>
  inTemporaryDirectory(async (directory) => {
    install(directory, [advisory('a', 'X-1')]);
    const folder = join(directory, 'partitions', 'shared__a');
    const before = readdirSync(folder).sort();
    const failing = (function* () {
      yield advisory('a', 'X-2');
      throw new SeaworthyError('E_FEED', 'stop');
    })();
    assert.throws(() => install(directory, failing), /stop/);
    assert.deepEqual(readdirSync(folder).sort(), before);
  }));

test('database: what a killed program left is removed after an hour, not before', () =>
  inTemporaryDirectory(async (directory) => {
    const { file } = install(directory, [advisory('a', 'X-1')]);
    const folder = join(directory, 'partitions', 'shared__a');
    const old = new Date(Date.now() - 2 * 3_600_000);
    for (const name of ['.0123456789abcdef.sqlite', '.0123456789abcdef.json', 'fedcba9876543210.sqlite']) {
      writeFileSync(join(folder, name), 'half');
      utimesSync(join(folder, name), old, old);
    }
    writeFileSync(join(folder, '.fedcba9876543210.sqlite'), 'being written');
    const next = install(directory, [advisory('a', 'X-2')]);
    assert.deepEqual(readdirSync(folder).sort(), ['.fedcba9876543210.sqlite', file, next.file, 'manifest.json'].sort());
  }));

test('database: damage is told with the partition and what to remove', () =>
  inTemporaryDirectory(async (directory) => {
    const folder = join(directory, 'partitions', 'shared__a');
    const { file, bytes } = install(
      directory,
      Array.from({ length: 500 }, (_, i) => advisory(`p${i}`, `X-${i}`)),
    );
    const manifest = readFileSync(join(folder, 'manifest.json'));
    const wants = isDamage(/shared\/a.*Remove .*shared__a and run `seaworthy db update shared\/a`/);
    const read = (): unknown => {
      const database = openDatabase(directory);
      try {
        return [database.partition('shared/a')?.advisories('p499'), database.search('X-499')];
      } finally {
        database.close();
      }
    };
    for (const text of [
      '',
      '{',
      '[]',
      '{"id":"shared/b"}',
      manifest.toString().replace(/"file": "[^"]*"/, '"file": "../../x"'),
    ]) {
      writeFileSync(join(folder, 'manifest.json'), text);
      assert.throws(read, wants, text.slice(0, 20));
    }
    writeFileSync(join(folder, 'manifest.json'), manifest);
    assert.doesNotThrow(read);
    const whole = readFileSync(join(folder, file));
    writeFileSync(join(folder, file), Buffer.alloc(bytes, 'x'));
    assert.throws(read, wants, 'not SQLite');
    // The header is whole, the pages behind it are not.
    writeFileSync(join(folder, file), Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(bytes - 8192, 0xff)]));
    assert.throws(read, wants, 'damaged pages');
    writeFileSync(join(folder, file), whole);
    truncateSync(join(folder, file), bytes - 1);
    assert.throws(read, wants, 'truncated');
  }));

test('database: names of partitions cannot lead out of it', () =>
  inTemporaryDirectory(async (directory) => {
    const database = openDatabase(directory);
    for (const id of ['..', '../x', 'a/../b', '/etc', 'a//b', 'a\\b', '', '.hidden', 'a:b', 'a\u0000', 'a__b']) {
      assert.throws(
        () => database.partition(id),
        (error) => error instanceof SeaworthyError && error.code === 'E_USAGE',
        id,
      );
    }
  }));

test('database: the file is plain SQLite that anybody can read', () =>
  inTemporaryDirectory(async (directory) => {
    const { file } = install(directory, [advisory('a', 'X-1')]);
    const path = join(directory, 'partitions', 'shared__a', file);
    assert.ok(existsSync(path));
    const db = new DatabaseSync(path, { readOnly: true });
    assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
    assert.equal(db.prepare('SELECT count(*) AS n FROM records').get()?.n, 1);
    db.close();
  }));

test('database: stale is what is missing, old, of another version, or from the future', () =>
  inTemporaryDirectory(async (directory) => {
    const manifest = install(directory, []);
    const at = (time: string) => isStale(manifest, exampleFeed, new Date(time));
    assert.equal(at('2030-01-01T11:59:00Z'), false);
    assert.equal(at('2030-01-01T12:01:00Z'), true);
    assert.equal(at('2029-12-31T00:00:00Z'), true);
    const now = new Date('2030-01-01T00:00:00Z');
    assert.equal(isStale(undefined, exampleFeed, now), true);
    assert.equal(isStale(manifest, { ...exampleFeed, version: 2 }, now), true);
    assert.equal(isStale({ ...manifest, schema: 0 }, exampleFeed, now), true);
    assert.equal(isStale({ ...manifest, fetched: 'never' }, exampleFeed, now), true);
    assert.equal(isStale(manifest, undefined, new Date('2040-01-01T00:00:00Z')), false);
  }));

test('database: where no folder can be made, it says so and not what came of it', () =>
  inTemporaryDirectory(async (directory) => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    for (const place of [
      file,
      join(file, 'below'),
      ...(process.platform === 'linux' ? ['/proc/x', '/dev/null/x'] : []),
    ])
      assert.throws(
        () => install(place, [advisory('a', 'X-1')]),
        (error) => error instanceof SeaworthyError && error.code === 'E_WRITE' && /mkdir/.test(errorLine(error)),
        place,
      );
  }));
