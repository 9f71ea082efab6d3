import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createServer as createPlainServer, type Server } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { unixHttpGet } from './unix-http.ts';

const options = { timeout: 10_000, maxBytes: 1_000 };

async function listening<T>(server: Server, path: string, work: () => Promise<T>) {
  await new Promise<void>((resolve) => server.listen(path, resolve));
  try {
    return await work();
  } finally {
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
      server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('a program answers on its socket, whatever the status', async () => {
  await inTemporaryDirectory(async (directory) => {
    const socket = join(directory, 's');
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/a?b=1' ? 200 : 404;
      response.end(`${request.method} ${request.url}`);
    });
    await listening(server, socket, async () => {
      const found = await unixHttpGet(socket, '/a?b=1', options);
      assert.deepEqual([found.status, Buffer.from(found.body).toString()], [200, 'GET /a?b=1']);
      assert.equal((await unixHttpGet(socket, '/c', options)).status, 404);
      for (const path of ['', 'a', '/a b', '/a\r\nX: y'])
        await assert.rejects(unixHttpGet(socket, path, options), { code: 'E_USAGE' }, path);
    });
  });
});

test('size and time are bounded, and interruption is heard', async () => {
  await inTemporaryDirectory(async (directory) => {
    const socket = join(directory, 's');
    const server = createServer((request, response) => {
      if (request.url === '/large') response.end('x'.repeat(1_001));
    });
    await listening(server, socket, async () => {
      await assert.rejects(unixHttpGet(socket, '/large', options), { code: 'E_LIMIT' });
      await assert.rejects(unixHttpGet(socket, '/never', { ...options, timeout: 50 }), { code: 'E_TIMEOUT' });
      const stop = new AbortController();
      const pending = unixHttpGet(socket, '/never', { ...options, signal: stop.signal });
      stop.abort();
      await assert.rejects(pending, { code: 'E_INTERRUPTED' });
    });
  });
});

test('nobody there, and somebody who does not speak HTTP', async () => {
  await inTemporaryDirectory(async (directory) => {
    const socket = join(directory, 's');
    await assert.rejects(unixHttpGet(socket, '/', options), { code: 'E_NETWORK' });
    const server = createPlainServer((connection) => connection.resume().end('hello\r\n\r\n'));
    await listening(server, socket, () => assert.rejects(unixHttpGet(socket, '/', options), { code: 'E_NETWORK' }));
  });
});
