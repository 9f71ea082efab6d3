import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../../../lab/fixtures/index.ts';
import type { Decision, RuleAssessment } from '../../../core/index.ts';
import * as flows from '../../../flows/index.ts';
import { displayWidth } from '../../../report/index.ts';
import { cli } from '../run.ts';
import { type FakeOptions, fakeHost } from '../testing/fake-host.ts';
import { splitAddress } from './split-address.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}` as const;

const result = (state: RuleAssessment['state'], more: Partial<RuleAssessment> = {}): RuleAssessment => ({
  check: 'signed',
  rule: 'signed',
  state,
  action: 'enforce',
  message: 'prod/Pod/web: No signature of a signer that is asked for was found',
  evidence: [
    {
      kind: 'signature',
      statement: 'No signature of a signer that is asked for was found.',
      observed: '0 signatures looked at',
      expected: 'release',
    },
  ],
  remedy: `Sign ${digest('a')} by release: seaworthy sign IMAGE.`,
  ...more,
});

const decision = (allowed: boolean, ...results: readonly RuleAssessment[]): Decision => ({
  subject: { kind: 'workload', name: 'prod/Pod/web' },
  allowed,
  results,
  warnings: [],
  patches: [],
  inputsDigest: digest('b'),
  policyDigest: digest('c'),
});

const check = (verdict: flows.GateVerdict, ...decisions: readonly Decision[]): flows.GateCheck => ({
  gate: { name: 'test', digest: digest('c') },
  verdict,
  decisions: decisions.map((one, index) => ({
    target: 'web.yaml',
    verdict: !one.allowed ? 'refused' : one.results.every(({ state }) => state === 'pass') ? 'allowed' : 'not-assessed',
    decision: one,
    record: index + 1,
  })),
  notJudged: [
    { target: 'web.yaml', what: 'v1 Service s', why: 'its kind holds no pod that we know of', incomplete: false },
  ],
});

async function run(folder: string, line: string, options: FakeOptions = {}) {
  const host = fakeHost({ workingFolder: folder, ...options });
  const code = await cli(line.split(' '), host);
  return { code, out: host.printed(), err: host.said() };
}

const inFolder = (work: (folder: string) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    await writeFile(join(folder, 'gate.yaml'), 'gate: 1\nrules:\n  - { id: ours, imageSource: { allow: ["**"] } }\n');
    await writeFile(join(folder, 'web.yaml'), 'a: 1\n');
    await work(folder);
  });

test('gate check: the exit code is what the decisions are', async () => {
  await inFolder(async (folder) => {
    const cases: readonly [flows.GateCheck, string, number][] = [
      [check('allowed', decision(true, result('pass'))), '', 0],
      [check('refused', decision(true, result('pass')), decision(false, result('fail'))), '', 3],
      [check('refused', decision(false, result('fail'))), ' --allow-partial', 3],
      [check('not-assessed', decision(true, result('not-assessed', { action: 'warn' }))), '', 5],
      [check('not-assessed', decision(true, result('not-assessed', { action: 'warn' }))), ' --allow-partial', 0],
      [check('not-assessed'), '', 5],
      [check('not-assessed'), ' --allow-partial', 5],
      [check('not-assessed', decision(true)), ' --allow-partial', 5],
    ];
    for (const [answer, more, code] of cases) {
      const gateCheck = async () => answer;
      const said = await run(folder, `gate check --gate gate.yaml web.yaml${more}`, { flows: { gateCheck } });
      assert.equal(said.code, code, said.out + said.err);
      const json = await run(folder, `gate check --gate gate.yaml web.yaml --json${more}`, { flows: { gateCheck } });
      assert.deepEqual([json.code, JSON.parse(json.out)], [code, answer]);
    }
  });
});

test('gate check: what is said fits, names rule, evidence and remedy, and cannot steer a terminal', async () => {
  await inFolder(async (folder) => {
    const evil = result('fail', { message: `prod/Pod/web: \u001b[31m${'long '.repeat(40)}` });
    const answer = check('refused', decision(false, result('pass'), result('fail'), evil));
    for (const columns of [40, 80, 120]) {
      const options = { columns, flows: { gateCheck: async () => answer } };
      const { out } = await run(folder, 'gate check --gate gate.yaml web.yaml', options);
      for (const line of out.split('\n')) assert.ok(displayWidth(line) <= columns, line);
      assert.doesNotMatch(out, /\u001b/);
      if (columns < 80) continue;
      assert.match(out, /^✗ Refused: prod\/Pod\/web\n {2}ledger record 1\n {2}✗ signed: No signature of a signer/);
      assert.match(out, / {4}seen 0 signatures looked at\n {4}want release\n {4}→ Sign\s+sha256:a+/);
      assert.match(out, /– Not judged: v1 Service s \(web\.yaml\)/);
      assert.match(out, /\nGate test: 1 refused, 1 not judged\.\n$/);
    }
  });
});

test('gate check: what the words stand for', async () => {
  await inFolder(async (folder) => {
    await ociLayout(join(folder, 'image'), { layers: [layer([])], tag: 'v1' });
    const seen: flows.GateTarget[][] = [];
    const gateCheck = async (input: flows.GateCheckInput) => {
      seen.push([...input.targets]);
      return check('allowed');
    };
    const ends = async (words: string, code: number, said = /^$/) => {
      const answer = await run(folder, `gate check --gate gate.yaml ${words}`, { flows: { gateCheck } });
      assert.equal(answer.code, code, answer.err);
      assert.match(answer.err, said);
    };
    await ends('image oci:image oci:image:v1 image:v1 alpine:3 registry:image web.yaml', 0);
    const layout = `oci:${join(folder, 'image')}`;
    assert.deepEqual(seen[0], [
      { kind: 'layout', text: layout, whole: true },
      { kind: 'layout', text: layout, whole: true },
      { kind: 'layout', text: `${layout}:v1`, whole: false },
      { kind: 'layout', text: `${layout}:v1`, whole: false },
      { kind: 'image', reference: 'alpine:3' },
      { kind: 'image', reference: 'image' },
      { kind: 'file', where: 'web.yaml', bytes: Buffer.from('a: 1\n') },
    ]);
    await ends('oci:nowhere', 1, /E_TARGET_NOT_FOUND/);
    await ends('nowhere.yaml', 1, /E_TARGET_NOT_FOUND/);
    await ends('.', 1, /E_TARGET_UNKNOWN/);
    assert.match((await run(folder, 'gate check web.yaml')).err, /what may run is not said.*--gate/);
    assert.match((await run(folder, 'gate check --gate no.yaml web.yaml')).err, /no such file \(no\.yaml\)/);
  });
});

test('gate check --offline opens no socket, and says what it therefore does not know', async () => {
  await inFolder(async (folder) => {
    const rules = '  - { id: scanned, scanned: { maxAge: 1d } }\n';
    await writeFile(join(folder, 'gate.yaml'), `gate: 1\nunknown: allow\nrules:\n${rules}`);
    const opened: unknown[] = [];
    const { default: net } = await import('node:net');
    const connect = net.Socket.prototype.connect;
    net.Socket.prototype.connect = function (this: InstanceType<typeof net.Socket>, ...given: unknown[]) {
      opened.push(given);
      return Reflect.apply(connect, this, given);
    } as typeof connect;
    try {
      const env = { XDG_DATA_HOME: join(folder, 'data') };
      const line = 'gate check --gate gate.yaml --offline r.example.com/web:1';
      const said = await run(folder, line, { flows, env });
      assert.equal(said.code, 5, said.out + said.err);
      assert.match(said.out, /scanned: could not be determined: .*no\s+registry may be asked/);
    } finally {
      net.Socket.prototype.connect = connect;
    }
    assert.deepEqual(opened, []);
  });
});

test('serve admission: prints its configuration, serves, and ends when it is told to', async () => {
  await inFolder(async (folder) => {
    const signals = new Map<string, () => void>();
    const events = new EventTarget();
    const env = { XDG_DATA_HOME: join(folder, 'data') };
    const base = fakeHost({ workingFolder: folder, flows, env });
    const host = {
      ...base,
      onSignal: (signal: string, act: () => void) => {
        signals.set(signal, act);
        events.dispatchEvent(new Event(signal));
        return () => signals.delete(signal);
      },
    };
    const line = 'serve admission --gate gate.yaml --self-signed 127.0.0.1 --listen 127.0.0.1:0 --print-config';
    const ready = once(events, 'SIGTERM');
    const ended = cli(line.split(' '), host);
    await ready;
    const port = /url: "https:\/\/127\.0\.0\.1:(\d+)\/validate"/.exec(host.printed())?.[1];
    const bundle = /caBundle: (\S+)/.exec(host.printed())?.[1] ?? '';
    const ca = Buffer.from(bundle, 'base64').toString();
    const asked = get({ host: '127.0.0.1', port: Number(port), path: '/healthz', ca });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    assert.equal(response.resume().statusCode, 200);
    signals.get('SIGTERM')?.();
    assert.equal(await ended, 0);
    assert.match(host.said(), /listening on https:\/\/127\.0\.0\.1:\d+\/validate: gate gate, fails closed/);
    assert.equal(signals.size, 0);
  });
});

test('serve admission: what it wants of its flags', async () => {
  await inFolder(async (folder) => {
    const cases: readonly [string, RegExp][] = [
      ['', /there is no certificate to serve with/],
      ['--tls-cert a', /belong together/],
      ['--tls-cert a --tls-key b --self-signed c', /another is to be made/],
      ['--tls-cert a --tls-key b', /no such file \(a\)/],
      ['--tls-cert web.yaml --tls-key web.yaml', /E_KEY/],
      ['--self-signed a/b', /neither a DNS name nor an IP address/],
      ['--self-signed a --listen localhost', /no address to listen on/],
    ];
    for (const [more, said] of cases) {
      const line = `serve admission --gate gate.yaml ${more}`.trim();
      const answer = await run(folder, line, { flows, env: { XDG_DATA_HOME: join(folder, 'data') } });
      assert.notEqual(answer.code, 0);
      assert.match(answer.err, said, line);
    }
  });
  assert.deepEqual(splitAddress('[::]:8443'), { host: '::', port: 8443 });
  for (const bad of ['', 'a', ':1', 'a:', 'a:70000', '::1:5', 'a:b:1']) assert.throws(() => splitAddress(bad), bad);
});

test('gate init: writes gate.yaml or what is named, with the key beside it, and never twice', async () => {
  await inTemporaryDirectory(async (folder) => {
    const first = await run(folder, 'gate init', { flows });
    assert.deepEqual([first.code, first.err], [0, '']);
    assert.match(first.out, /gate {2,}gate\.yaml\n.*rules {2,}pinned, hardened, scanned, clean\n/);
    const again = await run(folder, 'gate init', { flows });
    assert.equal(again.code, 1);
    assert.match(again.err, /never overwritten.*\[E_WRITE\]/);
    await run(folder, 'keys generate --out release', { flows, env: { SEAWORTHY_KEY_PASSWORD: 'pw' } });
    const keyed = await run(folder, 'gate init p.yaml --key release.pub --json', { flows });
    assert.equal(keyed.code, 0, keyed.err);
    assert.match(await readFile(join(folder, 'p.yaml'), 'utf8'), /keyFile: "release\.pub"/);
    assert.deepEqual((JSON.parse(keyed.out) as flows.NewGate).rules.slice(0, 2), ['pinned', 'signed']);
    assert.equal((await run(folder, 'gate init q.yaml --key none.pub', { flows })).code, 1);
    const checked = await run(folder, 'gate check --gate p.yaml Not/An:image', { flows });
    assert.equal(checked.code === 0, false);
  });
});
