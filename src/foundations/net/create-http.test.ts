import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { testServer } from '../../../lab/fixtures/index.ts';
import { ByteBudget, SeaworthyError } from '../../core/index.ts';
import { createHttp } from './create-http.ts';
import type { Http, HttpOptions } from './http.ts';
import { realWaits, type Waits } from './retry.ts';

const common: HttpOptions = { offline: false, timeout: 5_000, userAgent: 'seaworthy/test', plainHttp: true };

/** Waits that take no time and are kept. */
function noWaits(): Waits & { readonly slept: number[] } {
  const slept: number[] = [];
  const sleep = async (milliseconds: number): Promise<void> => void slept.push(milliseconds);
  return { slept, sleep, random: () => 0, now: () => Date.parse('2024-05-01T00:00:00Z') };
}

async function using(
  options: Partial<HttpOptions>,
  work: (http: Http) => Promise<void>,
  waits: Waits = noWaits(),
): Promise<void> {
  const http = createHttp({ ...common, ...options }, waits);
  try {
    await work(http);
  } finally {
    await http.close();
  }
}

const text = async (http: Http, url: string): Promise<string> =>
  Buffer.from(await (await http.request(url)).bytes(1_000)).toString();

async function failure(promise: Promise<unknown>): Promise<SeaworthyError> {
  const error: unknown = await promise.then(
    () => assert.fail('no error'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SeaworthyError, String(error));
  return error;
}

test('an answer has its status, headers, address and body; who asks is told', async () => {
  await using({}, async (http) => {
    await using server = await testServer((_, response) => {
      response.writeHead(404, { 'X-One': 'a', 'WWW-Authenticate': ['Basic realm="x"', 'Bearer realm="y"'] });
      response.end('no');
    });
    const response = await http.request(`${server.url}/a?b=c`, {
      method: 'POST',
      body: 'hello',
      headers: { 'X-Two': 'b' },
    });
    assert.equal(response.status, 404);
    assert.equal(response.headers['x-one'], 'a');
    assert.equal(response.headers['www-authenticate'], 'Basic realm="x", Bearer realm="y"');
    assert.equal(response.url, `${server.url}/a?b=c`);
    assert.equal(Buffer.from(await response.bytes(2)).toString(), 'no');
    const [seen] = server.requests;
    assert.equal(seen?.body.toString(), 'hello');
    assert.equal(seen?.headers['user-agent'], 'seaworthy/test');
    assert.equal(seen?.headers['x-two'], 'b');
  });
});

test('offline: an error before any socket or name look-up', async () => {
  await using server = await testServer((_, response) => void response.end());
  await using({ offline: true }, async (http) => {
    assert.equal((await failure(http.request(server.url))).code, 'E_OFFLINE');
    const error = await failure(http.request('https://user:secret@no-such-host.invalid/x?sig=secret'));
    assert.equal(error.code, 'E_OFFLINE');
    assert.equal(error.where, 'https://no-such-host.invalid/x');
  });
  assert.equal(server.connections(), 0);
});

test('plain http is refused unless allowed, and says how to allow it', async () => {
  await using server = await testServer((_, response) => void response.end('ok'));
  const refused: Partial<HttpOptions>[] = [
    { plainHttp: false },
    { plainHttp: false, plainHttpHosts: ['127.0.0.1:1'] },
    { plainHttp: false, plainHttpHosts: ['localhost'] },
  ];
  for (const options of refused) {
    await using(options, async (http) => {
      const error = await failure(http.request(server.url));
      assert.equal(error.code, 'E_NETWORK');
      assert.match(error.next, /--insecure-plain-http 127\.0\.0\.1:\d+/);
    });
  }
  assert.equal(server.connections(), 0);
  for (const plainHttpHosts of [['127.0.0.1'], [server.host], ['x', server.host.toUpperCase()]]) {
    await using({ plainHttp: false, plainHttpHosts }, async (http) => assert.equal(await text(http, server.url), 'ok'));
  }
});

test('redirects: same origin keeps credentials, another origin loses them, the last address is told', async () => {
  await using other = await testServer((_, response) => void response.end('blob'));
  await using server = await testServer((request, response) => {
    response.writeHead(307, { location: request.url === '/a' ? '/b?x=1' : `${other.url}/c` });
    response.end('ignored');
  });
  await using({}, async (http) => {
    const headers = { Authorization: 'Bearer secret', Cookie: 'a=b', Accept: 'text/plain' };
    const response = await http.request(`${server.url}/a`, { headers });
    assert.equal(response.url, `${other.url}/c`);
    await response.discard();
    assert.deepEqual(
      [...server.requests, ...other.requests].map(({ url, headers: seen }) => [
        url,
        seen.authorization,
        seen.cookie,
        seen.accept,
      ]),
      [
        ['/a', 'Bearer secret', 'a=b', 'text/plain'],
        ['/b?x=1', 'Bearer secret', 'a=b', 'text/plain'],
        ['/c', undefined, undefined, 'text/plain'],
      ],
    );
  });
});

test('redirects: method and body as RFC 9110 says', async () => {
  for (const [status, method, expected] of [
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [307, 'POST', 'POST'],
    [308, 'PUT', 'PUT'],
    [301, 'PUT', 'PUT'],
  ] as const) {
    await using server = await testServer((request, response) => {
      response.writeHead(request.url === '/' ? status : 200, { location: '/end' });
      response.end();
    });
    await using({}, async (http) => {
      const body = method === 'HEAD' ? {} : { body: 'x', headers: { 'content-type': 'text/plain' } };
      await (await http.request(server.url, { method, ...body })).discard();
      const seen = server.requests[1];
      assert.equal(seen?.method, expected, `${status} ${method}`);
      assert.equal(seen?.body.toString(), expected === method && method !== 'HEAD' ? 'x' : '');
      assert.equal(seen?.headers['content-type'], expected === method && method !== 'HEAD' ? 'text/plain' : undefined);
    });
  }
});

test('redirects that lead nowhere good are refused', async () => {
  await using server = await testServer((request, response) => {
    response.writeHead(302, { location: request.url === '/loop' ? '/loop' : 'ftp://example.test/' });
    response.end();
  });
  await using({}, async (http) => {
    assert.match((await failure(http.request(`${server.url}/loop`))).message, /more than 10 times/);
    assert.equal(server.requests.length, 11);
    assert.match((await failure(http.request(`${server.url}/ftp`))).message, /not a web address/);
  });
});

test('a passing failure is tried again: connection cut, 503, Retry-After; not for POST, not for ever', async () => {
  const waits = noWaits();
  await using server = await testServer(({ url, method }, response) => {
    const tries = server.requests.filter((one) => one.url === url).length;
    if (url === '/cut' && tries < 3) response.destroy();
    else if (url === '/busy' && tries === 1) response.writeHead(503, { 'retry-after': '7' }).end();
    else if (url === '/date' && tries === 1)
      response.writeHead(429, { 'retry-after': 'Wed, 01 May 2024 00:00:03 GMT' }).end();
    else if (url === '/later') response.writeHead(429, { 'retry-after': '3600' }).end();
    else if (url === '/down') response.writeHead(502).end();
    else if (url === '/error') response.writeHead(500).end();
    else response.end(method);
  });
  const run = async (path: string, method: 'GET' | 'POST' = 'GET'): Promise<unknown[]> => {
    waits.slept.length = 0;
    const before = server.requests.length;
    const response = await http.request(server.url + path, { method });
    await response.discard();
    return [response.status, server.requests.length - before, ...waits.slept];
  };
  const http = createHttp(common, waits);
  try {
    assert.deepEqual(await run('/cut'), [200, 3, 200, 400]);
    assert.deepEqual(await run('/busy'), [200, 2, 7000]);
    assert.deepEqual(await run('/date'), [200, 2, 3000]);
    assert.deepEqual(await run('/later'), [429, 1]);
    assert.deepEqual(await run('/down'), [502, 4, 200, 400, 800]);
    assert.deepEqual(await run('/down', 'POST'), [502, 1]);
    assert.deepEqual(await run('/error'), [500, 1]);
  } finally {
    await http.close();
  }
});

test('a body over its bound, announced or not, is E_LIMIT and the connection is given up', async () => {
  await using server = await testServer(({ url }, response) => {
    if (url === '/announced') response.writeHead(200, { 'content-length': '1001' });
    if (url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(url === '/bomb' ? gzipSync(Buffer.alloc(5_000_000)) : Buffer.alloc(1001));
  });
  await using({}, async (http) => {
    for (const path of ['/announced', '/chunked', '/bomb']) {
      const response = await http.request(server.url + path);
      assert.equal((await failure(response.bytes(1_000))).code, 'E_LIMIT', path);
    }
    assert.equal((await (await http.request(`${server.url}/bomb`)).bytes(5_000_000)).length, 5_000_000);
  });
});

test('a gzip coding is undone, unless the bytes were asked for as they come', async () => {
  await using server = await testServer(({ url, headers }, response) => {
    const bodies: Record<string, Buffer> = {
      '/gzip': gzipSync('feed'),
      '/bad': Buffer.from('no gzip'),
      '/br': Buffer.from('x'),
    };
    bodies['/cut'] = gzipSync('feed').subarray(0, 10);
    bodies['/empty'] = Buffer.alloc(0);
    response.writeHead(200, {
      'content-encoding': url === '/br' ? 'br' : 'gzip',
      'x-asked': headers['accept-encoding'],
    });
    response.end(bodies[url]);
  });
  await using({}, async (http) => {
    const response = await http.request(`${server.url}/gzip`);
    assert.equal(response.headers['x-asked'], 'gzip');
    assert.equal(response.headers['content-encoding'], undefined);
    assert.equal(Buffer.from(await response.bytes(4)).toString(), 'feed');
    const raw = await http.request(`${server.url}/gzip`, { headers: { 'Accept-Encoding': 'identity' } });
    assert.equal(raw.headers['x-asked'], 'identity');
    assert.deepEqual(Buffer.from(await raw.bytes(100)), gzipSync('feed'));
    for (const path of ['/bad', '/cut', '/br']) {
      assert.equal((await failure(text(http, server.url + path))).code, 'E_NETWORK', path);
    }
    await (await http.request(`${server.url}/gzip`, { method: 'HEAD' })).bytes(0);
  });
});

test('a connection that breaks inside a body, or an answer shorter than announced, is E_NETWORK', async () => {
  await using server = await testServer((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  await using({}, async (http) => {
    const error = await failure(text(http, server.url));
    assert.equal(error.code, 'E_NETWORK');
    assert.match(error.why ?? '', /cut/);
  });
});

test('silence is E_TIMEOUT, before the answer and inside the body', async () => {
  await using server = await testServer(({ url }, response) => {
    if (url === '/body') response.write('half');
  });
  await using({ timeout: 50 }, async (http) => {
    assert.equal((await failure(text(http, server.url))).code, 'E_TIMEOUT');
    assert.equal((await failure(text(http, `${server.url}/body`))).code, 'E_TIMEOUT');
  });
});

/** Sends a byte now and then for ever, and says when the connection is gone. */
async function drippingServer() {
  let gone = 0;
  const server = await testServer(({ url }, response) => {
    if (url === '/stays') return;
    const drip = setInterval(() => response.write('x'), 10);
    response.on('close', () => {
      clearInterval(drip);
      gone++;
    });
  });
  return { server, gone: () => gone };
}

test('a server that drips is not silent, and is given up all the same; its connection is closed', async () => {
  const { server, gone } = await drippingServer();
  await using _ = server;
  await using({ timeout: 200 }, async (http) => {
    const slow = await failure(http.request(server.url).then((response) => response.bytes(1e9)));
    assert.equal(slow.code, 'E_TIMEOUT');
    assert.match(slow.message, /sent no more than \d+ bytes in/);
    while (gone() < 1) await new Promise((resolve) => setTimeout(resolve, 10));
  });
});

test('a body at a fair pace, and one whose reader takes his time, are no drips', async () => {
  await using server = await testServer((_, response) => {
    let sent = 0;
    const send = setInterval(() => {
      response.write('x'.repeat(4_096));
      if (++sent === 12) {
        clearInterval(send);
        response.end();
      }
    }, 50);
  });
  await using({ timeout: 200 }, async (http) => {
    assert.equal((await (await http.request(server.url)).bytes(1e6)).length, 12 * 4_096);
    const response = await http.request(server.url);
    let bytes = 0;
    for await (const chunk of response.body) {
      bytes += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(bytes, 12 * 4_096);
  });
});

test('a time for the whole of a request: tries, waits, redirects and the body', async () => {
  const { server, gone } = await drippingServer();
  await using _ = server;
  await using busy = await testServer(
    (_request, response) => void response.writeHead(503, { 'retry-after': '9' }).end(),
  );
  await using round = await testServer((_request, response) => {
    setTimeout(() => response.writeHead(302, { location: '/' }).end(), 100);
  });
  const real = { sleep: realWaits.sleep, random: () => 0, now: Date.now };
  await using(
    { total: 300 },
    async (http) => {
      for (const url of [server.url, `${server.url}/stays`, busy.url, round.url]) {
        const start = performance.now();
        const error = await failure(http.request(url).then((response) => response.bytes(1e9)));
        assert.deepEqual([error.code, /was not done within 0\.3 s/.test(error.message)], ['E_TIMEOUT', true], url);
        assert.ok(performance.now() - start < 3_000, url);
      }
      while (gone() < 1) await new Promise((resolve) => setTimeout(resolve, 10));
      await failure(http.request(`${server.url}/stays`, { signal: AbortSignal.timeout(50) }));
    },
    real,
  );
});

test('bodies that are too much at once: the largest ends, the others come, and nothing is held on to', async () => {
  await using server = await testServer(({ url }, response) => {
    if (url !== '/large') return void response.end('x'.repeat(1_000));
    const send = setInterval(() => response.write('x'.repeat(20_000)), 5);
    response.on('close', () => clearInterval(send));
  });
  const budget = new ByteBudget(200_000);
  await using({ budget }, async (http) => {
    const large = failure(http.request(`${server.url}/large`).then((response) => response.bytes(1e9)));
    for (let index = 0; index < 20; index++) assert.equal((await text(http, server.url)).length, 1_000);
    const error = await large;
    assert.equal(error.code, 'E_LIMIT');
    assert.match(error.message, /sends the most of what is too much at once/);
    assert.equal(budget.held, 0);
    const dropped = await http.request(server.url);
    await dropped.discard();
    assert.equal(budget.held, 0);
  });
});

test('a signal stops a request, with its own reason where that is ours', async () => {
  await using server = await testServer(({ url }, response) => void (url === '/body' && response.write('half')));
  await using({}, async (http) => {
    const stop = new AbortController();
    const pending = failure(http.request(server.url, { signal: stop.signal }));
    stop.abort();
    assert.equal((await pending).code, 'E_INTERRUPTED');
    assert.equal((await failure(http.request(server.url, { signal: stop.signal }))).code, 'E_INTERRUPTED');
    const late = new AbortController();
    const response = await http.request(`${server.url}/body`, { signal: late.signal });
    const body = failure(response.bytes(100));
    late.abort(new SeaworthyError('E_TIMEOUT', 'the scan took too long'));
    assert.equal((await body).message, 'the scan took too long');
  });
});

test('credentials in an address are sent and never shown', async () => {
  await using server = await testServer((_, response) => void response.end());
  await using({}, async (http) => {
    const response = await http.request(server.url.replace('//', '//al%40ice:s3cret@'));
    assert.equal(server.requests[0]?.headers.authorization, `Basic ${Buffer.from('al@ice:s3cret').toString('base64')}`);
    assert.ok(!response.url.includes('s3cret'));
  });
  await using({ plainHttp: false }, async (http) => {
    for (const url of [
      'http://a:s3cret@host.test/?token=s3cret',
      'http://a:s3cret@host:bad/',
      'ssh://a:s3cret@host/',
    ]) {
      const error = await failure(http.request(url));
      assert.ok(!`${error.message} ${error.where} ${error.why} ${error.next}`.includes('s3cret'), url);
    }
  });
});

test('errors name the host and the reason in plain words', async () => {
  const closed = await testServer(() => {});
  await closed[Symbol.asyncDispose]();
  await using({ retries: 0 }, async (http) => {
    const refused = await failure(http.request(`${closed.url}/v2/`));
    assert.equal(refused.code, 'E_NETWORK');
    assert.match(refused.message, new RegExp(`^${closed.host} cannot be reached$`));
    assert.match(refused.why ?? '', /connection refused.*ECONNREFUSED/);
    const unknown = await failure(http.request('https://no-such-host.invalid/'));
    assert.match(`${unknown.message} ${unknown.why}`, /no-such-host\.invalid.*(not known|name server)/);
  });
  await using server = await testServer(() => {});
  await using({ retries: 0 }, async (http) => {
    const error = await failure(http.request(server.url.replace('http:', 'https:')));
    assert.match(error.why ?? '', /does not speak TLS/);
    assert.match(error.next, /--insecure-plain-http/);
  });
});
