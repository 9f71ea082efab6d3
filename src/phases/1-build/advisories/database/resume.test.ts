import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, type SeenRequest, testServer } from '../../../../../lab/fixtures/index.ts';
import { createHttp } from '../../../../foundations/net/index.ts';
import type { Feed } from '../feed.ts';
import { type Database, openDatabase, type PartitionUpdate, updatePartition } from './index.ts';
import { exampleFeed, exampleLines, updateOptions } from './testing/example-feed.ts';

/* What a broken connection has left is gone on with: in the same run, and in the next. */

const feed: Feed = { ...exampleFeed, files: () => [{ path: 'all.zip' }] };
const body = Buffer.from(exampleLines(2_000));

/** Answers a request for a part as RFC 9110 asks; after `bytes` of the body the connection breaks. */
function answer(
  { headers }: SeenRequest,
  response: ServerResponse,
  { etag = '"1"', bytes = Infinity, content = body }: { etag?: string; bytes?: number; content?: Buffer } = {},
): void {
  const asked = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  const start = asked !== undefined && headers['if-range'] === etag ? Number(asked) : 0;
  const range = `bytes ${start}-${content.length - 1}/${content.length}`;
  response.writeHead(start > 0 ? 206 : 200, {
    etag,
    'content-length': content.length - start,
    ...(start > 0 ? { 'content-range': range } : {}),
  });
  if (bytes === Infinity) response.end(content.subarray(start));
  else response.write(content.subarray(start, start + bytes), () => response.destroy());
}

interface World {
  readonly database: Database;
  readonly incoming: () => readonly string[];
  update(base: string): Promise<PartitionUpdate>;
}

const inWorld = (work: (world: World) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (directory) => {
    const database = openDatabase(directory);
    const http = createHttp({ offline: false, timeout: 5_000, userAgent: 'test', plainHttp: true, retries: 0 });
    try {
      await work({
        database,
        incoming: () => readdirSync(join(directory, 'incoming')),
        update: (base) =>
          updatePartition(database, feed, 'shared/a', { ...updateOptions(http, '2026-12-01T00:00:00.000Z'), base }),
      });
    } finally {
      database.close();
      await http.close();
    }
  });

test('a connection that breaks now and then: each time the rest is asked for', () =>
  inWorld(async ({ database, update, incoming }) => {
    await using server = await testServer((request, response) => answer(request, response, { bytes: 5_000 }));
    const { state, why, records } = await update(server.url);
    assert.deepEqual([state, why, records], ['updated', undefined, 2_000]);
    const ranges = server.requests.map(({ headers }) => headers.range);
    assert.equal(ranges[0], undefined);
    assert.ok(ranges.length > 2 && ranges.slice(1).every((range) => /^bytes=\d+-$/.test(range ?? '')));
    assert.ok(server.requests.slice(1).every(({ headers }) => headers['if-range'] === '"1"'));
    assert.deepEqual(incoming(), []);
    assert.equal(database.manifest('shared/a')?.files[0]?.bytes, body.length);
  }));

test('what one run has left the next goes on with; of another state all is fetched', () =>
  inWorld(async ({ update, incoming }) => {
    let etag = '"1"';
    let bytes = 5_000;
    let content = body;
    await using server = await testServer((request, response) => {
      // The first run gets a beginning, and then nothing any more.
      if (bytes !== Infinity && request.headers.range !== undefined) response.destroy();
      else answer(request, response, { etag, bytes, content });
    });
    assert.equal((await update(server.url)).state, 'refused');
    assert.equal(incoming().length, 2);
    bytes = Infinity;
    assert.equal((await update(server.url)).records, 2_000);
    assert.equal(server.requests.at(-1)?.headers.range, 'bytes=5000-');
    assert.deepEqual(incoming(), []);

    [etag, bytes, content] = ['"2"', 3_000, Buffer.from(exampleLines(2_100))];
    assert.equal((await update(server.url)).state, 'refused');
    [etag, bytes, content] = ['"3"', Infinity, Buffer.from(exampleLines(2_200))];
    assert.equal((await update(server.url)).records, 2_200);
    assert.deepEqual(incoming(), []);
  }));

test('a server that sends another part than was asked for, or says nothing of the state, is not gone on with', () =>
  inWorld(async ({ update, incoming }) => {
    for (const headers of [{ etag: 'W/"1"' }, {}, { etag: '""' }]) {
      await using server = await testServer((_, response) => {
        response.writeHead(200, { ...headers, 'content-length': body.length });
        response.write(body.subarray(0, 5_000), () => response.destroy());
      });
      assert.equal((await update(server.url)).state, 'refused');
      assert.deepEqual(incoming(), []);
      assert.ok(server.requests.every((request) => request.headers.range === undefined));
    }
    const others: readonly (readonly [etag: string, start: number])[] = [
      ['"1"', 0],
      // Of the right place and of another state: glued to what had come it would be neither.
      ['"2"', 5_000],
    ];
    for (const [etag, start] of others) {
      await using server = await testServer((request, response) => {
        if (request.headers.range === undefined) return answer(request, response, { bytes: 5_000 });
        const from = start === 0 ? 0 : Number(/\d+/.exec(request.headers.range)?.[0]);
        response.writeHead(206, { etag, 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` });
        response.end(body.subarray(from));
      });
      const { state, why } = await update(server.url);
      assert.equal(state, 'refused');
      assert.match(why ?? '', /another part of the file/);
      assert.deepEqual(incoming(), []);
    }
  }));

test('more than the bound is refused before and while it comes, and leaves nothing', () =>
  inWorld(async ({ update, incoming }) => {
    const large = Buffer.alloc(2 * 1024 * 1024, 'a X-1\n');
    for (const length of [{ 'content-length': large.length }, {}]) {
      await using server = await testServer((_, response) => {
        response.writeHead(200, { etag: '"1"', ...length });
        response.end(large);
      });
      const { state, why } = await update(server.url);
      assert.equal(state, 'refused');
      assert.match(why ?? '', /more than \d+ bytes/);
      assert.deepEqual(incoming(), []);
    }
  }));
