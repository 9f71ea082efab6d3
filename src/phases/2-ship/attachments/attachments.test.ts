import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  dockerRegistry,
  type FixtureBlobs,
  fakeSigstore,
  imageBlobs,
  imageIndex,
  inTemporaryDirectory,
  type MemoryRegistryOptions,
  memoryRegistry,
  ociLayout,
  skipWithoutDockerRegistry,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, fixedClock, SeaworthyError } from '../../../core/index.ts';
import {
  emptyConfig,
  formatArtifact,
  maxIndexes,
  openArtifactStore,
  openTarget,
  type StoreTarget,
} from '../../../foundations/images/index.ts';
import { createHttp } from '../../../foundations/net/index.ts';
import { bundleMediaType } from '../bundles/bundle.ts';
import { generateKeys } from '../keys/generate-keys.ts';
import { loadSigningKey, type SigningKey } from '../keys/signing-key.ts';
import { formatStatement } from '../statements/statement.ts';
import { parseTrustedRoot } from '../trust/trusted-root.ts';
import type { TrustedSigner } from '../verify/verify-bundle.ts';
import { attest, sign } from './attach-statement.ts';
import { type ArtifactNode, tree } from './tree.ts';
import { verify } from './verify.ts';

const fixture = { layers: [] };
const image = imageBlobs(fixture);
const sbomType = 'https://cyclonedx.org/bom';
const clock = fixedClock('2025-06-07T08:09:10Z');

async function newSigner(): Promise<SigningKey> {
  const password = Buffer.from('pw');
  const { privateKey } = await generateKeys(password);
  return loadSigningKey({ text: privateKey, password, where: 'test.key' });
}

const [ours, theirs] = [await newSigner(), await newSigner()];
const by = (signer: SigningKey): TrustedSigner => ({ kind: 'key', key: signer.publicKey });

async function atHost<T>(host: string, work: (target: StoreTarget) => Promise<T>): Promise<T> {
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts: [host], retries: 0 });
  try {
    return await work(
      await openArtifactStore(`${host}/a/b:v1`, { http, limits: defaultLimits, plainHttpHosts: [host] }),
    );
  } finally {
    await http.close();
  }
}

async function push({ store }: StoreTarget, pushed: FixtureBlobs): Promise<void> {
  await store.putBlob(pushed.configBytes);
  await store.putManifest({ bytes: pushed.manifestBytes, mediaType: pushed.manifest.mediaType }, 'v1');
}

const blobFile = (layout: string, digest: string): string => join(layout, 'blobs', digest.replace(':', '/'));

/** Kinds below a node, as `kind predicate` lines. */
const kinds = (node: ArtifactNode): readonly string[] =>
  node.children.map(({ kind, predicateType = '' }) => `${kind} ${predicateType}`.trim()).sort();

/** The whole story on one store: unsigned, signed by somebody else, signed, attested. */
async function story(target: StoreTarget): Promise<void> {
  const empty = await verify(target, { signer: by(ours) });
  assert.equal(empty.verdict, 'not-trusted');
  assert.match(empty.why, /No bundle/);
  await sign(target, theirs, { clock });
  const foreign = await verify(target, { signer: by(ours) });
  assert.equal(foreign.verdict, 'not-trusted');
  assert.ok(foreign.evidence.some(({ statement }) => statement === 'It names another key.'));
  const attached = await attest(target, { predicateType: sbomType, predicate: { bomFormat: 'CycloneDX' } }, ours, {
    clock,
  });
  assert.equal(attached.subject, image.manifest.digest);
  const attestationOnly = await verify(target, { signer: by(ours) });
  assert.equal(attestationOnly.verdict, 'not-trusted', 'an attestation is no signature');
  await sign(target, ours, { clock });
  const signed = await verify(target, { signer: by(ours) });
  assert.equal(signed.verdict, 'trusted', signed.why);
  assert.equal(signed.verified.length, 1);
  const attested = await verify(target, { signer: by(ours), predicateType: sbomType });
  assert.equal(attested.verdict, 'trusted');
  assert.deepEqual({ ...attested.verified[0]?.statement?.predicate }, { bomFormat: 'CycloneDX' });
  assert.equal(attested.verified[0]?.manifest, attached.manifest);
  assert.equal((await verify(target, { signer: by(theirs), predicateType: sbomType })).verdict, 'not-trusted');
  const whole = await tree(target);
  const signature = 'signature https://sigstore.dev/cosign/sign/v1';
  assert.deepEqual(kinds(whole), [`sbom ${sbomType}`, signature, signature]);
  assert.ok(whole.children.every(({ created, size }) => created === '2025-06-07T08:09:10.000Z' && size > 900));
}

const registries: Readonly<Record<string, MemoryRegistryOptions>> = {
  'with the referrers API': {},
  'without it': { referrers: false },
};
for (const [name, options] of Object.entries(registries)) {
  test(`sign, attest, verify, tree: a registry ${name}`, async () => {
    await using registry = await memoryRegistry(options);
    await atHost(registry.host, async (target) => {
      await push(target, image);
      await story(target);
    });
  });
}

test('sign, attest, verify, tree: docker-registry', { skip: skipWithoutDockerRegistry }, async () => {
  await using registry = await dockerRegistry();
  await registry.push('a/b', 'v1', image);
  await atHost(registry.host, story);
});

test('sign, attest, verify, tree: an OCI layout, whose image stays the one it was', async () => {
  await inTemporaryDirectory(async (path) => {
    await ociLayout(path, { ...fixture, tag: 'v1' });
    for (const text of [`oci:${path}:v1`, path]) {
      const target = await openArtifactStore(text, { limits: defaultLimits });
      assert.equal((await target.store.manifest(target.tagOrDigest)).digest, image.manifest.digest);
    }
    await story(await openArtifactStore(`oci:${path}:v1`, { limits: defaultLimits }));
    const opened = await openTarget(`oci:${path}`, { limits: defaultLimits });
    assert.equal(opened.subject?.kind === 'image' ? opened.subject.digest : '', image.manifest.digest);
    await opened.close();
  });
});

test('an OCI layout: writers at once lose nothing', async () => {
  await inTemporaryDirectory(async (path) => {
    await ociLayout(path, { ...fixture, tag: 'v1' });
    const attach = async (): Promise<string> =>
      (await sign(await openArtifactStore(path, { limits: defaultLimits }), ours)).manifest;
    const attached = await Promise.all([...Array(20)].map(attach));
    const { store } = await openArtifactStore(path, { limits: defaultLimits });
    const listed = (await store.referrers(image.manifest.digest)).map(({ digest }) => digest);
    assert.deepEqual(listed.sort(), attached.toSorted());
    const [first = image.manifest.digest] = listed;
    await store.deleteManifest(first);
    assert.equal((await store.referrers(image.manifest.digest)).length, 19);
  });
});

test('an outage leaves it undetermined, never "no signature"; what is listed and not there is not trusted', async () => {
  for (const part of ['/referrers/', '/manifests/sha256:', '/blobs/sha256:']) {
    for (const status of [403, 404, 429, 500]) {
      // A registry that answers 404 for its list has none, and then the list of clients counts.
      if (part === '/referrers/' && status === 404) continue;
      let armed = false;
      await using registry = await memoryRegistry({
        fault: (request, response) => {
          if (
            !armed ||
            !request.url.includes(part) ||
            request.url.includes(image.manifest.digest.slice(0, 20)) !== (part === '/referrers/')
          )
            return false;
          response.writeHead(status).end();
          return true;
        },
      });
      await atHost(registry.host, async (target) => {
        await push(target, image);
        await sign(target, ours);
        armed = true;
        const verdict = await verify(target, { signer: by(ours) });
        // Whoever may push can list what is not there: that is no outage.
        const expected = status === 404 ? 'not-trusted' : 'undetermined';
        assert.equal(verdict.verdict, expected, `${part} ${status}: ${verdict.why}`);
      });
    }
  }
});

test('a bundle that is not what its digest says, is gone or is none is not trusted', async () => {
  await inTemporaryDirectory(async (path) => {
    await ociLayout(path, { ...fixture, tag: 'v1' });
    const target = await openArtifactStore(path, { limits: defaultLimits });
    const { bundle } = await sign(target, ours);
    const file = blobFile(path, bundle);
    await writeFile(file, 'x'.repeat(700));
    assert.equal((await verify(target, { signer: by(ours) })).verdict, 'not-trusted');
    await rm(file);
    assert.equal((await verify(target, { signer: by(ours) })).verdict, 'not-trusted');
  });
  await inTemporaryDirectory(async (path) => {
    await ociLayout(path, { ...fixture, tag: 'v1' });
    const target = await openArtifactStore(path, { limits: defaultLimits });
    const { mediaType, digest, size } = image.manifest;
    const blob = await target.store.putBlob(Buffer.from('{"mediaType":"x"}'));
    await target.store.putBlob(emptyConfig.bytes);
    const parts = { artifactType: bundleMediaType, annotations: {}, subject: { mediaType, digest, size } };
    await target.store.attach(formatArtifact({ ...parts, blob: { mediaType: bundleMediaType, ...blob } }));
    assert.equal((await verify(target, { signer: by(ours) })).verdict, 'not-trusted');
    await sign(target, ours);
    assert.equal(
      (await verify(target, { signer: by(ours) })).verdict,
      'trusted',
      'junk beside a signature does no harm',
    );
  });
});

test('a bundle moved to another image is not trusted there', async () => {
  await inTemporaryDirectory(async (path) => {
    const other = { layers: [], config: { author: 'other' } };
    await ociLayout(path, [
      { tag: 'v1', images: [fixture] },
      { tag: 'v2', images: [other] },
    ]);
    const target = await openArtifactStore(`oci:${path}:v1`, { limits: defaultLimits });
    const { bundle } = await sign(target, ours);
    const moved = await openArtifactStore(`oci:${path}:v2`, { limits: defaultLimits });
    const { digest, mediaType, bytes } = await moved.store.manifest('v2');
    const blob = { mediaType: bundleMediaType, digest: bundle, size: (await readFile(blobFile(path, bundle))).length };
    const subject = { mediaType, digest, size: bytes.length };
    await moved.store.attach(formatArtifact({ artifactType: bundleMediaType, annotations: {}, blob, subject }));
    assert.equal((await verify(target, { signer: by(ours) })).verdict, 'trusted');
    const there = await verify(moved, { signer: by(ours) });
    assert.equal(there.verdict, 'not-trusted');
    assert.ok(there.evidence.some(({ statement }) => statement === 'The statement is about something else.'));
  });
});

test('keyless bundles on an image, offline; the newest verified time comes first', async () => {
  const sigstore = fakeSigstore();
  const trustedRoot = parseTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot)), 'root.json');
  const signer: TrustedSigner = { kind: 'identity', subject: sigstore.subject, issuer: sigstore.issuer, trustedRoot };
  await inTemporaryDirectory(async (path) => {
    await ociLayout(path, { ...fixture, tag: 'v1' });
    const target = await openArtifactStore(path, { limits: defaultLimits });
    const { mediaType, digest, size } = image.manifest;
    await target.store.putBlob(emptyConfig.bytes);
    for (const after of [5, 50, 20]) {
      const statement = formatStatement({ digest, predicateType: sbomType, predicate: { after } });
      const bundle = sigstore.bundle({ content: { statement }, entry: 'dsse 0.0.1', after });
      const blob = await target.store.putBlob(Buffer.from(JSON.stringify(bundle)));
      const parts = { artifactType: bundleMediaType, annotations: {}, subject: { mediaType, digest, size } };
      await target.store.attach(formatArtifact({ ...parts, blob: { mediaType: bundleMediaType, ...blob } }));
    }
    const { verdict, verified } = await verify(target, { signer, predicateType: sbomType });
    assert.equal(verdict, 'trusted');
    assert.deepEqual(
      verified.map(({ statement }) => statement?.predicate.after),
      [50, 20, 5],
    );
    assert.equal((await verify(target, { signer })).verdict, 'not-trusted');
  });
});

test('a tree shows variants, what old clients and BuildKit left, and refuses to be shown with holes', async () => {
  await using registry = await memoryRegistry();
  await atHost(registry.host, async (target) => {
    const { store } = target;
    await push(target, image);
    await sign(target, ours);
    const old = imageBlobs({ layers: [], config: { author: 'sig' } });
    await store.putBlob(old.configBytes);
    const json = { mediaType: old.manifest.mediaType };
    const provenance = await store.putBlob(Buffer.from('{}'));
    const built = {
      schemaVersion: 2,
      ...json,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...(await store.putBlob(old.configBytes)) },
      layers: [
        {
          mediaType: 'application/vnd.in-toto+json',
          ...provenance,
          annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' },
        },
      ],
    };
    const builtBytes = Buffer.from(JSON.stringify(built));
    const builtDigest = await store.putManifest({ bytes: builtBytes, ...json });
    const index = imageIndex([
      image.manifest,
      {
        ...json,
        digest: builtDigest as `sha256:${string}`,
        size: builtBytes.length,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
      },
    ]);
    const indexDigest = await store.putManifest({ bytes: index.bytes, mediaType: index.descriptor.mediaType }, 'v1');
    await store.putManifest({ bytes: old.manifestBytes, ...json }, `${indexDigest.replace(':', '-')}.sig`);
    const whole = await tree(target);
    assert.equal(whole.kind, 'index');
    assert.deepEqual(
      whole.children.map(({ kind, by: how }) => `${kind} by ${how}`),
      ['image by index', 'provenance by index', 'signature by tag'],
    );
    assert.deepEqual(
      whole.children[0]?.children.map(({ kind }) => kind),
      ['signature'],
    );
    for (const key of registry.content.keys()) if (key.endsWith(builtDigest)) registry.content.delete(key);
    await assert.rejects(tree(target), (error) => error instanceof SeaworthyError && error.code === 'E_NOT_FOUND');
  });
});

test('a tree shows an image as deep inside indexes as one may lie, and refuses to leave out a deeper one', async () => {
  await using registry = await memoryRegistry();
  await atHost(registry.host, async (target) => {
    await push(target, image);
    let listed = image.manifest;
    const depths: number[] = [];
    for (let depth = 1; depth <= maxIndexes + 1; depth++) {
      const index = imageIndex([listed]);
      await target.store.putManifest({ bytes: index.bytes, mediaType: index.descriptor.mediaType }, 'v1');
      listed = index.descriptor;
      if (depth > maxIndexes) {
        await assert.rejects(tree(target), (error) => error instanceof SeaworthyError && error.code === 'E_LIMIT');
        continue;
      }
      let node: ArtifactNode | undefined = await tree(target);
      let above = 0;
      while (node?.kind === 'index') [node, above] = [node.children[0], above + 1];
      assert.deepEqual([node?.kind, node?.digest], ['image', image.manifest.digest]);
      depths.push(above);
    }
    assert.deepEqual(depths, [1, 2, 3, 4]);
  });
});

test('what hangs deeper than is followed is counted, not passed over', async () => {
  await using registry = await memoryRegistry();
  await atHost(registry.host, async (target) => {
    await push(target, image);
    const { store } = target;
    await store.putBlob(emptyConfig.bytes);
    const blob = { mediaType: 'application/json', ...(await store.putBlob(Buffer.from('{}'))) };
    let { digest } = await store.manifest('v1');
    const numbers: (number | undefined)[] = [];
    for (let depth = 1; depth <= 5; depth++) {
      const { mediaType, bytes } = await store.manifest(digest);
      const subject = { mediaType, digest, size: bytes.length };
      digest = await store.attach(
        formatArtifact({ artifactType: 'application/x.test', annotations: {}, blob, subject }),
      );
      let node: ArtifactNode | undefined = await tree(target);
      while (node?.children[0] !== undefined) node = node.children[0];
      numbers.push(node?.deeper);
    }
    assert.deepEqual(numbers, [undefined, undefined, undefined, 1, 1]);
  });
});

test('targets that nothing can hang on, or that name nothing, are refused', async () => {
  await inTemporaryDirectory(async (path) => {
    await ociLayout(path, [
      { tag: 'v1', images: [fixture] },
      { tag: 'v2', images: [{ layers: [], config: { author: 'x' } }] },
    ]);
    for (const [text, code] of [
      [`docker-archive:${path}`, 'E_USAGE'],
      [`dir:${path}`, 'E_USAGE'],
      [path, 'E_USAGE'],
      [`oci:${path}/none`, 'E_TARGET_NOT_FOUND'],
      ['registry.example/a:1', 'E_OFFLINE'],
      ['UPPER/lower:1:2', 'E_REFERENCE'],
    ] as const) {
      const opened = openArtifactStore(text, { limits: defaultLimits });
      await assert.rejects(opened, (error) => error instanceof SeaworthyError && error.code === code, text);
    }
    const gone = await openArtifactStore(`oci:${path}:v9`, { limits: defaultLimits });
    await assert.rejects(verify(gone, { signer: by(ours) }), /v9/);
  });
});
