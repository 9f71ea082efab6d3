import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureImage,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  memoryRegistry,
  ociLayout,
} from '../../../lab/fixtures/index.ts';
import { fixedClock } from '../../core/index.ts';
import { generateKeys } from '../../phases/2-ship/index.ts';
import { asRecord, type InUseEvidence, inUseKind } from '../../records/index.ts';
import { ledgerList, ledgerVerify, recordEvidence } from '../ledger/index.ts';
import { recordScan } from '../ledger/record-scan.ts';
import { scan } from '../scan.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { signImage } from '../ship/index.ts';
import { FactCache } from './fact-cache.ts';
import { type GateTarget, gateCheck, replayDecision } from './index.ts';
import type { GateInput } from './load-gate.ts';

const fixture: FixtureImage = {
  layers: [layer([{ path: 'app/node_modules/left/package.json', body: '{"name":"left","version":"1.0.0"}' }])],
};
const now = '2026-01-02T12:00:00.000Z';

function settings(folder: string, more: Partial<Settings> = {}): Settings {
  return offlineSettings({
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    platform: { os: 'linux', architecture: 'amd64' },
    clock: fixedClock(now),
    toolVersion: '1.2.3',
    ...more,
  });
}

const password = Buffer.from('pw');
const pair = await generateKeys(password);
const signed = `signedBy: [{ name: release, keyFile: release.pub }]`;
const gate = (rules: string, layout?: string): GateInput => ({
  bytes: Buffer.from(`gate: 1\nname: test\nrules:\n${rules}`),
  where: 'gate.yaml',
  readKeyFile: async () => pair.publicKey,
  layouts: new Map(layout === undefined ? [] : [['r.example.com/web', layout]]),
});
const sign = (target: string, given: Settings) =>
  signImage(target, { key: { text: pair.privateKey, where: 'key', password: async () => password } }, given);
const states = async (input: GateInput, target: GateTarget, given: Settings) => {
  const { decisions } = await gateCheck({ gate: input, targets: [target], namespace: 'prod' }, given);
  return decisions.flatMap(({ decision }) => decision.results.map(({ rule, state }) => `${rule}=${state}`)).join(' ');
};
const layoutTarget = (path: string): GateTarget => ({ kind: 'layout', text: `oci:${path}`, whole: true });
const manifest = (image: string, more = ''): GateTarget => ({
  kind: 'file',
  where: 'web.yaml',
  bytes: Buffer.from(
    `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers: [{ name: web, image: "${image}" }]\n${more}`,
  ),
});

test('gate: a layout is signed, scanned, and then let pass; each decision is kept and can be judged again', async () => {
  await inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'web');
    await ociLayout(path, { ...fixture, tag: 'v1' });
    const given = settings(folder);
    const input = gate(
      `  - { id: signed, ${signed} }\n  - { id: scanned, scanned: { maxAge: 1d, complete: false } }\n`,
      path,
    );
    assert.equal(await states(input, layoutTarget(path), given), 'signed=fail scanned=fail');
    await sign(`oci:${path}:v1`, given);
    assert.equal(await states(input, layoutTarget(path), given), 'signed=pass scanned=fail');
    await scan(`oci:${path}`, given);
    for (const target of [layoutTarget(path), manifest('r.example.com/web:v1')])
      assert.equal(await states(input, target, given), 'signed=pass scanned=pass');
    assert.equal(
      await states(
        input,
        manifest('r.example.com/web:v1'),
        settings(folder, { clock: fixedClock('2026-01-05T00:00:00Z') }),
      ),
      'signed=pass scanned=fail',
    );
    const digest = imageBlobs(fixture).manifest.digest;
    const { records } = await ledgerList({ kinds: ['decision'], name: digest }, given);
    assert.ok(records.some(({ subject }) => subject === 'workload:/prod/Pod./web'));
    const all = (await ledgerList({ kinds: ['decision'] }, given)).records;
    assert.equal(all.length, 5);
    for (const { sequence } of all) assert.equal((await replayDecision(sequence, input, given)).same, true);
    const other = gate(`  - { id: signed, ${signed} }\n`, path);
    assert.equal((await replayDecision(all[0]?.sequence ?? 0, other, given)).same, false);
    assert.equal((await ledgerVerify([], given)).ok, true);
    await states(input, layoutTarget(path), { ...given, record: false });
    assert.equal((await ledgerList({ kinds: ['decision'] }, given)).records.length, 5, 'nothing is recorded');
  });
});

test('gate: known, none and unknown are kept apart', async () => {
  await inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'web');
    await ociLayout(path, { ...fixture, tag: 'v1' });
    const given = settings(folder);
    const scanned = gate('  - { id: scanned, scanned: { maxAge: 1d } }\n', path);
    assert.equal(await states(scanned, manifest('r.example.com/web:v1'), given), 'scanned=fail', 'never scanned');
    assert.equal(await states(scanned, manifest('r.example.com/web:none'), given), 'scanned=fail', 'no such tag');
    const { ledgerDirectory: _, ...without } = given;
    assert.equal(await states(scanned, manifest('r.example.com/web:v1'), without), 'scanned=not-assessed', 'no ledger');
    // Offline, a digest is known by itself and the ledger answers; signatures are not known.
    const pinned = manifest(`elsewhere.example.com/web@${imageBlobs(fixture).manifest.digest}`);
    const both = gate(`  - { id: scanned, scanned: { maxAge: 1d, complete: false } }\n  - { id: signed, ${signed} }\n`);
    await scan(`oci:${path}`, given);
    assert.equal(await states(both, pinned, given), 'scanned=pass signed=not-assessed');
    assert.equal(
      await states(both, manifest('elsewhere.example.com/web:1'), given),
      'scanned=not-assessed signed=not-assessed',
    );
    const identity = gate(
      '  - { id: signed, signedBy: [{ issuer: https://i.example.com, subject: a@example.com }] }\n',
      path,
    );
    assert.equal(await states(identity, manifest('r.example.com/web:v1'), given), 'signed=fail', 'nothing hangs there');
    await sign(`oci:${path}:v1`, given);
    assert.equal(
      await states(identity, manifest('r.example.com/web:v1'), given),
      'signed=not-assessed',
      'no trusted root',
    );
  });
});

test('gate: a registry that lists nothing has no signatures; one that does not answer leaves it unknown', async () => {
  await inTemporaryDirectory(async (folder) => {
    let broken = false;
    await using registry = await memoryRegistry({
      fault: (request, response) => {
        if (!broken || !request.url.includes('/referrers/')) return false;
        response.statusCode = 403;
        response.end();
        return true;
      },
    });
    const blobs = imageBlobs(fixture);
    const given = settings(folder, { offline: false, plainHttpHosts: [registry.host] });
    const target = manifest(`${registry.host}/web@${blobs.manifest.digest}`);
    const input = gate(`  - { id: signed, ${signed} }\n`);
    const push = async (path: string, bytes: Uint8Array, type: string) =>
      assert.equal(
        (
          await fetch(`${registry.server.url}/v2/web/manifests/${path}`, {
            method: 'PUT',
            body: Buffer.from(bytes),
            headers: { 'content-type': type },
          })
        ).status,
        201,
      );
    for (const [digest, bytes] of blobs.blobs)
      if (digest !== blobs.manifest.digest)
        await fetch(`${registry.server.url}/v2/web/blobs/uploads/?digest=${digest}`, {
          method: 'POST',
          body: Buffer.from(bytes),
        });
    await push('v1', blobs.manifestBytes, blobs.manifest.mediaType);
    assert.equal(await states(input, target, given), 'signed=fail');
    broken = true;
    assert.equal(await states(input, target, given), 'signed=not-assessed');
  });
});

test('gate: what was in use counts, two watches at once count their time once', async () => {
  await inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'web');
    await ociLayout(path, { ...fixture, tag: 'v1' });
    const given = settings(folder);
    const report = await scan(`oci:${path}`, { ...given, record: false });
    const { packages } = report;
    const [left] = packages;
    assert.ok(left !== undefined);
    const finding = {
      kind: 'vulnerability' as const,
      subject: report.subject,
      id: 'CVE-2026-1',
      aliases: [],
      title: 'a flaw',
      severity: 'high' as const,
      severitySource: 'test',
      cvss: [],
      exploitation: {},
      package: { id: left.id, name: left.name, version: left.version, purl: left.purl, type: left.type },
      location: { kind: 'image-file' as const, path: left.path },
      evidence: [],
      fix: { state: 'fixed' as const, versions: ['1.0.1'] as const, advice: 'Update.' },
      risk: { score: 50, factors: [] },
      references: [],
      fingerprint: 'f'.repeat(32),
    };
    const { subject, layers } = report;
    const lookedFor = ['vulnerability', 'secret'] as const;
    const source = { id: 'osv/npm', title: 'OSV', date: now, fetched: now, records: 1, origin: '' };
    const sources = [{ ...source, digest: `sha256:${'0'.repeat(64)}`, tells: 'advisories' }] as const;
    const coverage = { ...report.coverage, problems: [], unjudged: [], sources, lookedFor };
    await recordScan({ ...report, coverage, findings: [finding] }, { subject, layers, packages, coverage }, given);
    const input = gate('  - { id: clean, findings: [{ severity: high, inUse: true, observedFor: 2h }] }\n', path);
    const target = manifest('r.example.com/web:v1');
    assert.equal(await states(input, target, given), 'clean=not-assessed', 'never watched');
    const digest = imageBlobs(fixture).manifest.digest;
    const watched = (from: string, to: string, purls: readonly string[]) =>
      recordEvidence([{ subject: digest, ...asRecord(inUseKind, seenInUse(from, to, purls)) }], given);
    await watched('10:00', '11:00', []);
    await watched('10:00', '11:30', []);
    assert.equal(await states(input, target, given), 'clean=not-assessed', 'not watched for long enough');
    await watched('11:00', '12:00', []);
    assert.equal(await states(input, target, given), 'clean=pass', 'not seen in use');
    await watched('12:00', '12:01', [left.purl]);
    assert.equal(await states(input, target, given), 'clean=fail', 'seen in use');
  });
});

test('gate: a pod of a stranger cannot keep its decision from being recorded', async () => {
  await inTemporaryDirectory(async (folder) => {
    const given = settings(folder);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a\ud800', annotations: { x: '\udfff' } },
      spec: { containers: [{ name: 'a', image: 'Bad\ud800' }] },
    };
    const target: GateTarget = { kind: 'file', where: 'pod.json', bytes: Buffer.from(JSON.stringify(pod)) };
    const input = gate('  - { id: pss, podSecurity: { level: baseline } }\n');
    const { decisions } = await gateCheck({ gate: input, targets: [target] }, given);
    assert.deepEqual(
      decisions.map(({ record, notRecorded }) => [record, notRecorded]),
      [[1, undefined]],
    );
  });
});

test('gate: what holds no pod is told, and an AdmissionReview is judged as the API server would have it', async () => {
  await inTemporaryDirectory(async (folder) => {
    const input = gate('  - { id: pss, podSecurity: { level: baseline } }\n');
    const target = manifest('r.example.com/web:v1', '---\napiVersion: v1\nkind: Service\nmetadata: { name: s }\n');
    const found = await gateCheck({ gate: input, targets: [target] }, settings(folder));
    assert.equal(found.decisions.length, 1);
    assert.match(JSON.stringify(found.notJudged), /v1 Service s.*"line":\d/);
    const review = (namespace: string): GateTarget => ({
      kind: 'file',
      where: 'review.json',
      bytes: Buffer.from(
        JSON.stringify({
          apiVersion: 'admission.k8s.io/v1',
          kind: 'AdmissionReview',
          request: {
            uid: 'u',
            operation: 'CREATE',
            kind: { group: '', version: 'v1', kind: 'Pod' },
            resource: { group: '', version: 'v1', resource: 'pods' },
            namespace,
            object: { metadata: { name: 'web' }, spec: { hostNetwork: true, containers: [{ name: 'a', image: 'a' }] } },
          },
        }),
      ),
    });
    assert.equal(await states(input, review('prod'), settings(folder)), 'pss=fail');
    assert.equal(await states(input, review('kube-system'), settings(folder)), '');
  });
});

test('the cache asks once for what many want, forgets what is old, and has an end', async () => {
  let time = 0;
  let asked = 0;
  const cache = new FactCache(2, () => time);
  const find = async () => ++asked;
  const get = (key: string) => cache.get(key, () => 10, find);
  assert.deepEqual(await Promise.all([get('a'), get('a'), get('a')]), [1, 1, 1]);
  time = 9;
  assert.equal(await get('a'), 1);
  time = 10;
  assert.equal(await get('a'), 2);
  await get('b');
  await get('a');
  await get('c');
  assert.equal(cache.counts.entries, 2);
  assert.equal(await get('a'), 2, 'the one asked for last stays');
  assert.equal(await get('b'), 5);
  const failing = () =>
    cache.get(
      'd',
      () => 10,
      () => Promise.reject(new Error('no')),
    );
  await assert.rejects(failing());
  assert.equal(await get('d'), 6, 'a failure is not kept');
});

function seenInUse(from: string, to: string, purls: readonly string[]): InUseEvidence {
  const [first, last] = [`2026-01-01T${from}:00.000000000Z`, `2026-01-01T${to}:00.000000000Z`];
  const use = {
    name: 'left',
    version: '1',
    strongest: 'exec',
    exec: 1,
    map: 0,
    open: 0,
    first,
    last,
    files: [],
  } as const;
  const packages = purls.map((purl) => ({ purl, ...use }));
  const observedFor = Date.parse(last) - Date.parse(first);
  return {
    observation: { first, last, observedFor, events: 1, containers: [] },
    limits: [],
    packages,
    unownedFiles: 0,
  };
}
