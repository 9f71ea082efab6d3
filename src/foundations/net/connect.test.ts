import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { certificate, inTemporaryDirectory, testServer } from '../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../core/index.ts';
import { createHttp } from './create-http.ts';
import type { Http, HttpOptions } from './http.ts';

const common: HttpOptions = {
  offline: false,
  timeout: 5_000,
  userAgent: 'seaworthy/test',
  plainHttp: true,
  retries: 0,
};

async function using(options: Partial<HttpOptions>, work: (http: Http) => Promise<void>): Promise<void> {
  const http = createHttp({ ...common, ...options });
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

/** A TLS server under an authority of its own, whose certificate is in `caFile`. */
async function secureServer(
  redirectTo?: string,
  options: { readonly hosts?: string[]; readonly to?: Date; readonly from?: Date } = {},
) {
  const authority = certificate({ name: 'Test authority' });
  const tls = certificate({ name: 'server', hosts: ['127.0.0.1'], issuer: authority, ...options });
  const server = await testServer(
    (_, response) =>
      void response.writeHead(redirectTo === undefined ? 200 : 302, { location: redirectTo ?? '/' }).end('safe'),
    { tls },
  );
  const directory = await mkdtemp(join(tmpdir(), 'seaworthy-test-'));
  const caFile = join(directory, 'ca.pem');
  await writeFile(caFile, `# our authority\n${authority.certificate}`);
  return {
    server,
    caFile,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

test('TLS: an own authority is trusted by its file only; a bad certificate is told in plain words', async () => {
  await using good = await secureServer();
  await using({ caFile: good.caFile }, async (http) => assert.equal(await text(http, good.server.url), 'safe'));
  await using({}, async (http) => {
    const error = await failure(http.request(good.server.url));
    assert.match(error.why ?? '', /authority that is not trusted/);
    assert.match(error.next, /--ca-file/);
  });
  const past = new Date('2020-01-01');
  for (const [options, why] of [
    [{ hosts: ['registry.test'] }, /another host name/],
    [{ from: past, to: new Date('2020-02-01') }, /expired/],
    [{ from: new Date(Date.now() + 86_400_000) }, /not valid yet/],
  ] as const) {
    await using bad = await secureServer(undefined, options as Parameters<typeof secureServer>[1]);
    await using({ caFile: bad.caFile }, async (http) => {
      assert.match((await failure(http.request(bad.server.url))).why ?? '', why);
    });
  }
});

test('a CA file that is missing, empty or broken is told by its name', async () => {
  await inTemporaryDirectory(async (directory) => {
    const file = join(directory, 'ca.pem');
    const cases: readonly [string | undefined, string][] = [
      [undefined, 'E_READ'],
      ['nothing here', 'E_FORMAT'],
      ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'E_FORMAT'],
      ['-----BEGIN CERTIFICATE-----\nAAAA', 'E_FORMAT'],
    ];
    for (const [content, code] of cases) {
      if (content !== undefined) await writeFile(file, content);
      await using({ caFile: file }, async (http) => {
        const error = await failure(http.request('https://127.0.0.1:1/'));
        assert.deepEqual([error.code, error.where], [code, file]);
      });
    }
  });
});

test('proxies: http by the whole address, https through a tunnel, exceptions straight, refusals in plain words', async () => {
  await using target = await secureServer(undefined, { hosts: ['registry.test'] });
  const tunnels: (string | undefined)[] = [];
  const authorization = `Basic ${Buffer.from('u:s3cret').toString('base64')}`;
  await using proxy = await testServer(
    ({ url, headers }, response) => {
      const known = headers['proxy-authorization'] === authorization;
      response.writeHead(known ? 200 : 407).end(`${url} for ${headers.host}`);
    },
    {
      connect: (request, socket) => {
        tunnels.push(request.url);
        if (request.headers['proxy-authorization'] !== authorization) {
          socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
          return;
        }
        const onward = connect(target.server.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => socket.destroy());
        socket.on('error', () => onward.destroy());
      },
    },
  );
  const withUser = proxy.url.replace('//', '//u:s3cret@');
  const settings = { http: withUser, https: withUser, none: 'localhost, .direct.test' };
  await using({ proxy: settings, caFile: target.caFile }, async (http) => {
    assert.equal(await text(http, 'http://feeds.test/a?b'), 'http://feeds.test/a?b for feeds.test');
    assert.equal(await text(http, 'https://registry.test/v2/'), 'safe');
    assert.deepEqual(tunnels, ['registry.test:443']);
    const seen = proxy.requests.length;
    await failure(http.request('http://x.direct.test:1/'));
    assert.equal(proxy.requests.length, seen);
  });
  await using({ proxy: { http: proxy.url, https: proxy.url }, caFile: target.caFile }, async (http) => {
    for (const url of ['http://feeds.test/', 'https://registry.test/']) {
      const error = await failure(http.request(url));
      assert.match(`${error.message}: ${error.why}`, new RegExp(`through the proxy ${proxy.host}.*407`));
    }
  });
});

test('a redirect from TLS to plain http is refused', async () => {
  await using server = await testServer((_, response) => void response.end('plain'));
  await using tls = await secureServer(server.url);
  await using({ plainHttp: false, caFile: tls.caFile }, async (http) => {
    const error = await failure(http.request(tls.server.url));
    assert.equal(error.code, 'E_NETWORK');
    assert.match(error.why ?? '', /redirects to plain http/);
  });
  assert.equal(server.connections(), 0);
});
