import assert from 'node:assert/strict';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { makeServerCertificate } from '../../foundations/formats/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { openAdmission } from './admission.ts';

/*
 * Whoever may create a pod chooses which host is asked for its image. Whatever stands there, or nothing at all, the answer is the same to the letter, but for
 * the image that he named himself.
 */

const tls = makeServerCertificate(['127.0.0.1'], new Date('2020-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z'));
const secret = 'iam-role-credentials-7731';

const http = (answer: RequestListener): Server => createHttpServer(answer);
const says =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

/** What may stand on a port of an internal host, and whether it may be spoken to without TLS. */
const hosts: Readonly<Record<string, { readonly server?: () => Server; readonly plain?: boolean }>> = {
  'nothing listens': {},
  'something that closes at once': { server: () => createServer((socket) => socket.destroy()) },
  'something that speaks first, and no HTTP': {
    server: () => createServer((socket) => socket.end(`220 ${secret}\r\n`)),
  },
  'a web server without TLS': { server: () => http(says(200, secret)) },
  'a web server with a certificate of its own': {
    server: () => createHttpsServer({ cert: tls.certificate, key: tls.key }, says(200, secret)),
  },
  'a database that speaks no HTTP': {
    server: () => createServer((socket) => socket.end(`-ERR ${secret}`)),
    plain: true,
  },
  'a web server that has no such page': { server: () => http(says(404, secret)), plain: true },
  'a web page': {
    server: () => http(says(200, `<title>${secret}</title>`, { 'content-type': 'text/html' })),
    plain: true,
  },
  'some JSON': { server: () => http(says(200, `{"name":"${secret}"}`)), plain: true },
  'a web server that wants a password': {
    server: () => http(says(401, secret, { 'www-authenticate': `Basic realm="${secret}"` })),
    plain: true,
  },
  'a registry that sends for a token elsewhere': {
    server: () => http(says(401, '', { 'www-authenticate': 'Bearer realm="http://127.0.0.1:1/token",service="s"' })),
    plain: true,
  },
  'a web server that forbids it': { server: () => http(says(403, secret)), plain: true },
  'a web server that leads elsewhere': {
    server: () => http(says(302, '', { location: `http://127.0.0.1:1/${secret}` })),
    plain: true,
  },
  'a web server that fails': { server: () => http(says(500, secret)), plain: true },
  'a web server that is too busy for long': {
    server: () => http(says(429, secret, { 'retry-after': '600' })),
    plain: true,
  },
  'a web server that says nothing': { server: () => http(() => {}), plain: true },
};

const gates: Readonly<Record<string, string>> = {
  'a rule about signatures': 'signedBy: [{ issuer: https://i.example.com, subject: a@example.com }]',
  'a rule about attestations':
    'attested: { type: cyclonedx, by: [{ issuer: https://i.example.com, subject: a@example.com }] }',
  'a rule about scans': 'scanned: { maxAge: 1d }',
  'a rule about findings': 'findings: [{ severity: low }]',
};

function review(image: string): Uint8Array {
  const kind = { group: '', version: 'v1', kind: 'Pod' };
  const object = { metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image }] } };
  const resource = { group: '', version: 'v1', resource: 'pods' };
  const request = { uid: 'u', operation: 'CREATE', kind, resource, namespace: 'prod', name: 'web', object };
  return Buffer.from(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }));
}

/** What is answered about an image of a host, with the host left out, and what the log gets. */
async function answer(
  folder: string,
  rule: string,
  { server, plain }: (typeof hosts)[string],
): Promise<{ readonly told: string; readonly log: string }> {
  const listening = server?.() ?? createServer();
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(listening.address() as AddressInfo).port}`;
  if (server === undefined) await new Promise((done) => listening.close(done));
  const settings: Settings = {
    ...offlineSettings({
      databaseDirectory: join(folder, 'database'),
      ledgerDirectory: join(folder, 'ledger'),
      toolVersion: '1',
    }),
    offline: false,
    plainHttpHosts: plain === true ? [host] : [],
  };
  const gate = Buffer.from(`gate: 1\nname: g\nrules:\n  - { id: r, ${rule} }\n`);
  const admission = await openAdmission({ bytes: gate, where: 'gate.yaml' }, settings);
  try {
    const said = await admission.answer(review(`${host}/a/b:1`), AbortSignal.timeout(1_500));
    const { auditAnnotations: _, ...response } = said.response.response;
    return { told: JSON.stringify(response).replaceAll(host, 'HOST'), log: said.notTold ?? said.trouble ?? '' };
  } finally {
    await admission.close();
    if (server !== undefined) listening.close();
    if ('closeAllConnections' in listening) (listening as ReturnType<typeof createHttpServer>).closeAllConnections();
  }
}

for (const [name, rule] of Object.entries(gates))
  test(`a refusal does not tell what answers on a host: ${name}`, () =>
    inTemporaryDirectory(async (folder) => {
      const all = await Promise.all(
        Object.entries(hosts).map(async ([what, host]) => ({ what, ...(await answer(folder, rule, host)) })),
      );
      const [first] = all;
      for (const { what, told, log } of all) {
        assert.equal(told, first?.told, what);
        assert.doesNotMatch(told, new RegExp(secret));
        assert.notEqual(log, '', `the log says what was with ${what}`);
      }
      assert.match(first?.told ?? '', /"allowed":false/);
    }));
