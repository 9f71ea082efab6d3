import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestHandler, type TestServer, testServer } from '../../../../lab/fixtures/index.ts';
import { alice, aliceHeader, digest, failure, lines, source, withClient } from '../testing/registry-client.ts';

test('credentials stay at home: not to a host redirected to, not even when that one asks', async () => {
  await using thief = await testServer(
    (_, response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
  );
  await using server = await testServer((request, response) => {
    if (request.headers.authorization !== aliceHeader)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    else response.writeHead(307, { location: `${thief.url}/blob?sig=s3cret` }).end();
  });
  await withClient(server, source(alice), async (client) => {
    const error = await failure(client.blob(digest));
    assert.equal(error.code, 'E_AUTH');
    assert.deepEqual(lines(thief.requests), ['GET /blob?sig=s3cret -']);
  });
});

test('a read that is redirected to a registry with a challenge of its own: a token of nobody, once for all', async () => {
  const content = Buffer.from('0123456789');
  const give: TestHandler = (_, response) => void response.end(JSON.stringify({ token: 'theirs' }));
  const blob: TestHandler = ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200).end(content.subarray(from));
  };
  const theirs = (host: string): string =>
    `Bearer realm="http://${host}/token",service="b",scope="repository:c/d:pull"`;
  const asking =
    (challenge: (host: string) => string, accepted: string, then: TestHandler): TestHandler =>
    (request, response) => {
      if (request.url.startsWith('/token')) give(request, response);
      else if (request.headers.authorization === accepted) then(request, response);
      else response.writeHead(401, { 'www-authenticate': challenge(request.headers.host ?? '') }).end();
    };
  await using far = await testServer(asking(theirs, 'Bearer theirs', blob));
  const onward =
    (to: TestServer): TestHandler =>
    ({ url }, response) =>
      void response.writeHead(307, { location: `${to.url}${url.replace('/a/b/', '/c/d/')}` }).end();
  await using middle = await testServer(asking(theirs, 'Bearer theirs', onward(far)));
  for (const target of [far, middle]) {
    const [before, beforeMiddle] = [far.requests.length, middle.requests.length];
    await using server = await testServer(asking(() => 'Basic realm="x"', aliceHeader, onward(target)));
    await withClient(server, source(alice), async (client) => {
      for (const [from, text] of [
        [0, '0123456789'],
        [4, '456789'],
      ] as const) {
        const response = await client.blob(digest, from);
        assert.equal(Buffer.from(await response.bytes(100)).toString(), text);
      }
      const sent = [...far.requests.slice(before), ...middle.requests.slice(beforeMiddle)].map(
        ({ headers }) => headers.authorization,
      );
      assert.deepEqual([...new Set(sent)].sort(), ['Bearer theirs', undefined], 'no login of the registry');
      const tokens = far.requests.slice(before).filter(({ url }) => url.startsWith('/token'));
      assert.deepEqual(lines(tokens), ['GET /token?service=b&scope=repository%3Ac%2Fd%3Apull -'], 'asked for once');
    });
  }
});

test('a host redirected to that wants more than a token of nobody, or asks for ever, gets nothing', async () => {
  const give: TestHandler = (_, response) => void response.end(JSON.stringify({ token: 'theirs' }));
  const table: readonly (readonly [challenge: string, asked: number])[] = [
    ['Basic realm="x"', 1],
    ['Negotiate', 1],
    ['', 1],
    ['Bearer realm="http://HOST/token"', 3],
    ['Bearer realm="http://elsewhere.test/token"', 1],
  ];
  for (const [challenge, asked] of table) {
    await using far = await testServer((request, response) => {
      if (request.url.startsWith('/token')) return give(request, response);
      const headers =
        challenge === '' ? {} : { 'www-authenticate': challenge.replace('HOST', request.headers.host ?? '') };
      response.writeHead(401, headers).end();
    });
    await using server = await testServer((_, response) => {
      response.writeHead(307, { location: `${far.url}/blob?sig=s3cret` }).end();
    });
    await withClient(server, source(alice), async (client) => {
      const error = await failure(client.blob(digest));
      assert.ok(error.code === 'E_AUTH' || error.code === 'E_NETWORK', error.code);
      assert.equal(far.requests.length, asked, challenge);
      assert.ok(!lines(far.requests).some((line) => line.endsWith('Basic')), challenge);
      // What is written is not sent again to whoever asks.
      const put = client.send({ method: 'PUT', path: 'manifests/v1', body: 'x', actions: 'pull,push' });
      assert.equal((await failure(put)).code, 'E_AUTH');
    });
  }
});
