import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  dockerRegistry,
  type FixtureImage,
  fakeSigstore,
  imageBlobs,
  imageIndex,
  inTemporaryDirectory,
  layer,
  memoryRegistry,
  ociLayout,
  skipWithoutDockerRegistry,
} from '../../../lab/fixtures/index.ts';
import { type Digest, type Finding, fingerprint, SeaworthyError } from '../../core/index.ts';
import { emptyConfig, formatArtifact, openArtifactStore, type StoreTarget } from '../../foundations/images/index.ts';
import { type FullRecord, openLedger } from '../../foundations/ledger/index.ts';
import { createHttp } from '../../foundations/net/index.ts';
import type { Settings } from '../settings.ts';
import { attestImage } from './attest-image.ts';
import { readSignature } from './evidence.ts';
import { generateKeyFiles } from './generate-key-files.ts';
import { imageTree } from './image-tree.ts';
import { type ScanPredicate, scanPredicate } from './scan-predicate.ts';
import { signImage } from './sign-image.ts';
import { plainKeys, shipSettings } from './testing.ts';
import { verifyImage } from './verify-image.ts';

const body = JSON.stringify({ name: 'left', version: '1.0.0' });
const fixture: FixtureImage = { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] };
const image = imageBlobs(fixture);
const other = imageBlobs({ ...fixture, config: { author: 'somebody else' } });
const [ours, theirs] = [plainKeys('ours'), plainKeys('theirs')];
const by = (keys: typeof ours) => ({ kind: 'key', key: keys.pub }) as const;
const format = async (report: { readonly packages: readonly unknown[] }): Promise<string> =>
  JSON.stringify({ bomFormat: 'CycloneDX', components: report.packages });
const sbom = { key: ours.key, type: 'cyclonedx', predicate: { kind: 'sbom', format } } as const;
const isCode = (code: string) => (error: unknown) => error instanceof SeaworthyError && error.code === code;

async function records(settings: Settings): Promise<readonly FullRecord[]> {
  const ledger = await openLedger(settings.ledgerDirectory ?? '');
  try {
    const { records: headers } = await ledger.list();
    const full = await Promise.all(headers.toReversed().map(({ sequence }) => ledger.get(sequence)));
    return full.filter((record) => record !== undefined);
  } finally {
    await ledger.close();
  }
}

async function withStore<T>(target: string, settings: Settings, work: (target: StoreTarget) => Promise<T>): Promise<T> {
  const { plainHttpHosts, limits } = settings;
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts });
  try {
    return await work(await openArtifactStore(target, { limits, http, plainHttpHosts }));
  } finally {
    await http.close();
  }
}

/** Puts a bundle beside the others that says something else than what was signed. */
async function attachTampered(target: string, bundle: Digest, settings: Settings): Promise<void> {
  await withStore(target, settings, async ({ store, tagOrDigest }) => {
    const { mediaType, digest, bytes } = await store.manifest(tagOrDigest);
    const stored = await store.blob({ digest: bundle, size: (await sizeOf(store, bundle)) ?? 0 }, 1_000_000);
    const json = JSON.parse(Buffer.from(stored).toString()) as { dsseEnvelope: { payload: string } };
    const said = Buffer.from(json.dsseEnvelope.payload, 'base64').toString();
    json.dsseEnvelope.payload = Buffer.from(said.replace('"predicate":{', '"predicate":{"more":1')).toString('base64');
    const blob = await store.putBlob(Buffer.from(JSON.stringify(json)));
    await store.putBlob(emptyConfig.bytes);
    const type = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    const subject = { mediaType, digest, size: bytes.length };
    await store.attach(
      formatArtifact({ artifactType: type, blob: { mediaType: type, ...blob }, annotations: {}, subject }),
    );
  });
}

async function sizeOf(store: StoreTarget['store'], bundle: Digest): Promise<number | undefined> {
  for (const { digest } of await store.referrers(image.manifest.digest)) {
    const { layers } = JSON.parse(Buffer.from((await store.manifest(digest)).bytes).toString()) as {
      layers: { digest: string; size: number }[];
    };
    const found = layers.find((one) => one.digest === bundle);
    if (found !== undefined) return found.size;
  }
  return undefined;
}

/** Everything that a signature goes through, wherever the image lies. The ledger is empty before. */
async function story(target: string, settings: Settings): Promise<void> {
  const verdict = async (signer = by(ours), type?: string): Promise<string> =>
    (await verifyImage(target, { signer, ...(type === undefined ? {} : { type }) }, settings)).verdict;
  assert.equal(await verdict(), 'not-trusted', 'nothing is signed yet');
  const signed = await signImage(target, { key: ours.key }, settings);
  assert.equal(signed.subject, image.manifest.digest);
  assert.equal(signed.record, 2);
  assert.equal(await verdict(), 'trusted');
  assert.equal(await verdict(by(theirs)), 'not-trusted');
  assert.equal(await verdict(by(ours), 'cyclonedx'), 'not-trusted', 'a signature is no attestation');

  const attested = await attestImage(target, sbom, settings);
  assert.equal(attested.predicateType, 'https://cyclonedx.org/bom');
  const checked = await verifyImage(target, { signer: by(ours), type: 'cyclonedx' }, settings);
  assert.equal(checked.verdict, 'trusted', checked.why);
  const said = checked.verified[0]?.statement?.predicate as { components: { purl: string }[] } | undefined;
  assert.deepEqual(
    said?.components.map(({ purl }) => purl),
    ['pkg:npm/left@1.0.0'],
  );
  const { root } = await imageTree(target, settings);
  assert.deepEqual(root.children.map(({ kind, digest }) => [kind, digest]).sort(), [
    ['sbom', attested.manifest],
    ['signature', signed.manifest],
  ]);

  // What each step said is in the ledger, whole and readable.
  const kept = await records(settings);
  assert.deepEqual(
    kept.map((record) => {
      const said = readSignature(record);
      return `${record.kind} ${said.act === 'made' ? 'made' : said.verdict}`;
    }),
    [
      'signature not-trusted',
      'signature made',
      'signature trusted',
      'signature not-trusted',
      'attestation not-trusted',
      'attestation made',
      'attestation trusted',
    ],
  );
  assert.ok(kept.every(({ subject, names }) => subject === image.manifest.digest && names.includes(target)));
  const made = readSignature(kept[1] as FullRecord);
  assert.ok(made.act === 'made' && made.signer.kind === 'key' && made.manifest === signed.manifest);
  const seen = readSignature(kept[2] as FullRecord);
  assert.ok(seen.act === 'checked' && seen.evidence.length > 2 && seen.signer.kind === 'key');
  assert.deepEqual(seen.signer, made.signer);
  assert.deepEqual(seen.verified, [{ manifest: signed.manifest }]);

  await withStore(target, settings, ({ store }) => store.deleteManifest(signed.manifest, image.manifest.digest));
  assert.equal(await verdict(), 'not-trusted', 'the signature is gone, the attestation is none');
  await attachTampered(target, attested.bundle, settings);
  const all = await verifyImage(target, { signer: by(ours), type: 'cyclonedx' }, settings);
  assert.equal(all.verified.length, 1, 'what was tampered with does not count, what was not still does');
  await withStore(target, settings, ({ store }) => store.deleteManifest(attested.manifest, image.manifest.digest));
  const tampered = await verifyImage(target, { signer: by(ours), type: 'cyclonedx' }, settings);
  assert.equal(tampered.verdict, 'not-trusted');
  assert.ok(tampered.evidence.some(({ statement }) => statement === 'The signature does not hold.'));
}

test('sign, attest, verify, tree: an OCI layout, offline', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'app'), { ...fixture, tag: 'v1' });
    await story(`oci:${join(folder, 'app')}:v1`, shipSettings(folder));
  }));

for (const referrers of [true, false]) {
  test(`sign, attest, verify, tree: a registry ${referrers ? 'with' : 'without'} the referrers API`, () =>
    inTemporaryDirectory(async (folder) => {
      await using registry = await memoryRegistry({ referrers });
      const target = `${registry.host}/a/b:v1`;
      const settings = shipSettings(folder, registry.host);
      await pushImage(target, settings);
      await story(target, settings);
    }));
}

async function pushImage(target: string, settings: Settings, blobs = image): Promise<void> {
  await withStore(target, settings, async ({ store, tagOrDigest }) => {
    for (const [digest, bytes] of blobs.blobs) if (digest !== blobs.manifest.digest) await store.putBlob(bytes);
    await store.putManifest({ bytes: blobs.manifestBytes, mediaType: blobs.manifest.mediaType }, tagOrDigest);
  });
}

test('sign, attest, verify, tree: docker-registry', { skip: skipWithoutDockerRegistry }, () =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await dockerRegistry();
    await registry.push('a/b', 'v1', image);
    await story(`${registry.host}/a/b:v1`, shipSettings(folder, registry.host));
  }),
);

test('a tag that is moved takes no signature with it', () =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    const target = `${registry.host}/a/b:v1`;
    const settings = shipSettings(folder, registry.host);
    await pushImage(target, settings);
    await signImage(target, { key: ours.key }, settings);
    await pushImage(target, settings, other);
    const moved = await verifyImage(target, { signer: by(ours) }, settings);
    assert.deepEqual([moved.verdict, moved.subject], ['not-trusted', other.manifest.digest]);
    const old = `${registry.host}/a/b@${image.manifest.digest}`;
    assert.equal((await verifyImage(old, { signer: by(ours) }, settings)).verdict, 'trusted');
  }));

test('an image that is exchanged while its inventory is made is not attested', () =>
  inTemporaryDirectory(async (folder) => {
    let reads = 0;
    await using registry = await memoryRegistry({
      fault: (request, response) => {
        // The first read of the tag is answered by the registry, the later ones by somebody else.
        if (request.method !== 'GET' || !request.url.endsWith('/manifests/v1') || reads++ === 0) return false;
        response.writeHead(200, {
          'content-type': other.manifest.mediaType,
          'docker-content-digest': other.manifest.digest,
        });
        response.end(other.manifestBytes);
        return true;
      },
    });
    const target = `${registry.host}/a/b:v1`;
    const settings = shipSettings(folder, registry.host);
    await pushImage(`${registry.host}/a/b:other`, settings, other);
    await pushImage(target, settings);
    await assert.rejects(attestImage(target, sbom, settings), isCode('E_DIGEST_MISMATCH'));
    const { root } = await imageTree(`${registry.host}/a/b@${image.manifest.digest}`, settings);
    assert.deepEqual(root.children, []);
  }));

test('of a multi-platform image the index is signed, or the variant that is asked for', () =>
  inTemporaryDirectory(async (folder) => {
    const arm: FixtureImage = { ...fixture, platform: { os: 'linux', architecture: 'arm64' } };
    await ociLayout(join(folder, 'app'), [{ tag: 'v1', images: [fixture, arm] }]);
    const target = `oci:${join(folder, 'app')}:v1`;
    const settings = shipSettings(folder);
    const onArm = { ...settings, platform: { os: 'linux', architecture: 'arm64' } };
    const index = imageIndex([image.manifest, imageBlobs(arm).manifest]).descriptor.digest;
    const whole = await signImage(target, { key: ours.key }, settings);
    assert.equal(whole.subject, index);
    const missing = await verifyImage(target, { signer: by(ours) }, onArm);
    assert.deepEqual([missing.verdict, missing.variants], ['not-trusted', 0]);
    const part = await signImage(target, { key: ours.key }, onArm);
    assert.equal(part.subject, imageBlobs(arm).manifest.digest);
    assert.equal((await verifyImage(target, { signer: by(ours) }, onArm)).verdict, 'trusted');
    const last = (await records(settings)).at(-1);
    assert.ok(last?.names.includes(index), 'the variant is found by its index');

    await assert.rejects(attestImage(target, sbom, settings), (error) => {
      assert.ok(error instanceof SeaworthyError && error.code === 'E_USAGE');
      assert.match(String(error.why), /linux\/amd64, linux\/arm64/);
      return true;
    });
    const attested = await attestImage(target, sbom, onArm);
    assert.equal(attested.subject, imageBlobs(arm).manifest.digest);
    const unseen = await verifyImage(target, { signer: by(ours), type: 'cyclonedx' }, settings);
    assert.deepEqual([unseen.verdict, unseen.variants], ['not-trusted', 2]);
    const riscv = { ...settings, platform: { os: 'linux', architecture: 'riscv64' } };
    await assert.rejects(signImage(target, { key: ours.key }, riscv), isCode('E_PLATFORM'));
  }));

test('a scan is attested with what it found, the age of its data and what it did not see', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'app'), fixture);
    const off = shipSettings(folder);
    const { osv: _on, ...feeds } = off.feeds;
    const settings = { ...off, feeds };
    const input = { key: ours.key, type: 'scan', predicate: { kind: 'scan' } } as const;
    const target = join(folder, 'app');
    // The data about npm is not there, which makes the scan incomplete.
    await assert.rejects(attestImage(target, input, settings), isCode('E_INCOMPLETE'));
    assert.deepEqual((await imageTree(target, settings)).root.children, []);
    await attestImage(target, { ...input, allowPartial: true }, settings);
    const { verified } = await verifyImage(target, { signer: by(ours), type: 'scan' }, settings);
    const said = verified[0]?.statement?.predicate as ScanPredicate | undefined;
    assert.equal(said?.incomplete, true);
    assert.deepEqual([said.packages, said.scanned, said.counts.high], [1, '2026-01-02T03:04:05.678Z', 0]);
    const kinds = (await records(settings)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['inventory', 'scan', 'scan', 'attestation', 'attestation'], 'the scans are kept too');
    const wrong = { ...input, type: 'cyclonedx', allowPartial: true };
    await assert.rejects(attestImage(target, wrong, settings), isCode('E_USAGE'));
  }));

test('findings are told in short, without what was seen', () => {
  const finding: Finding = {
    kind: 'secret',
    id: 'secret/x',
    aliases: [],
    title: 'A token',
    severity: 'high',
    severitySource: 'test',
    cvss: [],
    exploitation: {},
    location: { path: 'a/b', line: 3 },
    evidence: [{ kind: 'file', statement: 'It begins so.', observed: 'tok…en' }],
    fix: { state: 'unfixed', versions: [], advice: 'Rotate it.' },
    risk: { score: 50, factors: [] },
    references: [],
    fingerprint: fingerprint('secret', 'x'),
  };
  const coverage = { parts: [], problems: [], sources: [], unjudged: [] };
  const setAside = { ...finding, suppression: { by: 'me', reason: 'a test' } };
  const said = scanPredicate({
    schemaVersion: '1.0',
    tool: { name: 'seaworthy', version: '1' },
    created: '2026-01-01T00:00:00.000Z',
    subject: { kind: 'directory', name: 'x' },
    layers: [],
    packages: [],
    findings: [finding, setAside],
    coverage,
  });
  assert.equal(said.counts.high, 1, 'what is set aside does not count, and is there');
  assert.equal(said.findings.length, 2);
  assert.ok(!JSON.stringify(said).includes('tok…en'));
});

test('predicates from files: read, and refused where they are plainly something else', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'app'), fixture);
    const settings = shipSettings(folder);
    const target = join(folder, 'app');
    const attest = (type: string, text: string) =>
      attestImage(target, { key: ours.key, type, predicate: { kind: 'file', text, where: 'p.json' } }, settings);
    for (const [type, text, code] of [
      ['cyclonedx', '{"spdxVersion":"SPDX-2.3"}', 'E_FORMAT'],
      ['spdx', '{"bomFormat":"CycloneDX"}', 'E_FORMAT'],
      ['spdx', 'not json', 'E_FORMAT'],
      ['https://example.com/x', '[1]', 'E_USAGE'],
    ] as const) {
      await assert.rejects(attest(type, text), isCode(code), `${type} ${text}`);
    }
    assert.deepEqual((await imageTree(target, settings)).root.children, []);
    await attest('https://example.com/x', '{"answer":42}');
    const input = { signer: by(ours), type: 'https://example.com/x' };
    const { verified } = await verifyImage(target, input, settings);
    assert.deepEqual({ ...(verified[0]?.statement?.predicate as object) }, { answer: 42 });
  }));

test('by an identity, with a trusted root, offline', () =>
  inTemporaryDirectory(async (folder) => {
    const sigstore = fakeSigstore();
    await ociLayout(join(folder, 'app'), fixture);
    const settings = shipSettings(folder);
    const target = join(folder, 'app');
    const hex = image.manifest.digest.slice('sha256:'.length);
    const statement = Buffer.from(
      JSON.stringify({
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ digest: { sha256: hex } }],
        predicateType: 'https://sigstore.dev/cosign/sign/v1',
        predicate: {},
      }),
    );
    await withStore(target, settings, async ({ store }) => {
      const { mediaType, digest, size } = image.manifest;
      const bundle = sigstore.bundle({ content: { statement }, entry: 'dsse 0.0.1' });
      const blob = await store.putBlob(Buffer.from(JSON.stringify(bundle)));
      await store.putBlob(emptyConfig.bytes);
      const type = 'application/vnd.dev.sigstore.bundle.v0.3+json';
      const parts = { artifactType: type, annotations: {}, subject: { mediaType, digest, size } };
      await store.attach(formatArtifact({ ...parts, blob: { mediaType: type, ...blob } }));
    });
    const trustedRoot = { text: JSON.stringify(sigstore.trustedRoot), where: 'root.json' };
    const { subject, issuer } = sigstore;
    const check = (over: { readonly subject?: string; readonly issuer?: string } = {}) =>
      verifyImage(target, { signer: { kind: 'identity', subject, issuer, trustedRoot, ...over } }, settings);
    const good = await check();
    assert.equal(good.verdict, 'trusted', good.why);
    assert.deepEqual(good.verified[0]?.time, { at: '2025-03-04T05:06:12.000Z', source: 'transparency-log' });
    assert.equal((await check({ subject: `${subject}x` })).verdict, 'not-trusted');
    assert.equal((await check({ issuer: `${issuer}/` })).verdict, 'not-trusted');
    const [first] = await records(settings);
    const said = readSignature(first as FullRecord);
    assert.deepEqual(said.signer, { kind: 'identity', subject, issuer });
    await assert.rejects(
      verifyImage(
        target,
        { signer: { kind: 'identity', subject, issuer, trustedRoot: { text: '{}', where: 'root.json' } } },
        settings,
      ),
      isCode('E_FORMAT'),
    );
  }));

/** What opens or uses a socket, or asks for the address of a host (async_hooks, "type"). */
const networkTypes = new Set(['TCPWRAP', 'TCPCONNECTWRAP', 'TLSWRAP', 'PIPEWRAP', 'PIPECONNECTWRAP', 'UDPWRAP']);
const lookups = new Set(['GETADDRINFOREQWRAP', 'QUERYWRAP', 'HTTPCLIENTREQUEST']);

/** The kinds of network resources that are made while `work` runs. */
async function networkUsed(work: () => Promise<unknown>): Promise<readonly string[]> {
  const used: string[] = [];
  const hook = createHook({
    init: (_id, type) => {
      if (networkTypes.has(type) || lookups.has(type)) used.push(type);
    },
  });
  hook.enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  return used;
}

test('under --offline no socket is opened: layouts work, registries are refused', () =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    const online = shipSettings(folder, registry.host);
    const target = `${registry.host}/a/b:v1`;
    await pushImage(target, online);
    await signImage(target, { key: ours.key }, online);
    const before = registry.server.requests.length;
    const offline = { ...online, offline: true };
    const layout = join(folder, 'app');
    await ociLayout(layout, fixture);
    const used = await networkUsed(async () => {
      for (const refused of [target, `registry:${target}`, 'registry.example/app:1', 'alpine']) {
        await assert.rejects(verifyImage(refused, { signer: by(ours) }, offline), isCode('E_OFFLINE'), refused);
        await assert.rejects(signImage(refused, { key: ours.key }, offline), isCode('E_OFFLINE'), refused);
        await assert.rejects(attestImage(refused, sbom, offline), isCode('E_OFFLINE'), refused);
        await assert.rejects(imageTree(refused, offline), isCode('E_OFFLINE'), refused);
      }
      await signImage(layout, { key: ours.key }, offline);
      await attestImage(layout, sbom, offline);
      assert.equal((await verifyImage(layout, { signer: by(ours) }, offline)).verdict, 'trusted');
      await imageTree(layout, offline);
    });
    assert.deepEqual(used, []);
    assert.equal(registry.server.requests.length, before);
    // The same question with the network shows that the watch sees one.
    const control = await networkUsed(() => verifyImage(target, { signer: by(ours) }, online));
    assert.ok(control.includes('TCPWRAP'), String(control));
  }));

test('nothing is recorded when nobody wants it; a ledger that is broken takes no signature from anybody', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'app'), fixture);
    const target = join(folder, 'app');
    const settings = shipSettings(folder);
    const silent = { ...settings, record: false };
    const signed = await signImage(target, { key: ours.key }, silent);
    assert.deepEqual([signed.record, signed.notRecorded], [undefined, undefined]);
    assert.equal((await verifyImage(target, { signer: by(ours) }, silent)).record, undefined);
    assert.ok(!(await readdir(folder)).includes('ledger'));
    await writeFile(join(folder, 'ledger'), 'no folder');
    const checked = await verifyImage(target, { signer: by(ours) }, settings);
    assert.deepEqual([checked.verdict, checked.record], ['trusted', undefined]);
    assert.match(String(checked.notRecorded), /./);
  }));

test('what cannot be listed is not determined, and so it is recorded', () =>
  inTemporaryDirectory(async (folder) => {
    let armed = false;
    await using registry = await memoryRegistry({
      fault: (request, response) => {
        if (!armed || !request.url.includes('/referrers/')) return false;
        response.writeHead(400).end();
        return true;
      },
    });
    const target = `${registry.host}/a/b:v1`;
    const settings = shipSettings(folder, registry.host);
    await pushImage(target, settings);
    armed = true;
    const { verdict } = await verifyImage(target, { signer: by(ours) }, settings);
    assert.equal(verdict, 'undetermined');
    const [kept] = await records(settings);
    const said = readSignature(kept as FullRecord);
    assert.ok(said.act === 'checked' && said.verdict === 'undetermined');
    await assert.rejects(
      verifyImage(`${registry.host}/a/b:none`, { signer: by(ours) }, settings),
      isCode('E_NOT_FOUND'),
    );
  }));

test('records of another shape are not understood', () => {
  const header = { kind: 'signature', shape: 1, sequence: 1, names: [], subject: image.manifest.digest };
  const signer = { kind: 'key', fingerprint: image.manifest.digest, algorithm: 'ECDSA P-256' };
  const { digest } = image.manifest;
  const made = { act: 'made', predicateType: 'x', signer, store: 's', manifest: digest, bundle: digest };
  const checked = { act: 'checked', signer, store: 's', verdict: 'trusted', why: 'w', verified: [], evidence: [] };
  const read = (payload: unknown, over = {}) => readSignature({ ...header, ...over, payload } as unknown as FullRecord);
  assert.deepEqual(read(made), made);
  assert.deepEqual(read(checked, { kind: 'attestation' }), checked);
  for (const [payload, over] of [
    [made, { shape: 2 }],
    [made, { kind: 'scan' }],
    [null],
    [{ ...made, act: 'imagined' }],
    [{ ...made, manifest: 'x' }],
    [{ ...made, signer: { kind: 'key', fingerprint: 'x', algorithm: '' } }],
    [{ ...made, signer: { kind: 'identity', subject: 's' } }],
    [{ ...checked, verdict: 'maybe' }],
    [{ ...checked, verified: [{ manifest: 'x' }] }],
    [{ ...checked, verified: [{ manifest: digest, time: 'x' }] }],
    [{ ...checked, evidence: ['x'] }],
  ] as const) {
    assert.throws(() => read(payload, over ?? {}), isCode('E_LEDGER'), JSON.stringify(payload));
  }
});

test('a pair of key files: sealed, for its owner alone, and never written over', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'release');
    const made = await generateKeyFiles(path, Buffer.from('pw'));
    assert.equal((await stat(made.privateKey)).mode & 0o777, 0o600);
    assert.deepEqual((await readdir(folder)).sort(), ['release.key', 'release.pub']);
    await ociLayout(join(folder, 'app'), fixture);
    const settings = shipSettings(folder);
    const key = (password: string) => ({
      text: sealed,
      where: made.privateKey,
      password: async () => Buffer.from(password),
    });
    const sealed = await readFile(made.privateKey, 'utf8');
    const target = join(folder, 'app');
    const signed = await signImage(target, { key: key('pw') }, settings);
    assert.deepEqual(signed.signer, made.signer);
    const pub = { text: await readFile(made.publicKey, 'utf8'), where: made.publicKey };
    const { verdict } = await verifyImage(target, { signer: { kind: 'key', key: pub } }, settings);
    assert.equal(verdict, 'trusted');
    await assert.rejects(signImage(target, { key: key('other') }, settings), isCode('E_KEY'));
    assert.equal((await imageTree(target, settings)).root.children.length, 1);

    await assert.rejects(generateKeyFiles(path, Buffer.from('pw')), isCode('E_WRITE'));
    assert.equal(await readFile(made.privateKey, 'utf8'), sealed);
    // A public key that stands in the way: no half pair is left behind.
    await writeFile(join(folder, 'half.pub'), 'mine');
    await assert.rejects(generateKeyFiles(join(folder, 'half'), Buffer.from('pw')), isCode('E_WRITE'));
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('half')),
      ['half.pub'],
    );
    assert.equal(await readFile(join(folder, 'half.pub'), 'utf8'), 'mine');
    await assert.rejects(generateKeyFiles(join(folder, 'no/such/place'), Buffer.from('pw')), isCode('E_WRITE'));
  }));
