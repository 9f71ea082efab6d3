import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dockerRegistry,
  imageBlobs,
  skipWithoutDockerRegistry,
  type TestServer,
  testServer,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, defined, SeaworthyError } from '../../../core/index.ts';
import { createHttp } from '../../net/index.ts';
import { listRepositories } from './catalog.ts';
import { createRegistryClient, type RegistryClient } from './client.ts';
import { tagList } from './tags.ts';

interface Page {
  readonly names: readonly string[];
  /** Query of the next page. */
  readonly next?: string;
  readonly status?: number;
}

/** How a registry answers a question for a page of all its names, which are in order. */
type Manner = (all: readonly string[], query: URLSearchParams) => Page;

const asked = (query: URLSearchParams, most: number): number => Math.min(Number(query.get('n') ?? most), most);
const following = (all: readonly string[], last: string | null): readonly string[] =>
  last === null ? all : all.filter((name) => name > last);

/** Honours `n` up to its own bound, and `last`; sends no `Link`, which is a MAY. */
const withoutLink =
  (most: number): Manner =>
  (all, query) => ({ names: following(all, query.get('last')).slice(0, asked(query, most)) });

const withLink =
  (most: number): Manner =>
  (all, query) => {
    const rest = following(all, query.get('last'));
    const names = rest.slice(0, asked(query, most));
    return { names, ...(rest.length > names.length ? { next: `n=${names.length}&last=${names.at(-1) ?? ''}` } : {}) };
  };

/** Next pages by a token of its own; a name in its place is refused, or passed over. */
const withToken =
  (most: number, status?: number): Manner =>
  (all, query) => {
    const last = query.get('last');
    if (status !== undefined && last !== null && !/^\d+$/.test(last)) return { names: [], status };
    const from = /^\d+$/.test(last ?? '') ? Number(last) : 0;
    const to = from + asked(query, most);
    return { names: all.slice(from, to), ...(to < all.length ? { next: `n=${query.get('n')}&last=${to}` } : {}) };
  };

const whole: Readonly<Record<string, Manner>> = {
  'no Link, pages as asked': withoutLink(1_000),
  'no Link, pages of 100': withoutLink(100),
  'no Link, one name a page': withoutLink(1),
  'no Link, `last` counts among what follows': (all, query) => {
    const last = query.get('last');
    return { names: all.filter((name) => last === null || name >= last).slice(0, asked(query, 100)) };
  },
  'Link, pages of 50': withLink(50),
  'Link on full pages and not on the last full one': (all, query) => {
    const page = withLink(100)(all, query);
    return (page.names[0] ?? '') > 't0' ? { names: page.names } : page;
  },
  'Link with tokens, names for `last` passed over': withToken(100),
  'Link with tokens, names for `last` refused': withToken(100, 400),
  'all at once, whatever is asked for': (all) => ({ names: all }),
  'pages that a filter empties': (all, query) => {
    const page = withLink(10)(all, query);
    return query.get('last') === 't0009' ? { names: [], next: 'n=10&last=t0010' } : page;
  },
};

const unknowable: Readonly<Record<string, Manner>> = {
  'pages as asked, `last` ignored': (all, query) => ({ names: all.slice(0, asked(query, 1_000)) }),
  'pages of 100 at most, `last` ignored': (all, query) => ({ names: all.slice(0, asked(query, 100)) }),
  '`last` refused, no Link': (all, query) =>
    query.has('last') ? { names: [], status: 405 } : { names: all.slice(0, asked(query, 100)) },
  'a Link to the same page': (all, query) => ({ names: all.slice(0, asked(query, 100)), next: 'n=100' }),
};

async function namesBy(manner: Manner, count: number): Promise<readonly string[] | string> {
  const all = Array.from({ length: count }, (_, at) => `t${String(at).padStart(4, '0')}`);
  const answer = (request: { readonly url: string }): { status: number; link?: string; body: string } => {
    const url = new URL(request.url, 'http://registry');
    const { names, next, status = 200 } = manner(all, url.searchParams);
    const key = url.pathname === '/v2/_catalog' ? 'repositories' : 'tags';
    return {
      status,
      ...(next === undefined ? {} : { link: `<${url.pathname}?${next}>; rel="next"` }),
      body: JSON.stringify({ [key]: names }),
    };
  };
  await using server: TestServer = await testServer((request, response) => {
    const { status, link, body } = answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...defined({ link }) });
    response.end(body);
  });
  return await withClient(server.host, async (client) => {
    const outcomes = [tagList(client), () => listRepositories(client)].map((list) =>
      list().catch((error: unknown) => (error instanceof SeaworthyError ? error.code : String(error))),
    );
    const [tags, repositories] = await Promise.all(outcomes);
    const sorted = typeof tags === 'string' ? tags : [...(tags ?? [])].sort();
    assert.deepEqual(sorted, repositories, 'tags and catalogue are read alike');
    return sorted;
  });
}

async function withClient<T>(host: string, work: (client: RegistryClient) => Promise<T>): Promise<T> {
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts: [host], retries: 0 });
  const place = { registry: host, repository: 'a/b', plainHttpHosts: [host] };
  try {
    return await work(createRegistryClient({ http, limits: defaultLimits, ...place }));
  } finally {
    await http.close();
  }
}

for (const [what, manner] of Object.entries(whole))
  test(`every name is listed: ${what}`, async () => {
    for (const count of [0, 1, 2, 99, 100, 101, 205]) {
      const names = await namesBy(manner, count);
      assert.ok(typeof names !== 'string', `${count}: ${String(names)}`);
      // The filter of that one hides a name.
      assert.equal(names.length, what.startsWith('pages that a filter') && count > 10 ? count - 1 : count);
    }
  });

for (const [what, manner] of Object.entries(unknowable))
  test(`a list whose end cannot be known is incomplete: ${what}`, async () => {
    for (const count of [100, 101, 205]) assert.equal(await namesBy(manner, count), 'E_INCOMPLETE', String(count));
  });

test('a thousand names and three, whole pages of a thousand, no Link', async () => {
  assert.equal((await namesBy(withoutLink(1_000), 1_003)).length, 1_003);
  assert.equal((await namesBy(withoutLink(1_000), 1_000)).length, 1_000);
});

test('docker-registry, which pages no tags: all of them, and a second reading costs one request', {
  skip: skipWithoutDockerRegistry,
}, async () => {
  await using registry = await dockerRegistry();
  const image = imageBlobs({ layers: [] });
  const names = Array.from({ length: 12 }, (_, at) => `v${at}`);
  for (const name of names) await registry.push('a/b', name, image);
  await withClient(registry.host, async (client) => {
    let requests = 0;
    const counted: RegistryClient = {
      ...client,
      send: (request) => {
        requests++;
        return client.send(request);
      },
    };
    const list = tagList(counted);
    assert.deepEqual([...(await list())].sort(), [...names].sort());
    requests = 0;
    assert.equal((await list()).length, names.length);
    assert.equal(requests, 1);
  });
});

test('who could do without a list bounds it, by names and by answers, and is told', async () => {
  for (const [bounds, why] of [
    [{ names: 150, pages: 9 }, /more than 150 names/],
    [{ names: 900, pages: 2 }, /more than 2 pages of names/],
    [{ names: 900, pages: 9 }, undefined],
  ] as const) {
    let pages = 0;
    await using server: TestServer = await testServer((_request, response) => {
      const names = Array.from({ length: 100 }, (_, at) => `t${pages}-${at}`);
      const link = ++pages < 4 ? { link: `</v2/a/b/tags/list?n=${pages}>; rel="next"` } : {};
      response.writeHead(200, { 'content-type': 'application/json', ...link });
      response.end(JSON.stringify({ tags: pages > 4 ? [] : names }));
    });
    await withClient(server.host, async (client) => {
      const list = tagList(client)(bounds);
      if (why === undefined) assert.equal((await list).length, 400);
      else await assert.rejects(list, { code: 'E_LIMIT', message: why });
    });
  }
});
