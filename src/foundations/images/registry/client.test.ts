import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256, type TestHandler, testServer } from '../../../../lab/fixtures/index.ts';
import { fixedClock, SeaworthyError } from '../../../core/index.ts';
import {
  alice,
  aliceHeader,
  bearer,
  digest,
  failure,
  lines,
  manifest,
  ociManifest,
  source,
  withClient,
} from '../testing/registry-client.ts';
import { blobStream } from './blob-stream.ts';
import type { Credential } from './credential.ts';

const errors = (code: string, message: string): string => JSON.stringify({ errors: [{ code, message }] });

/** A registry that wants what `challenge` says, and takes `accepted`. */
function guarded(challenge: (server: string) => string, accepted: string, token?: TestHandler): TestHandler {
  return (request, response) => {
    if (token !== undefined && request.url.startsWith('/token')) return token(request, response);
    if (request.headers.authorization === accepted) {
      response.writeHead(200, { 'content-type': ociManifest }).end(manifest);
      return;
    }
    response
      .writeHead(401, { 'www-authenticate': challenge(request.headers.host ?? '') })
      .end(errors('UNAUTHORIZED', 'log in'));
  };
}

test('a manifest by tag and by digest, with its types asked for and raw bytes', async () => {
  await using server = await testServer((_, response) => {
    response
      .writeHead(200, { 'content-type': `${ociManifest}; charset=utf-8`, 'docker-content-digest': digest })
      .end(manifest);
  });
  await withClient(server, {}, async (client) => {
    for (const name of ['v1', digest]) {
      const found = await client.manifest(name);
      assert.deepEqual([Buffer.from(found.bytes), found.mediaType, found.digest], [manifest, ociManifest, digest]);
    }
    const [seen] = server.requests;
    assert.equal(seen?.url, '/v2/a/b/manifests/v1');
    assert.equal(seen?.headers['accept-encoding'], 'identity');
    for (const type of ['image.index.v1', 'manifest.list.v2', 'image.manifest.v1', 'manifest.v2']) {
      assert.ok(seen?.headers.accept?.includes(type), type);
    }
  });
});

test('a manifest that is not what it is named is refused', async () => {
  const other = sha256('other');
  await using server = await testServer(({ url }, response) => {
    const headers = {
      'content-type': ociManifest,
      ...(url.endsWith('/lied') ? { 'docker-content-digest': other } : {}),
    };
    if (url.endsWith('/old')) headers['content-type'] = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
    response.writeHead(200, headers).end(url.endsWith('/large') ? Buffer.alloc(2_000) : manifest);
  });
  await withClient(server, { limits: { manifestBytes: 1_000 } }, async (client) => {
    assert.equal((await failure(client.manifest('lied'))).code, 'E_DIGEST_MISMATCH');
    assert.equal((await failure(client.manifest(other))).code, 'E_DIGEST_MISMATCH');
    assert.match((await failure(client.manifest('old'))).message, /schema 1/);
    assert.equal((await failure(client.manifest('large'))).code, 'E_LIMIT');
  });
});

test('what is not there, what is too much, what is in trouble', async () => {
  await using server = await testServer(({ url }, response) => {
    if (url.endsWith('/html')) response.writeHead(404).end('<html>');
    else if (url.endsWith('/name')) response.writeHead(404).end(errors('NAME_UNKNOWN', 'no such repository'));
    else if (url.endsWith('/many'))
      response
        .writeHead(429, { 'retry-after': '3600', 'ratelimit-limit': '100;w=21600' })
        .end(errors('TOOMANYREQUESTS', 'slow'));
    else if (url.endsWith('/down')) response.writeHead(500).end(errors('UNKNOWN', 'bad\u001b[31m\nline'));
    else response.writeHead(404).end(errors('MANIFEST_UNKNOWN', 'manifest unknown'));
  });
  await withClient(server, {}, async (client) => {
    const missing = await failure(client.manifest('v9'));
    assert.equal(missing.code, 'E_NOT_FOUND');
    assert.match(missing.message, /there is no v9 in 127\.0\.0\.1:\d+\/a\/b/);
    assert.match((await failure(client.manifest('name'))).message, /no repository 127/);
    assert.match((await failure(client.manifest('html'))).why ?? '', /not as a registry would/);
    const many = await failure(client.manifest('many'));
    assert.equal(many.code, 'E_NETWORK');
    assert.match(many.why ?? '', /429 TOOMANYREQUESTS: slow, limit 100;w=21600, it asks to wait 3600 s/);
    const down = await failure(client.manifest('down'));
    assert.deepEqual([down.code, down.why], ['E_NETWORK', '500 UNKNOWN: bad [31m line']);
    assert.equal((await failure(client.blob(digest))).code, 'E_NOT_FOUND');
  });
});

test('basic login: sent when asked for, then always; refused it is E_AUTH with what was tried', async () => {
  await using server = await testServer(guarded(() => 'Basic realm="x"', aliceHeader));
  await withClient(server, source(alice), async (client) => {
    await client.manifest('v1');
    await client.manifest('v2');
    assert.deepEqual(lines(server.requests), [
      'GET /v2/a/b/manifests/v1 -',
      'GET /v2/a/b/manifests/v1 Basic',
      'GET /v2/a/b/manifests/v2 Basic',
    ]);
  });
  await withClient(server, source({ ...alice, password: 's3cret2' }), async (client) => {
    const error = await failure(client.manifest('v1'));
    assert.deepEqual([error.code, error.exitCode], ['E_AUTH', 6]);
    assert.match(
      `${error.message}: ${error.why}`,
      /refuses the login of alice.*UNAUTHORIZED: log in.*credentials from \/c\.json/,
    );
  });
  for (const options of [source(), {}, source({ kind: 'identity-token', token: 's3cret', from: '/c.json' })]) {
    await withClient(server, options, async (client) =>
      assert.equal((await failure(client.manifest('v1'))).code, 'E_AUTH'),
    );
  }
  await withClient(server, source(), async (client) => {
    assert.match((await failure(client.manifest('v1'))).why ?? '', /tried anonymously; no entry for r in \/c\.json/);
  });
});

test('bearer login: anonymous, password, identity token, registry token', async () => {
  const giveToken: TestHandler = (_, response) => void response.end(JSON.stringify({ token: 'jwt', expires_in: 300 }));
  const cases: readonly [Credential | undefined, string[]][] = [
    [undefined, ['GET /token?service=reg&scope=repository%3Aa%2Fb%3Apull -']],
    [alice, ['GET /token?service=reg&scope=repository%3Aa%2Fb%3Apull&account=alice Basic']],
    [{ kind: 'identity-token', token: 'refresh', from: 'x' }, ['POST /token -']],
    [{ kind: 'registry-token', token: 'jwt', from: 'x' }, []],
  ];
  for (const [credential, asked] of cases) {
    await using server = await testServer(guarded(bearer, 'Bearer jwt', giveToken));
    await withClient(server, source(credential), async (client) => {
      await Promise.all([client.manifest('v1'), client.manifest('v1')]);
      await client.manifest('v1');
      const tokens = server.requests.filter(({ url }) => url.startsWith('/token'));
      assert.deepEqual(lines(tokens), asked, 'one token for all');
      const form = tokens[0]?.body.toString() ?? '';
      if (form !== '') {
        assert.deepEqual(Object.fromEntries(new URLSearchParams(form)), {
          grant_type: 'refresh_token',
          service: 'reg',
          client_id: 'seaworthy',
          scope: 'repository:a/b:pull',
          refresh_token: 'refresh',
        });
      }
    });
  }
});

test('a token that ran out, by the clock or by the registry, is replaced once', async () => {
  let number = 0;
  let valid = 'Bearer t1';
  const token: TestHandler = (_, response) =>
    void response.end(JSON.stringify({ access_token: `t${++number}`, expires_in: 60 }));
  await using server = await testServer((request, response) => guarded(bearer, valid, token)(request, response));
  let clock = fixedClock('2024-01-01T00:00:00Z');
  await withClient(server, { clock: { now: () => clock.now() } }, async (client) => {
    await client.manifest('v1');
    clock = fixedClock('2024-01-01T00:00:49Z');
    await client.manifest('v1');
    assert.equal(number, 1);
    valid = 'Bearer t2';
    clock = fixedClock('2024-01-01T00:00:51Z');
    await client.manifest('v1');
    assert.equal(number, 2, 'ten seconds before its end it is not used any more');
    valid = 'Bearer t3';
    await client.manifest('v1');
    assert.equal(number, 3, 'refused before its time');
    valid = 'Bearer none';
    assert.equal((await failure(client.manifest('v1'))).code, 'E_AUTH');
    assert.equal(number, 4, 'one new try, not more');
  });
});

test('a token server that refuses, is elsewhere, or answers nonsense', async () => {
  const cases: readonly [TestHandler, string, RegExp][] = [
    [
      (_, response) => void response.writeHead(401).end(JSON.stringify({ details: 'incorrect username or password' })),
      'E_AUTH',
      /token server .* 401.*incorrect/,
    ],
    [
      (_, response) => void response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant' })),
      'E_AUTH',
      /invalid_grant/,
    ],
    [(_, response) => void response.writeHead(500).end(), 'E_NETWORK', /500/],
    [(_, response) => void response.end('jwt'), 'E_NETWORK', /not JSON/],
    [(_, response) => void response.end('{"token":"a\\r\\nb: jwt"}'), 'E_NETWORK', /without a token/],
    [(_, response) => void response.end('{"token":5}'), 'E_NETWORK', /without a token/],
  ];
  for (const [handler, code, text] of cases) {
    await using server = await testServer(guarded(bearer, 'Bearer jwt', handler));
    await withClient(server, source(alice), async (client) => {
      const error = await failure(client.manifest('v1'));
      assert.equal(error.code, code);
      assert.match(`${error.message} ${error.why}`, text);
    });
  }
  for (const [challenge, code] of [
    ['Bearer realm="not an address"', 'E_NETWORK'],
    ['Bearer realm="http://token.test/"', 'E_NETWORK'],
    ['Bearer service="x"', 'E_AUTH'],
    ['Negotiate', 'E_AUTH'],
    ['', 'E_AUTH'],
  ] as const) {
    await using server = await testServer(guarded(() => challenge, 'Bearer jwt'));
    await withClient(server, source(alice), async (client) =>
      assert.equal((await failure(client.manifest('v1'))).code, code, challenge),
    );
  }
});

test('a token by either name, whatever the other one holds', async () => {
  const table: readonly (readonly [answer: object, code: string])[] = [
    [{ token: 'jwt' }, ''],
    [{ access_token: 'jwt' }, ''],
    [{ token: '', access_token: 'jwt' }, ''],
    [{ token: null, access_token: 'jwt' }, ''],
    [{ token: 'jwt', access_token: '' }, ''],
    [{ token: 'jwt', access_token: 'other' }, ''],
    [{ token: '', access_token: '' }, 'E_NETWORK'],
    [{ token: '' }, 'E_NETWORK'],
    [{ token: ' ', access_token: 'jwt' }, 'E_NETWORK'],
    [{}, 'E_NETWORK'],
  ];
  for (const [answer, code] of table) {
    const token: TestHandler = (_, response) => void response.end(JSON.stringify(answer));
    await using server = await testServer(guarded(bearer, 'Bearer jwt', token));
    await withClient(server, {}, async (client) => {
      if (code === '') await client.manifest('v1');
      else assert.equal((await failure(client.manifest('v1'))).code, code, JSON.stringify(answer));
    });
  }
});

test('room for what comes later: any method and action, with a token of its own', async () => {
  const scopes: string[] = [];
  const token: TestHandler = ({ url }, response) => {
    scopes.push(new URL(url, 'http://x').searchParams.get('scope') ?? '');
    response.end('{"token":"jwt"}');
  };
  const noScope = (host: string): string => `Bearer realm="http://${host}/token"`;
  await using server = await testServer(guarded(noScope, 'Bearer jwt', token));
  await withClient(server, {}, async (client) => {
    const put = await client.send({
      method: 'PUT',
      path: 'manifests/v1',
      body: manifest,
      actions: 'pull,push',
      headers: { 'content-type': ociManifest },
    });
    await put.discard();
    await client.manifest('v1');
    assert.deepEqual(scopes, ['repository:a/b:pull,push', 'repository:a/b:pull']);
    assert.equal(server.requests.at(2)?.method, 'PUT');
    assert.equal(server.requests.at(2)?.body.toString(), manifest.toString());
  });
});

/** Serves `content` in a way of its own for each number of the request. */
function blobServer(content: Buffer, behaviours: readonly string[]): TestHandler {
  let number = 0;
  return ({ headers }, response) => {
    const behaviour = behaviours[number++] ?? 'whole';
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    const ranged = from > 0 && behaviour !== 'no-range';
    const start = behaviour === 'wrong-range' ? 0 : from;
    const rest = content.subarray(ranged ? start : 0);
    const range = ranged ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {};
    if (behaviour === 'short') {
      response.writeHead(ranged ? 206 : 200, range).end(rest.subarray(0, 1_000));
      return;
    }
    response.writeHead(ranged ? 206 : 200, { ...range, 'content-length': rest.length });
    if (behaviour === 'cut') response.write(rest.subarray(0, 1_000), () => setTimeout(() => response.destroy(), 5));
    else if (behaviour === 'dead') response.destroy();
    else response.end(rest);
  };
}

test('a blob whose connection breaks goes on where it was, whatever the server makes of ranges; not for ever', async () => {
  const content = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 251));
  const cases: readonly [readonly string[], string][] = [
    [[], 'whole'],
    [['cut', 'cut', 'cut'], 'whole'],
    [['cut', 'no-range'], 'whole'],
    [['short', 'dead', 'cut'], 'whole'],
    [['cut', 'wrong-range', 'wrong-range', 'wrong-range'], 'E_NETWORK'],
    [['cut', 'dead', 'dead', 'dead'], 'E_NETWORK'],
    [['dead', 'dead', 'dead'], 'E_NETWORK'],
  ];
  for (const [behaviours, expected] of cases) {
    await using server = await testServer(blobServer(content, behaviours));
    await withClient(server, {}, async (client) => {
      const chunks: Uint8Array[] = [];
      const read = async (): Promise<string> => {
        for await (const chunk of blobStream({
          size: content.length,
          where: digest,
          open: (from) => client.blob(digest, from),
        })) {
          chunks.push(chunk);
        }
        return 'whole';
      };
      const end = await read().catch((error: unknown) =>
        error instanceof SeaworthyError ? error.code : String(error),
      );
      assert.equal(end, expected, behaviours.join());
      if (expected === 'whole') assert.ok(Buffer.concat(chunks).equals(content), behaviours.join());
    });
  }
});

test('a blob that is longer or for ever shorter than its manifest says', async () => {
  const content = Buffer.alloc(3_000);
  await using server = await testServer(blobServer(content, []));
  await withClient(server, {}, async (client) => {
    const read = async (size: number): Promise<void> => {
      for await (const _ of blobStream({ size, where: digest, open: (from) => client.blob(digest, from) }));
    };
    assert.equal((await failure(read(2_999))).code, 'E_DIGEST_MISMATCH');
    assert.equal((await failure(read(3_001))).code, 'E_TRUNCATED');
  });
});
