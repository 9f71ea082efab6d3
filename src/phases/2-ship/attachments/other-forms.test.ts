import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { imageBlobs, imageIndex } from '../../../../lab/fixtures/index.ts';
import type { Digest } from '../../../core/index.ts';
import { emptyConfig, formatArtifact, mediaType } from '../../../foundations/images/index.ts';
import { bundleMediaType } from '../bundles/bundle.ts';
import { signingKeyFromPkcs8 } from '../keys/signing-key.ts';
import { signaturePredicate } from '../statements/predicate-types.ts';
import { signStatement } from './attach-statement.ts';
import { judgeImage } from './judge-image.ts';
import { MemoryRepository } from './testing/memory-repository.ts';
import { tree } from './tree.ts';

/* What is signed in a form that is not read yet is not trusted, and is never said to lack a signature. */

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer = signingKeyFromPkcs8(pair.privateKey.export({ type: 'pkcs8', format: 'der' }), '');
const requirement = { signer: { kind: 'key', key: signer.publicKey } } as const;
const image = imageBlobs({ layers: [] });
const subject: Digest = image.manifest.digest;
const tag = subject.replace(':', '-');
const valid = await signStatement({ digest: subject, predicateType: signaturePredicate, predicate: {} }, signer);

type Push = (repository: MemoryRepository) => void;

function hang(bytes: Uint8Array, artifactType: string, layerType = artifactType, about = subject): Push {
  return (repository) => {
    repository.putBlob(emptyConfig.bytes);
    const blob = { mediaType: layerType, ...repository.putBlob(bytes) };
    const on = { mediaType: mediaType.ociManifest, digest: about, size: image.manifestBytes.length };
    const { bytes: manifest } = formatArtifact({ artifactType, annotations: {}, blob, subject: on });
    const put = repository.putManifest(manifest);
    repository.entries.push({ mediaType: mediaType.ociManifest, ...put, artifactType });
  };
}

/** A manifest under a tag, with one layer of a type. */
function tagged(suffix: string, type: string): Push {
  return (repository) => {
    const layer = { mediaType: type, ...repository.putBlob(Buffer.from('{}')) };
    const config = { ...emptyConfig.descriptor, mediaType: mediaType.ociConfig };
    const manifest = { schemaVersion: 2, mediaType: mediaType.ociManifest, config, layers: [layer] };
    repository.putManifest(Buffer.from(JSON.stringify(manifest)), `${tag}.${suffix}`);
  };
}

const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';
const later = 'application/vnd.dev.sigstore.bundle.v0.4+json';
const text = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

const unread: Readonly<Record<string, readonly [push: Push, said: RegExp]>> = {
  'a signature of Cosign 2': [tagged('sig', simpleSigning), /Cosign before version 3 \(tag sha256-.*\.sig\)/],
  'an attestation of Cosign 2': [tagged('att', 'application/vnd.dsse.envelope.v1+json'), /Cosign before.*\.att/],
  'a signature of Cosign 2 as a referrer': [
    hang(text({}), 'application/vnd.dev.cosign.artifact.sig.v1+json', simpleSigning),
    /Cosign before version 3/,
  ],
  'a signature of Notation': [
    hang(text({}), 'application/vnd.cncf.notary.signature', 'application/jose+json'),
    /Notation/,
  ],
  'a bundle of a later version': [hang(text({ mediaType: later }), later), /another version.*v0\.4/],
  'a later bundle that is listed as one that is read': [
    hang(text({ mediaType: later }), bundleMediaType),
    /another version.*v0\.4/,
  ],
};

function repositoryWith(pushes: readonly Push[], lists = true): MemoryRepository {
  const repository = new MemoryRepository(lists);
  repository.listFor(subject);
  repository.putManifest(image.manifestBytes, 'v1');
  for (const push of pushes) push(repository);
  return repository;
}

for (const [name, [push, said]] of Object.entries(unread)) {
  test(`signed in a form that is not read yet: ${name}`, async () => {
    for (const lists of [true, false]) {
      const store = repositoryWith([push], lists).store();
      const { verdicts, isUnsigned } = await judgeImage(store, subject, [requirement]);
      const [answer] = verdicts;
      assert.equal(answer?.verdict, 'not-trusted');
      assert.match(answer.why, /signed in a form that is not read yet/);
      assert.match(answer.why, said);
      assert.doesNotMatch(answer.why, /lacks|No bundle/);
      assert.equal(isUnsigned, false);
    }
    // Beside one that is read and holds it changes nothing.
    const both = repositoryWith([push, hang(valid, bundleMediaType)]).store();
    assert.equal((await judgeImage(both, subject, [requirement])).verdicts[0]?.verdict, 'trusted');
  });
}

test('what is no signature by its type is none: an image, a bill of materials, a page under the tags of old clients', async () => {
  const nothing: readonly Push[] = [
    tagged('sig', 'application/vnd.oci.image.layer.v1.tar+gzip'),
    tagged('sbom', 'text/spdx+json'),
    (repository) => void repository.putManifest(Buffer.from('<html>'), `${tag}.sig`),
    hang(text({}), 'application/spdx+json'),
    hang(text({}), bundleMediaType, bundleMediaType, `sha256:${'0'.repeat(64)}`),
  ];
  for (const [index, push] of nothing.entries()) {
    const { verdicts, isUnsigned } = await judgeImage(repositoryWith([push]).store(), subject, [requirement]);
    assert.match(verdicts[0]?.why ?? '', /lacks a signature/, String(index));
    assert.ok(isUnsigned);
  }
});

test('an image that is trusted costs no question about other forms', async () => {
  const repository = repositoryWith([hang(valid, bundleMediaType)]);
  assert.equal((await judgeImage(repository.store(), subject, [requirement])).verdicts[0]?.verdict, 'trusted');
  assert.equal(repository.requests, 3, 'list, manifest, blob');
});

test("a tree does not show an image's own variants as what hangs on it", async () => {
  const repository = new MemoryRepository(false);
  const index = imageIndex([image.manifest]);
  repository.putManifest(image.manifestBytes);
  const { digest } = repository.putManifest(index.bytes, 'v1');
  repository.listFor(digest);
  repository.entries.push(image.manifest);
  const root = await tree({ store: repository.store(), name: 'x', tagOrDigest: digest });
  assert.deepEqual(
    root.children.map((child) => child.by),
    ['index'],
  );
});
