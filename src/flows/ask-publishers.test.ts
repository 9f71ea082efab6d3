import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout, type SeenRequest, testServer } from '../../lab/fixtures/index.ts';
import { isIncomplete, type Report, SeaworthyError } from '../core/index.ts';
import { scan } from './scan.ts';
import type { Settings } from './settings.ts';
import { shipSettings } from './ship/testing/ship-world.ts';

/* A server of OSV's service on loopback: `/v1/querybatch` with pages, `/v1/vulns/ID`. */

const affected = (name: string, fixed: string) => [
  {
    package: { ecosystem: 'npm', name },
    ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
  },
];
const modified = '2030-01-01T00:00:00Z';
const records: Readonly<Record<string, unknown>> = {
  'GHSA-aaaa-aaaa-aaaa': { id: 'GHSA-aaaa-aaaa-aaaa', modified, affected: affected('left', '2.0.0') },
  // The service tells of it; its own ranges say that this version is not affected.
  'GHSA-bbbb-bbbb-bbbb': { id: 'GHSA-bbbb-bbbb-bbbb', modified, affected: affected('left', '0.5.0') },
  'GHSA-cccc-cccc-cccc': { id: 'GHSA-cccc-cccc-cccc', modified, affected: affected('right', '9.0.0') },
  // About a package that nobody asked about.
  'GHSA-dddd-dddd-dddd': { id: 'GHSA-dddd-dddd-dddd', modified, affected: affected('other', '9.0.0') },
};

/** Pages of ids by name. */
const pages: Readonly<Record<string, readonly (readonly string[])[]>> = {
  left: [['GHSA-aaaa-aaaa-aaaa'], ['GHSA-bbbb-bbbb-bbbb', 'GHSA-dddd-dddd-dddd']],
  right: [['GHSA-cccc-cccc-cccc']],
};

type Answer = (request: SeenRequest, response: ServerResponse) => void;

const osv: Answer = ({ url, body }, response) => {
  const id = /^\/v1\/vulns\/(.+)$/.exec(url)?.[1];
  if (id !== undefined) {
    const record = records[decodeURIComponent(id)];
    response.writeHead(record === undefined ? 404 : 200);
    response.end(JSON.stringify(record ?? {}));
    return;
  }
  const { queries } = JSON.parse(body.toString()) as { queries: { package: { name: string }; page_token?: string }[] };
  const results = queries.map(({ package: { name }, page_token }) => {
    const page = Number(page_token ?? 0);
    const ids = pages[name]?.[page];
    const more = pages[name]?.[page + 1] === undefined ? {} : { next_page_token: String(page + 1) };
    return ids === undefined ? {} : { vulns: ids.map((one) => ({ id: one, modified })), ...more };
  });
  response.end(JSON.stringify({ results }));
};

const body = (name: string) => JSON.stringify({ name, version: '1.0.0' });
const image = {
  layers: [
    layer(
      ['left', 'right', 'clean'].map((name) => ({ path: `app/node_modules/${name}/package.json`, body: body(name) })),
    ),
  ],
};

interface Asked {
  readonly report: Report;
  readonly requests: readonly SeenRequest[];
}

const asked = (answer: Answer = osv, more: Partial<Settings> = {}): Promise<Asked> =>
  inTemporaryDirectory(async (folder) => {
    await using server = await testServer(answer);
    const path = join(folder, 'image');
    await ociLayout(path, image);
    const settings = shipSettings(folder, '127.0.0.1:1', { plainHttpFeeds: true, advisories: 'query', ...more });
    // Its zip would be fetched from a server that has none.
    const report = await scan(`oci:${path}`, {
      ...settings,
      feeds: { ...settings.feeds, osv: server.url },
      advisoriesApi: server.url,
    });
    return { report, requests: server.requests };
  });

const ids = ({ findings }: Report): readonly string[] => findings.map((one) => ('id' in one ? one.id : ''));

test('--advisories query: records are asked for by name and judged here', async () => {
  const { report, requests } = await asked();
  assert.deepEqual(ids(report), ['GHSA-aaaa-aaaa-aaaa', 'GHSA-cccc-cccc-cccc']);
  assert.equal(isIncomplete(report.coverage), false);
  assert.ok(
    requests.every(({ url }) => url.startsWith('/v1/')),
    'no zip is fetched',
  );
  const told = requests.map((request) => request.body.toString()).join('\n');
  assert.match(told, /"name":"left"/);
  assert.doesNotMatch(told, /1\.0\.0/, 'versions are not told');
  const source = report.coverage.sources.find(({ id }) => id === 'osv/npm');
  assert.match(source?.title ?? '', /asked about 3 names/);
  assert.match(source?.origin ?? '', /^http:\/\/127\.0\.0\.1/);
  assert.equal(source?.date, '2026-01-02T03:04:05.678Z');
});

test('--advisories query: a name that OSV has no record by is not judged, and nothing is green by it', async () => {
  const told = ({ coverage }: Report) => coverage.unjudged.map(({ why, examples }) => [why, ...examples]);
  const why =
    'nothing is known to OSV by that name: it was asked, and does not tell a package without a flaw from one that it does not know';
  assert.deepEqual(told((await asked()).report), [[why, 'clean 1.0.0']]);
  const silent: Answer = ({ body: given }, response) => {
    const { queries } = JSON.parse(given.toString()) as { queries: unknown[] };
    response.end(JSON.stringify({ results: queries.map(() => ({})) }));
  };
  const { report } = await asked(silent);
  assert.deepEqual(report.findings, []);
  assert.deepEqual(told(report), [[why, 'clean 1.0.0', 'left 1.0.0', 'right 1.0.0']]);
  assert.equal(isIncomplete(report.coverage), true, 'nothing was judged at all');
});

test('--advisories fetch: nobody is asked', async () => {
  const { requests } = await asked(osv, { advisories: 'fetch' });
  assert.ok(requests.every(({ url }) => !url.startsWith('/v1/')));
});

const wrong: Readonly<Record<string, Answer>> = {
  'an error': (_, response) => response.writeHead(400).end('{}'),
  'no JSON': (_, response) => response.end('<html>'),
  'no results': (_, response) => response.end('{}'),
  'fewer results than questions': (_, response) => response.end('{"results":[{}]}'),
  'a result that is no object': ({ body: given }, response) => {
    const { queries } = JSON.parse(given.toString()) as { queries: unknown[] };
    response.end(JSON.stringify({ results: queries.map(() => 1) }));
  },
  'pages without an end': ({ body: given }, response) => {
    const { queries } = JSON.parse(given.toString()) as { queries: unknown[] };
    response.end(JSON.stringify({ results: queries.map(() => ({ next_page_token: 'more' })) }));
  },
  'an id that leads elsewhere': ({ body: given }, response) => {
    const { queries } = JSON.parse(given.toString()) as { queries: unknown[] };
    response.end(JSON.stringify({ results: queries.map(() => ({ vulns: [{ id: '../../x' }] })) }));
  },
  'a record that is not there': (request, response) =>
    request.url.startsWith('/v1/vulns/') ? response.writeHead(404).end('{}') : osv(request, response),
  'another record': (request, response) =>
    request.url.startsWith('/v1/vulns/')
      ? response.end(JSON.stringify(records['GHSA-cccc-cccc-cccc']))
      : osv(request, response),
  'a record in another shape': (request, response) =>
    request.url.startsWith('/v1/vulns/GHSA-aaaa')
      ? response.end(JSON.stringify({ id: 'GHSA-aaaa-aaaa-aaaa', modified, affected: 7 }))
      : osv(request, response),
};

for (const [what, answer] of Object.entries(wrong))
  test(`--advisories query: ${what} makes the result incomplete`, async () => {
    const { report } = await asked(answer);
    assert.deepEqual(ids(report), []);
    assert.equal(isIncomplete(report.coverage), true);
    const told = report.coverage.problems.filter(({ where }) => where === 'osv/npm');
    assert.ok(
      told.some(({ message, incomplete }) => incomplete && /OSV could not be asked about 3 names/.test(message)),
      JSON.stringify(told),
    );
  });

test('--advisories query: never without a network', async () => {
  await assert.rejects(
    asked(osv, { offline: true }),
    (error) => error instanceof SeaworthyError && error.code === 'E_USAGE',
  );
});
