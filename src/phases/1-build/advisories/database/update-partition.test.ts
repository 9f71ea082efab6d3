import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inTemporaryDirectory, testServer } from '../../../../../lab/fixtures/index.ts';
import { defaultLimits, defined, fixedClock } from '../../../../core/index.ts';
import { createHttp } from '../../../../foundations/net/index.ts';
import type { Feed } from '../feed.ts';
import {
  type Database,
  FetchedFiles,
  neededPartitions,
  openDatabase,
  type UpdateOptions,
  updatePartition,
} from './index.ts';
import { exampleFeed, exampleLines, memoryHttp, type Served, updateOptions } from './testing/example-feed.ts';

const all = 'https://feed.example/all.txt';
const more = 'https://feed.example/more.txt';
const id = 'shared/a';

async function withDatabase(work: (database: Database, directory: string) => Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const database = openDatabase(directory);
    try {
      await work(database, directory);
    } finally {
      database.close();
    }
  });
}

const serve = (body: string | Uint8Array, headers: Record<string, string> = {}): Served => ({ body, headers });

const ids = (database: Database, key: string): string[] =>
  database
    .partition(id)
    ?.advisories(key)
    .map((one) => one.id) ?? [];

test('update: fetched, then unchanged by ETag, with its freshness renewed', () =>
  withDatabase(async (database) => {
    const served = new Map([
      [all, serve('a X-1\n', { etag: '"1"', 'last-modified': 'Sun, 30 Dec 2029 00:00:00 GMT' })],
    ]);
    const http = memoryHttp(served);
    const first = await updatePartition(database, exampleFeed, id, updateOptions(http));
    assert.deepEqual(first, {
      partition: id,
      state: 'updated',
      records: 1,
      date: '2029-12-30T00:00:00.000Z',
      problems: [],
    });
    const before = database.manifest(id);
    assert.equal(before?.files[0]?.etag, '"1"');
    const second = await updatePartition(
      database,
      exampleFeed,
      id,
      updateOptions(memoryHttp(served), '2030-01-02T00:00:00.000Z'),
    );
    assert.deepEqual(second, { ...first, state: 'unchanged' });
    assert.deepEqual(database.manifest(id), { ...before, fetched: '2030-01-02T00:00:00.000Z' });
    assert.deepEqual(ids(database, 'a'), ['X-1']);
    served.set(all, serve('a X-2\n', { etag: '"2"' }));
    assert.equal(
      (await updatePartition(database, exampleFeed, id, updateOptions(memoryHttp(served)))).state,
      'updated',
    );
    assert.deepEqual(ids(database, 'a'), ['X-2']);
  }));

test('update: the same bytes again are no change, also without an ETag', () =>
  withDatabase(async (database) => {
    const served = new Map([[all, serve('a X-1\n')]]);
    await updatePartition(database, exampleFeed, id, updateOptions(memoryHttp(served)));
    const again = await updatePartition(database, exampleFeed, id, updateOptions(memoryHttp(served)));
    assert.equal(again.state, 'unchanged');
    const forced = await updatePartition(database, exampleFeed, id, {
      ...updateOptions(memoryHttp(served)),
      force: true,
    });
    assert.equal(forced.state, 'updated');
  }));

test('update: when one of two files changed, the other is asked for as a whole', () =>
  withDatabase(async (database) => {
    const served = new Map([
      [all, serve('a X-1\n', { etag: '"1"' })],
      [more, serve('a X-2\n', { etag: '"2"' })],
    ]);
    await updatePartition(database, exampleFeed, id, updateOptions(memoryHttp(served)));
    served.set(more, serve('a X-3\n', { etag: '"3"' }));
    const http = memoryHttp(served);
    await updatePartition(database, exampleFeed, id, updateOptions(http));
    assert.deepEqual(http.asked, [`304 ${all}`, `200 ${more}`, `200 ${all}`]);
    assert.deepEqual(ids(database, 'a'), ['X-1', 'X-3']);
    // The optional file went away: that is a change, too.
    served.delete(more);
    assert.equal(
      (await updatePartition(database, exampleFeed, id, updateOptions(memoryHttp(served)))).state,
      'updated',
    );
    assert.deepEqual(ids(database, 'a'), ['X-1']);
  }));

test('update: partitions of one file fetch it once, also side by side, and it is let go after the last', () =>
  withDatabase(async (database, directory) => {
    const served = new Map([
      [all, serve(exampleLines(5))],
      ['https://other.example/all.txt', serve(exampleLines(3))],
    ]);
    const http = memoryHttp(served);
    const files = new FetchedFiles();
    const options = { ...updateOptions(http), files };
    const names = ['shared/a', 'shared/b', 'shared/c'];
    for (const name of names) files.expect(exampleFeed, name);
    await Promise.all(names.map((name) => updatePartition(database, exampleFeed, name, options)));
    assert.deepEqual(
      http.asked.filter((line) => line.startsWith('200')),
      [`200 ${all}`],
    );
    assert.deepEqual(readdirSync(join(directory, 'incoming')), []);
    await updatePartition(database, exampleFeed, 'shared/d', {
      ...updateOptions(http),
      base: 'https://other.example',
    });
    assert.deepEqual(
      database.status().map(({ records }) => records),
      [5, 5, 5, 3],
    );
  }));

test('update: whatever is wrong, it is refused whole and the old state stays', () =>
  withDatabase(async (database) => {
    const good = exampleLines(100);
    await updatePartition(database, exampleFeed, id, updateOptions(memoryHttp(new Map([[all, serve(good)]]))));
    const packed = gzipSync(exampleLines(200));
    const wrong = createHash('sha256').update('other').digest('base64');
    const cases: readonly [string, Served | undefined, RegExp, object?][] = [
      ['gone', undefined, /answers 404/],
      ['refused', { status: 403, body: '' }, /answers 403/],
      ['broken', { status: 500, body: '' }, /answers 500/],
      ['not modified, unasked', { status: 304, body: '' }, /answers 304/],
      ['malformed at its end', serve(`${good}bad\n`), /a bad line/],
      ['oversized', serve(good), /(?:larger|more) than/, { feedBytes: 100 }],
      ['oversized for this feed', serve(exampleLines(1).repeat(200_000)), /more than 1048576 bytes/],
      ['a bomb', serve(gzipSync(Buffer.alloc(3_000_000, 'a X-1\n'))), /inflates to more than 2097152 bytes/],
      ['too many records', serve(exampleLines(10_001)), /more than 10000 records/],
      ['inflates too far', serve(packed), /inflates to more than 100 bytes/, { feedInflatedBytes: 100 }],
      ['truncated gzip', serve(packed.subarray(0, -20)), /cannot be inflated/],
      ['truncated', serve('a X-1\n', { 'content-length': '999' }), /ends after 6 of 999/],
      ['other bytes', serve(good, { 'repr-digest': `sha-256=:${wrong}:` }), /does not have the digest/],
      [
        'other bytes, Google',
        serve(good, { 'x-goog-hash': 'crc32c=AAAA,md5=AAAAAAAAAAAAAAAAAAAAAA==' }),
        /does not have the digest/,
      ],
      ['shrunk', serve(exampleLines(49)), /shrunk from 100 records to 49/],
    ];
    const before = database.manifest(id);
    for (const [what, served, why, limits] of cases) {
      const http = memoryHttp(new Map(served === undefined ? [] : [[all, served]]));
      const update = await updatePartition(
        database,
        exampleFeed,
        id,
        updateOptions(http, '2030-01-03T00:00:00.000Z', limits),
      );
      assert.equal(update.state, 'refused', what);
      assert.match(update.why ?? '', why, what);
      assert.ok(update.error, what);
      assert.deepEqual(database.manifest(id), before, what);
      assert.equal(database.partition(id)?.advisories('pkg1').length, 10, what);
    }
    const half = memoryHttp(new Map([[all, serve(exampleLines(50))]]));
    assert.equal((await updatePartition(database, exampleFeed, id, updateOptions(half))).state, 'updated');
    const small = memoryHttp(new Map([[all, serve(exampleLines(1))]]));
    assert.equal((await updatePartition(database, exampleFeed, id, updateOptions(small))).state, 'refused');
    const forced = { ...updateOptions(small), force: true };
    assert.equal((await updatePartition(database, exampleFeed, id, forced)).state, 'updated');
  }));

test('update: a feed whose parser trips is refused, not the end of the program', () =>
  withDatabase(async (database) => {
    const http = memoryHttp(new Map([[all, serve('a X-1\n')]]));
    const tripping = {
      ...exampleFeed,
      parse: () => {
        throw new TypeError('undefined is not a function');
      },
    };
    const update = await updatePartition(database, tripping, id, updateOptions(http));
    assert.deepEqual([update.state, update.error?.code], ['refused', 'E_FEED']);
    assert.equal(database.manifest(id), undefined);
  }));

test('update: gzip is seen by its bytes, packed once or twice', () =>
  withDatabase(async (database) => {
    for (const body of [gzipSync('a X-1\n'), gzipSync(gzipSync('a X-1\n'))]) {
      const http = memoryHttp(new Map([[all, serve(body)]]));
      await updatePartition(database, exampleFeed, id, { ...updateOptions(http), force: true });
      assert.deepEqual(ids(database, 'a'), ['X-1']);
    }
  }));

test('update: bzip2 is seen by its bytes, and held to the same bound', () =>
  withDatabase(async (database) => {
    // `a X-1\n`
    const packed = Buffer.from('QlpoOTFBWSZTWUTpoLEAAALbAAAQQAIgAABAIAAgADDACGh+qaDxdyRThQkETpoLEA==', 'base64');
    assert.equal(
      (await updatePartition(database, exampleFeed, id, updateOptions(memoryHttp(new Map([[all, serve(packed)]])))))
        .state,
      'updated',
    );
    assert.deepEqual(ids(database, 'a'), ['X-1']);
    const small = updateOptions(memoryHttp(new Map([[all, serve(packed)]])), '2030-01-02T00:00:00.000Z', {
      feedInflatedBytes: 5,
    });
    const refused = await updatePartition(database, exampleFeed, id, { ...small, force: true });
    assert.match(refused.why ?? '', /^the file inflates to more than 5 bytes/);
  }));

test('update: what lies elsewhere on a mirror is found there, and known there the next time', () =>
  withDatabase(async (database) => {
    const feed: Feed = { ...exampleFeed, files: () => [{ path: 'plain.txt', instead: 'all.txt' }] };
    const served = new Map([[all, serve('a X-1\n', { etag: '"1"' })]]);
    const update = () => updatePartition(database, feed, id, updateOptions(memoryHttp(served)));
    assert.equal((await update()).state, 'updated');
    assert.deepEqual(
      database.manifest(id)?.files.map(({ url }) => url),
      [all],
    );
    assert.equal((await update()).state, 'unchanged');
    served.set('https://feed.example/plain.txt', serve('a X-2\n'));
    assert.equal((await update()).state, 'updated');
    assert.deepEqual(ids(database, 'a'), ['X-2']);
    served.clear();
    const gone = await update();
    assert.deepEqual([gone.state, gone.error?.code], ['refused', 'E_NOT_FOUND']);
  }));

test('update: a damaged partition, or one of another parser, is fetched again though nothing changed', () =>
  withDatabase(async (database, directory) => {
    const served = new Map([[all, serve('a X-1\n', { etag: '"1"' })]]);
    await updatePartition(database, exampleFeed, id, updateOptions(memoryHttp(served)));
    const newer = { ...exampleFeed, version: 2 };
    assert.equal((await updatePartition(database, newer, id, updateOptions(memoryHttp(served)))).state, 'updated');
    database.close();
    truncateSync(join(directory, 'partitions', 'shared__a', database.manifest(id)?.file ?? ''), 100);
    assert.equal((await updatePartition(database, newer, id, updateOptions(memoryHttp(served)))).state, 'updated');
    assert.deepEqual(ids(database, 'a'), ['X-1']);
  }));

test('update: two programs at once leave a whole state', () =>
  withDatabase(async (database, directory) => {
    const writers = Array.from({ length: 4 }, (_, index) => {
      const http = memoryHttp(new Map([[all, serve(exampleLines(60 + index))]]));
      return updatePartition(openDatabase(directory), exampleFeed, id, updateOptions(http));
    });
    for (const { state } of await Promise.all(writers)) assert.equal(state, 'updated');
    const records = database.partition(id)?.manifest.records ?? 0;
    assert.ok(records >= 60 && records <= 63);
    assert.equal(database.search('X-59').length, 1);
  }));

test('update: over real HTTP, with the headers that a server sees', () =>
  withDatabase(async (database) => {
    await using server = await testServer((request, response) => {
      if (request.url !== '/feed/all.txt') {
        response.statusCode = 404;
      } else if (request.headers['if-none-match'] === '"v1"') {
        response.statusCode = 304;
      } else {
        response.setHeader('etag', '"v1"');
        response.setHeader('content-encoding', 'gzip');
        response.write(gzipSync('a X-1\n'));
      }
      response.end();
    });
    const http = createHttp({ offline: false, timeout: 5000, userAgent: 'test', plainHttp: true });
    try {
      const clock = fixedClock('2030-01-01T00:00:00Z');
      const come: (readonly [number, number | undefined])[] = [];
      const onBytes = (done: number, total?: number): void => void come.push([done, total]);
      const options = { base: `${server.url}/feed`, http, limits: defaultLimits, clock, onBytes };
      assert.equal((await updatePartition(database, exampleFeed, id, options)).state, 'updated');
      const again = { ...options, http: { ...http, request: http.request.bind(http) } };
      assert.equal((await updatePartition(database, exampleFeed, id, again)).state, 'unchanged');
      assert.deepEqual(ids(database, 'a'), ['X-1']);
      assert.ok(come.length > 0, 'what comes is told');
      assert.ok(come.every(([done, total]) => done > 0 && (total === undefined || total >= done)));
    } finally {
      await http.close();
    }
  }));

test('needed partitions: those of the packages, and context only where there are such', () => {
  const context = { ...exampleFeed, id: 'context', contextPartitions: ['kev'], lookups: () => [] };
  const pkg = (type: string, name: string) => ({
    id: name,
    name,
    version: '1',
    purl: '',
    type,
    versionOrder: 'x',
    licences: [],
    path: '',
    paths: [],
    files: [],
    foundBy: 'x',
  });
  const needed = (...packages: ReturnType<typeof pkg>[]) =>
    neededPartitions({ packages }, [context, exampleFeed]).map(({ partition, feed }) => `${feed.id} ${partition}`);
  assert.deepEqual(needed(pkg('example', 'b'), pkg('example', 'a'), pkg('example', 'b'), pkg('other', 'c')), [
    'example shared/a',
    'example shared/b',
    'context kev',
  ]);
  assert.deepEqual(needed(pkg('other', 'c')), []);
  assert.deepEqual(neededPartitions({ packages: [pkg('example', 'a')] }, [{ ...exampleFeed, askedByName: true }]), []);
  assert.deepEqual(needed(), []);
});

/** What a feed would say of its own date, in its first line: `date 2030-01-01`. */
const datedFeed: Feed = {
  ...exampleFeed,
  parse(partition, files) {
    const [, date] = /^date (\S+)$/m.exec(Buffer.from(files[0]?.bytes ?? []).toString()) ?? [];
    const dates = (date ?? '')
      .split(',')
      .filter(Boolean)
      .map((day) => new Date(day).toISOString());
    const { records, problems } = exampleFeed.parse(partition, files);
    return { records, problems, ...defined({ date: dates[0] }), earlierDates: dates.slice(1) };
  },
};

test('update: an older release never silently replaces a newer one', () =>
  withDatabase(async (database) => {
    const now = '2030-06-01T00:00:00.000Z';
    const put = (body: string, more: Partial<UpdateOptions> = {}, headers: Record<string, string> = {}) =>
      updatePartition(database, datedFeed, id, {
        ...updateOptions(memoryHttp(new Map([[all, serve(body, headers)]])), now),
        ...more,
      });
    assert.equal((await put('date 2030-05-02\na X-2\n')).state, 'updated');
    const older = await put('date 2030-05-01\na X-1\n');
    assert.equal(older.state, 'refused');
    assert.match(older.why ?? '', /made on 2030-05-01T.*, before the one in force of 2030-05-02T/);
    assert.match(older.error?.next ?? '', /--allow-older/);
    assert.deepEqual(ids(database, 'a'), ['X-2']);
    // Not by fetching anew, and not by an age that cannot be.
    assert.equal((await put('date 2030-05-01\na X-1\n', { force: true })).state, 'refused');
    assert.equal((await put('date 2031-01-01,2030-05-01\na X-1\n')).state, 'refused');
    assert.equal((await put('date 2030-05-02\na X-3\n')).state, 'updated', 'of the same day');
    assert.equal((await put('date 2030-05-03\na X-4\n')).state, 'updated');
    assert.equal((await put('date 2030-05-01\na X-1\n', { allowOlder: true })).state, 'updated');
    assert.deepEqual(ids(database, 'a'), ['X-1']);
    const ahead = await put('date 2031-01-01\na X-5\n');
    assert.equal(ahead.state, 'updated');
    assert.match(ahead.problems.join(), /made on 2031-01-01, which is still to come/);
    assert.equal(database.manifest(id)?.published, undefined);
  }));

test('update: where the publisher gives no date, that of the file on the same server counts', () =>
  withDatabase(async (database) => {
    const now = '2030-06-01T00:00:00.000Z';
    const put = (body: string, day: string, base = 'https://feed.example/') =>
      updatePartition(database, exampleFeed, id, {
        ...updateOptions(
          memoryHttp(new Map([[`${base}all.txt`, serve(body, { 'last-modified': new Date(day).toUTCString() })]])),
          now,
        ),
        base,
      });
    assert.equal((await put('a X-2\n', '2030-05-02')).state, 'updated');
    assert.equal((await put('a X-1\n', '2030-05-01')).state, 'refused');
    assert.equal((await put('a X-3\n', '2030-05-03')).state, 'updated');
    // A copy elsewhere has a date of its own, which says nothing of its age.
    assert.equal((await put('a X-4\n', '2030-05-01', 'https://mirror.example/')).state, 'updated');
  }));
