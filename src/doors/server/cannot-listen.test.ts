import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { errorLine } from '../../core/index.ts';
import { makeServerCertificate } from '../../flows/index.ts';
import { startAdmissionServer } from './admission-server.ts';
import { cannotListen } from './cannot-listen.ts';

test('each reason not to listen is told with what to do', () => {
  const cases = [
    ['EADDRINUSE', /another program listens there already \(EADDRINUSE\).*sport = :8443.*--listen HOST:PORT/],
    ['EACCES', /may not listen.*CAP_NET_BIND_SERVICE/],
    ['EADDRNOTAVAIL', /no such address.*--listen/],
    ['ENOTFOUND', /host name is not known.*--listen/],
    ['EIO', /cannot listen \(127\.0\.0\.1:8443\): odd/],
  ] as const;
  for (const [code, expected] of cases)
    assert.match(errorLine(cannotListen(Object.assign(new Error('odd'), { code }), '127.0.0.1', 8443)), expected);
  assert.match(errorLine(cannotListen(new Error('odd'), '::1', 1)), /\[::1\]:1/);
});

test('a port that is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const tls = makeServerCertificate(['127.0.0.1'], new Date('2020-01-01'), new Date('2100-01-01'));
    const admission = {
      gate: { name: 'fake', digest: '' as const },
      failOpen: false,
      decide: () => Promise.reject(new Error('nobody asks')),
      close: async () => {},
    };
    const starting = startAdmissionServer({
      host: '127.0.0.1',
      port,
      certificate: () => tls,
      admission: admission as never,
      warn: () => {},
    });
    await assert.rejects(starting, { code: 'E_NETWORK', why: 'another program listens there already (EADDRINUSE)' });
  } finally {
    other.close();
  }
});
