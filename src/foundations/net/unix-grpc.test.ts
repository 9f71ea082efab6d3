import assert from 'node:assert/strict';
import { createServer, type ServerHttp2Stream } from 'node:http2';
import { createServer as createPlainServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { unixGrpc } from './unix-grpc.ts';

const options = { timeout: 10_000, maxBytes: 1_000 };
const message = Buffer.from('asked');

function answer(stream: ServerHttp2Stream, bytes: Uint8Array, status: string): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': status }));
  stream.end(bytes);
}

const framed = (text: string): Buffer =>
  Buffer.concat([Buffer.of(0, 0, 0, text.length >> 8, text.length & 0xff), Buffer.from(text)]);

test('a program answers a call on its socket; what is not there, and what goes wrong', async () => {
  await inTemporaryDirectory(async (directory) => {
    const socket = join(directory, 's');
    const server = createServer();
    const asked: string[] = [];
    server.on('stream', (stream, headers) => {
      const path = headers[':path'] ?? '';
      const chunks: Buffer[] = [];
      stream.on('error', () => {});
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        asked.push(`${headers[':method']} ${path} ${headers['content-type']} ${Buffer.concat(chunks).subarray(5)}`);
        if (path === '/good') answer(stream, framed('told'), '0');
        else if (path === '/none') stream.respond({ ':status': 200, 'grpc-status': '5' }, { endStream: true });
        else if (path === '/refused') answer(stream, Buffer.of(), '12');
        else if (path === '/short') answer(stream, framed('told').subarray(0, 7), '0');
        else if (path === '/packed') answer(stream, Buffer.concat([Buffer.of(1), framed('told').subarray(1)]), '0');
        else if (path === '/large') answer(stream, framed('x'.repeat(1_500)), '0');
      });
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    try {
      const told = await unixGrpc(socket, '/good', message, options);
      assert.equal(Buffer.from(told ?? []).toString(), 'told');
      assert.deepEqual(asked, ['POST /good application/grpc asked']);
      assert.equal(await unixGrpc(socket, '/none', message, options), undefined);
      for (const path of ['/refused', '/short', '/packed'])
        await assert.rejects(unixGrpc(socket, path, message, options), { code: 'E_NETWORK' }, path);
      await assert.rejects(unixGrpc(socket, '/large', message, options), { code: 'E_LIMIT' });
      await assert.rejects(unixGrpc(socket, '/never', message, { ...options, timeout: 100 }), { code: 'E_TIMEOUT' });
      const stop = new AbortController();
      const pending = unixGrpc(socket, '/never', message, { ...options, signal: stop.signal });
      stop.abort();
      await assert.rejects(pending, { code: 'E_INTERRUPTED' });
    } finally {
      server.close();
    }
  });
});

test('nobody there, and somebody who does not speak HTTP/2', async () => {
  await inTemporaryDirectory(async (directory) => {
    const socket = join(directory, 's');
    await assert.rejects(unixGrpc(socket, '/', message, options), { code: 'E_NETWORK' });
    const server = createPlainServer((connection) =>
      connection
        .on('error', () => {})
        .resume()
        .end('hello\r\n\r\n'),
    );
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    await assert.rejects(unixGrpc(socket, '/', message, options), { code: 'E_NETWORK' });
    server.close();
  });
});
