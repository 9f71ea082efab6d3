import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestHandler, testServer } from '../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../core/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { checkWebhook, postMessage } from './post-message.ts';

const path = '/services/geheim?token=geheim';
const settings = (host?: string): Settings =>
  offlineSettings({
    databaseDirectory: '/nowhere',
    toolVersion: '1.2.3',
    offline: false,
    plainHttpHosts: host === undefined ? [] : [host],
  });

/** What a receiver is asked, how long is waited between, and how it ends. */
async function posted(handler: TestHandler) {
  await using server = await testServer(handler);
  const waited: number[] = [];
  const pause = (async (milliseconds?: number) => void waited.push(milliseconds ?? 0)) as Parameters<
    typeof postMessage
  >[3];
  const failed = await postMessage(server.url + path, '{"a":1}', settings(server.host), pause).then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(failed === undefined || failed instanceof SeaworthyError);
  const said = failed === undefined ? '' : JSON.stringify([failed.message, failed.where, failed.why, failed.next]);
  assert.doesNotMatch(said, /geheim|services/, 'the address is a secret');
  return { requests: server.requests, waited, code: failed?.code, why: failed?.why };
}

test('a message is handed over once, as JSON', async () => {
  const { code, requests, waited } = await posted((_request, response) => void response.writeHead(204).end());
  assert.deepEqual([code, waited], [undefined, []]);
  assert.deepEqual(
    requests.map(({ body, headers, method, url }) => [method, url, headers['content-type'], String(body)]),
    [['POST', path, 'application/json', '{"a":1}']],
  );
});

test('what is only away for now is tried again, three times in all; what is refused is not', async () => {
  const cases: readonly (readonly [statuses: readonly number[], requests: number, code: string | undefined])[] = [
    [[503, 200], 2, undefined],
    [[429, 500, 202], 3, undefined],
    [[503, 503, 503, 200], 3, 'E_NETWORK'],
    [[400, 200], 1, 'E_NETWORK'],
    [[404, 200], 1, 'E_NETWORK'],
    [[410, 200], 1, 'E_NETWORK'],
  ];
  for (const [statuses, requests, code] of cases) {
    let at = 0;
    const done = await posted((_request, response) => void response.writeHead(statuses[at++] ?? 500).end());
    assert.deepEqual([done.requests.length, done.code], [requests, code], statuses.join(' '));
    assert.equal(done.waited.length, requests - 1);
  }
});

test('a redirect is no delivery', async () => {
  for (const status of [301, 303, 307, 308]) {
    const asked: (string | undefined)[] = [];
    const done = await posted(({ url }, response) => {
      asked.push(url);
      if (url === path) response.writeHead(status, { location: '/elsewhere' });
      response.end();
    });
    assert.deepEqual([done.code, done.why], ['E_NETWORK', 'it redirects elsewhere'], `${status}`);
    assert.deepEqual(asked, [path], 'nobody else was told');
  }
});

test('nobody there is told as such', async () => {
  const { host } = await testServer(() => {}).then(async (server) => {
    await server[Symbol.asyncDispose]();
    return server;
  });
  const pause = (async () => {}) as unknown as Parameters<typeof postMessage>[3];
  await assert.rejects(postMessage(`http://${host}${path}`, '{}', settings(host), pause), {
    code: 'E_NETWORK',
    why: 'it could not be reached',
    where: host,
  });
});

test('an address is refused before anything is judged where it could not be used', () => {
  const cases: readonly (readonly [string, Settings])[] = [
    ['hooks.example/x', settings()],
    ['ftp://hooks.example/geheim', settings()],
    ['http://hooks.example/geheim', settings()],
    ['http://hooks.example/geheim', settings('other.example')],
    ['https://hooks.example/geheim', { ...settings(), offline: true }],
  ];
  for (const [address, by] of cases)
    assert.throws(
      () => checkWebhook(address, by),
      (error) => error instanceof SeaworthyError && error.code === 'E_USAGE' && !String(error.where).includes('geheim'),
      address,
    );
  assert.equal(checkWebhook('https://hooks.example/geheim', settings()).host, 'hooks.example');
});
