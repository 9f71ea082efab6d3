import assert from 'node:assert/strict';
import { connect as plainConnect, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { type Admission, makeServerCertificate } from '../../flows/index.ts';
import { type AdmissionServer, type AdmissionServerOptions, startAdmissionServer } from './admission-server.ts';
import { ask, postReview } from './testing/post.ts';

/* What somebody can do who reaches the port: anybody in the cluster, unless a network policy says otherwise. */

const tls = makeServerCertificate(['127.0.0.1'], new Date('2020-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z'));
const { authority } = tls;
const MiB = 1024 * 1024;

/** A gate that allows everything when it is told to. */
function heldAdmission(): { readonly admission: Admission; release(): void; readonly asked: () => number } {
  let release = (): void => {};
  let asked = 0;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const admission: Admission = {
    gate: { name: 'fake', digest: '' },
    failOpen: true,
    namespaces: {},
    resources: [],
    async answer(review) {
      asked++;
      if (review.length > 1_000) await held;
      const response = { uid: 'u', allowed: true, auditAnnotations: {} };
      return { response: { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response }, outcome: 'allowed' };
    },
    counts: () => ({ cache: { hits: 0, misses: 0, entries: 0 }, records: { kept: 0, waiting: 0, dropped: 0 } }),
    close: async () => {},
  };
  return { admission, release: () => release(), asked: () => asked };
}

async function serving(
  more: Partial<AdmissionServerOptions>,
  work: (server: AdmissionServer, gate: ReturnType<typeof heldAdmission>) => Promise<void>,
): Promise<void> {
  const gate = heldAdmission();
  const options = { host: '127.0.0.1', port: 0, certificate: () => tls, admission: gate.admission, warn: () => {} };
  const server = await startAdmissionServer({ ...options, ...more });
  try {
    await work(server, gate);
  } finally {
    gate.release();
    await server.drain();
  }
}

interface Spoken {
  readonly socket: Socket;
  /** All that came until the server closed. */
  readonly heard: Promise<string>;
}

/** Says something over TLS as it is, without ending it. */
function speak(port: number, text: string | Buffer): Promise<Spoken> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca: authority }, () => {
      let said = '';
      const heard = new Promise<string>((done) => {
        socket.on('data', (chunk: Buffer) => {
          said += chunk.toString('latin1');
        });
        socket.on('close', () => done(said));
      });
      socket.on('error', () => {});
      socket.write(text);
      resolve({ socket, heard });
    });
    socket.once('error', reject);
  });
}

const post = (length: number): string =>
  `POST /validate HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const small = '{"a":1}';
const isWell = async (server: AdmissionServer): Promise<boolean> =>
  (await postReview(server.port, authority, small)).status === 200;

const said: readonly [string, string, RegExp][] = [
  ['no request line', '\x00\x01\x02\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['another protocol', 'SSH-2.0-x\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['no version', 'GET /\r\n\r\n', /^HTTP\/1\.1 404 /],
  ['a header without a name', 'GET / HTTP/1.1\r\nhost: a\r\n: b\r\n\r\n', /^HTTP\/1\.1 400 /],
  [
    'two lengths',
    'POST /validate HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
    /^HTTP\/1\.1 400 /,
  ],
  [
    'a length and chunks',
    'POST /validate HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    /^HTTP\/1\.1 400 /,
  ],
  ['a length that is none', 'POST /validate HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['a large header', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ['many headers', `GET / HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(10_000)}\r\n`, /^HTTP\/1\.1 431 /],
  ['a path without end', `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ['more than is read', post(9 * MiB), /^HTTP\/1\.1 413 /],
];

for (const [name, text, expected] of said)
  test(`refused and closed: ${name}`, () =>
    serving({}, async (server) => {
      const { heard } = await speak(server.port, text);
      assert.match(await heard, expected);
      assert.equal(await isWell(server), true);
    }));

test('requests sent on without waiting for an answer are refused, and the connection is closed', () =>
  serving({}, async (server, gate) => {
    const body = 'x'.repeat(2_000);
    const { heard } = await speak(server.port, `${post(body.length)}${body}`.repeat(50));
    await sleep(200);
    assert.equal(gate.asked(), 1, 'only the first is looked at');
    gate.release();
    const answers = (await heard).match(/HTTP\/1\.1 \d+/g) ?? [];
    assert.deepEqual(answers.slice(0, 2), ['HTTP/1.1 200', 'HTTP/1.1 400']);
    assert.equal(answers.length, 2);
  }));

test('a body that drips is given up', () =>
  serving({ bodyWithin: 300 }, async (server) => {
    const { socket, heard } = await speak(server.port, post(1_000));
    const drip = setInterval(() => socket.write(' '), 20);
    try {
      assert.match(await heard, /^HTTP\/1\.1 408 /);
    } finally {
      clearInterval(drip);
    }
    assert.equal(await isWell(server), true);
  }));

test('many large bodies at once: the largest give way, an ordinary review is answered, and nothing is held on to', () =>
  serving({ bytesOnTheirWay: 4 * MiB, concurrency: 4, waiting: 100 }, async (server, gate) => {
    const body = Buffer.concat([Buffer.from(post(2 * MiB)), Buffer.alloc(2 * MiB - 1, 0x20)]);
    // All but the last byte: every one of them stays on its way.
    const flood = await Promise.all(Array.from({ length: 20 }, () => speak(server.port, body)));
    assert.equal(await isWell(server), true);
    await sleep(300);
    const { text } = await ask(server.port, '/metrics', authority);
    const held = Number(/^seaworthy_admission_body_bytes (\d+)$/m.exec(text)?.[1]);
    assert.ok(held > 0 && held <= 4 * MiB, `${held} bytes are held`);
    for (const { socket } of flood) socket.write(' ');
    gate.release();
    await sleep(300);
    for (const { socket } of flood) socket.end();
    const answers = await Promise.all(flood.map(({ heard }) => heard));
    const refused = answers.filter((answer) => /^HTTP\/1\.1 503 [\s\S]*retry-after: 1/i.test(answer));
    assert.ok(refused.length >= 18, `${refused.length} were turned away`);
    const after = await ask(server.port, '/metrics', authority);
    assert.match(after.text, /^seaworthy_admission_body_bytes 0$/m);
  }));

test('connections that say nothing make place for one that does', () =>
  serving({ connections: 5 }, async (server) => {
    const idle: Spoken[] = [];
    for (let index = 0; index < 20; index++) idle.push(await speak(server.port, ''));
    assert.equal(await isWell(server), true);
    const { text } = await ask(server.port, '/metrics', authority);
    assert.ok(Number(/^seaworthy_admission_connections (\d+)$/m.exec(text)?.[1]) <= 5, text);
    for (const { socket } of idle) socket.destroy();
  }));

test('who speaks no TLS is sent away', () =>
  serving({}, async (server) => {
    const ended = new Promise<void>((resolve) => {
      const socket = plainConnect(server.port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\n\r\n'));
      socket.on('error', () => {});
      socket.resume().on('close', () => resolve());
    });
    await ended;
    assert.equal(await isWell(server), true);
  }));
