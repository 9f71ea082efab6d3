import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { makeServerCertificate, offlineSettings, openAuditJudge } from '../../flows/index.ts';
import { startAuditServer } from './audit-server.ts';
import { ask } from './testing/post.ts';

const rules = `- {rule: Made, desc: d, condition: ka.verb = create, output: made by %ka.user.name, priority: WARNING, source: k8s_audit}`;
const event = {
  kind: 'Event',
  auditID: '1',
  stageTimestamp: '2026-11-30T20:00:00Z',
  verb: 'create',
  user: { username: 'ada' },
};
const list = (...items: readonly unknown[]): string =>
  JSON.stringify({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items });
const large = ' '.repeat(32 * 1024 * 1024 + 1);
const deep = `${'['.repeat(200)}${']'.repeat(200)}`;

const requests: readonly (readonly [
  what: string,
  path: string,
  method: string,
  body: string,
  status: number,
  says: RegExp,
])[] = [
  ['a batch', '/audit', 'POST', list(event, event), 200, /2 judged, 0 not/],
  ['a query behind the path', '/audit?timeout=30s', 'POST', list(event), 200, /1 judged/],
  ['what is no event', '/audit', 'POST', list(event, 7, {}), 200, /1 judged, 2 not/],
  ['another object', '/audit', 'POST', '{"kind":"Pod"}', 200, /0 judged, 1 not/],
  ['no JSON', '/audit', 'POST', '{"kind":', 400, /not JSON/],
  ['nothing', '/audit', 'POST', '', 400, /empty/],
  ['too deep', '/audit', 'POST', deep, 400, /nested deeper/],
  ['too large', '/audit', 'POST', large, 413, /more than/],
  ['another method', '/audit', 'GET', '', 405, /POST/],
  ['another path', '/', 'POST', list(event), 404, /\/audit/],
  ['whether it is there', '/healthz', 'GET', '', 200, /ok/],
];

test('audit events that are sent are judged, and what is none does no harm', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'r.yaml');
    writeFileSync(file, rules);
    const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
    const said: string[] = [];
    const judge = await openAuditJudge({ rules: [file] }, settings, ({ text }) => void said.push(text));
    assert.deepEqual(judge.notes, []);
    const now = Date.now();
    const certificate = await makeServerCertificate(['127.0.0.1'], new Date(now - 60_000), new Date(now + 3_600_000));
    const warned: string[] = [];
    const options = {
      host: '127.0.0.1',
      port: 0,
      certificate: () => certificate,
      judge,
      warn: (text: string) => void warned.push(text),
    };
    const server = await startAuditServer(options);
    try {
      const compressed: readonly (readonly [Record<string, string>, Uint8Array, string])[] = [
        [{ 'content-encoding': 'gzip' }, gzipSync(list(event)), 'gzip'],
        [{}, gzipSync(list(event)), 'gzip'],
        [{ 'content-encoding': 'br' }, Buffer.from(list(event)), 'br'],
      ];
      for (const [headers, body, how] of compressed) {
        const answer = await ask(server.port, '/audit', certificate.authority, { method: 'POST', headers, body });
        assert.equal(answer.status, 415);
        assert.match(answer.text, new RegExp(`compressed \\(${how}\\): send it as plain JSON`));
      }
      for (const [what, path, method, body, status, says] of requests) {
        const answer = await ask(server.port, path, certificate.authority, { method, body });
        assert.equal(answer.status, status, what);
        assert.match(answer.text, says, what);
      }
    } finally {
      await server.drain();
    }
    assert.equal(said.length, 4);
    assert.match(said[0] ?? '', /Warning made by ada/);
    const { alerts, events, gaps, report } = await judge.close();
    assert.deepEqual([alerts, events], [4, 4]);
    assert.match(gaps[0]?.message ?? '', /10 records could not be judged/);
    assert.equal(report.findings.length, 1);
    assert.ok(warned.some((text) => text.includes('could not be judged')));
    assert.ok(warned.some((text) => text.includes('not taken in: more than')));
  }));

test('alerts that nobody takes hold up the answer, and not the next one for ever', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'r.yaml');
    writeFileSync(file, rules);
    const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
    const order: string[] = [];
    const judge = await openAuditJudge({ rules: [file] }, settings, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('taken');
    });
    await judge.take(Buffer.from(list(event)));
    order.push('answered');
    assert.deepEqual(order, ['taken', 'answered']);
  }));

test('rules that say nothing of audit events are told before anything comes', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'r.yaml');
    writeFileSync(file, `- {rule: Shell, desc: d, condition: evt.type = execve, output: o, priority: INFO}`);
    const settings = offlineSettings({ databaseDirectory: folder, toolVersion: 'test' });
    const judge = await openAuditJudge({ rules: [file] }, settings, () => {});
    assert.match(judge.notes.join('\n'), /1 of 1 rules can say nothing of an audit event[\s\S]*nothing was judged/);
    assert.notDeepEqual((await judge.close()).gaps, []);
  }));

test('a certificate that cannot be used is an error about the certificate', async () => {
  const now = Date.now();
  const [one, other] = await Promise.all(
    ['127.0.0.1', '127.0.0.2'].map((name) => makeServerCertificate([name], new Date(now), new Date(now + 3_600_000))),
  );
  const judge = { take: async () => ({ events: 0, unknown: 0 }), missed: () => {} };
  const pairs = [
    { certificate: 'no certificate', key: one?.key ?? '' },
    { certificate: one?.certificate ?? '', key: 'no key' },
    { certificate: one?.certificate ?? '', key: other?.key ?? '' },
  ];
  for (const certificate of pairs)
    await assert.rejects(
      startAuditServer({ host: '127.0.0.1', port: 0, certificate: () => certificate, judge, warn: () => {} }),
      {
        code: 'E_KEY',
      },
    );
});

test('a certificate of the audit server that changes is taken over, a broken one is not', async () => {
  const now = Date.now();
  const make = () => makeServerCertificate(['127.0.0.1'], new Date(now - 60_000), new Date(now + 3_600_000));
  const [first, next] = [await make(), await make()];
  let files: { certificate: string; key: string } = first;
  const warned: string[] = [];
  const judge = { take: () => Promise.reject(new Error('nothing is sent')), missed: () => {} };
  const server = await startAuditServer({
    ...{ host: '127.0.0.1', port: 0, judge },
    certificate: () => files,
    warn: (text) => void warned.push(text),
  });
  try {
    const works = (ca: string): Promise<boolean> =>
      ask(server.port, '/healthz', ca, { agent: new Agent() }).then(
        ({ status }) => status === 200,
        () => false,
      );
    assert.deepEqual([await works(first.authority), server.reload()], [true, false]);
    files = { certificate: next.certificate, key: first.key };
    assert.deepEqual([server.reload(), await works(first.authority)], [false, true]);
    assert.match(warned.join(), /the certificate stays as it was/);
    files = next;
    assert.equal(server.reload(), true);
    assert.deepEqual([await works(first.authority), await works(next.authority)], [false, true]);
  } finally {
    await server.drain();
  }
});
