import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  dockerRegistry,
  type FixtureImage,
  imageBlobs,
  imageIndex,
  inTemporaryDirectory,
  layer,
  memoryRegistry,
  ociLayout,
  skipWithoutDockerRegistry,
} from '../../../lab/fixtures/index.ts';
import { type Digest, defined, SeaworthyError } from '../../core/index.ts';
import { emptyConfig, formatArtifact, type StoreTarget } from '../../foundations/images/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';
import { readSignature } from '../../records/index.ts';
import type { Settings } from '../settings.ts';
import { attestImage } from './attest-image.ts';
import { imageTree } from './image-tree.ts';
import { signImage } from './sign-image.ts';
import { by, isCode, ours, pushImage, records, sbom, shipSettings, theirs, withStore } from './testing/ship-world.ts';
import { verifyImage } from './verify-image.ts';

const body = JSON.stringify({ name: 'left', version: '1.0.0' });
const fixture: FixtureImage = { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] };
const image = imageBlobs(fixture);
const other = imageBlobs({ ...fixture, config: { author: 'somebody else' } });

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
/** Everything that a signature goes through, wherever the image lies. The ledger is empty before. */
async function story(target: string, settings: Settings): Promise<void> {
  const verdict = async (signer = by(ours), type?: string): Promise<string> =>
    (await verifyImage(target, { signer, ...defined({ type }) }, settings)).verdict;
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
      await pushImage(target, settings, image);
      await story(target, settings);
    }));
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
    await pushImage(target, settings, image);
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
    await pushImage(target, settings, image);
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
