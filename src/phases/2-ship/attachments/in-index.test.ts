import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageBlobs, imageIndex, memoryRegistry } from '../../../../lab/fixtures/index.ts';
import { type Digest, defaultLimits, fixedClock } from '../../../core/index.ts';
import { type ArtifactStore, openArtifactStore } from '../../../foundations/images/index.ts';
import { createHttp } from '../../../foundations/net/index.ts';
import { generateKeys } from '../keys/generate-keys.ts';
import { loadSigningKey, type SigningKey } from '../keys/signing-key.ts';
import { sign } from './attach-statement.ts';
import { attachedDocuments } from './attached-documents.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const inToto = 'application/vnd.in-toto+json';
const predicateType = 'https://openvex.dev/ns/v0.2.0';
const image = imageBlobs({ layers: [] });

const statementOn = (digest: string, type = predicateType): object => ({
  _type: 'https://in-toto.io/Statement/v0.1',
  subject: [{ name: 'x', digest: { sha256: digest.slice('sha256:'.length) } }],
  predicateType: type,
  predicate: { statements: [] },
});

async function newSigner(): Promise<SigningKey> {
  const password = Buffer.from('pw');
  const { privateKey } = await generateKeys(password);
  return loadSigningKey({ text: privateKey, password, where: 'test.key' });
}
const [ours, theirs] = [await newSigner(), await newSigner()];

interface Indexed {
  readonly store: ArtifactStore;
  readonly subject: Digest;
  readonly index: Digest;
  readonly attestation: Digest;
}

/** An image and an attestation manifest with these layers, in one index, as BuildKit pushes them. */
async function inIndex(
  layers: readonly (readonly [content: unknown, predicateType?: string])[],
  work: (world: Indexed) => Promise<void>,
  reference: string = image.manifest.digest,
): Promise<void> {
  await using registry = await memoryRegistry();
  registry.push('a/b', image);
  const http = createHttp({
    offline: false,
    timeout: 20_000,
    userAgent: 'test',
    plainHttpHosts: [registry.host],
    retries: 0,
  });
  try {
    const { store } = await openArtifactStore(`registry:${registry.host}/a/b:v1`, {
      http,
      limits: defaultLimits,
      plainHttpHosts: [registry.host],
    });
    const blobs = [];
    for (const [content, said] of layers) {
      const blob = await store.putBlob(Buffer.from(JSON.stringify(content)));
      blobs.push({ mediaType: inToto, ...blob, annotations: { 'in-toto.io/predicate-type': said ?? predicateType } });
    }
    const config = await store.putBlob(Buffer.from('{}'));
    const bytes = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: manifestType,
        config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
        layers: blobs,
      }),
    );
    const attestation = registry.put('a/b', bytes, manifestType);
    const annotations = {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': reference,
    };
    const entry = { mediaType: manifestType, digest: attestation, size: bytes.length, annotations };
    const index = imageIndex([image.manifest, entry]);
    registry.put('a/b', index.bytes, index.descriptor.mediaType, 'v1');
    await work({ store, subject: image.manifest.digest, index: index.descriptor.digest, attestation });
  } finally {
    await http.close();
  }
}

const clock = fixedClock('2025-06-07T08:09:10Z');
const isVex = (_value: unknown, kind: string | undefined): boolean => kind === 'vex';
const key = (signer: SigningKey) => ({ kind: 'key', key: signer.publicKey }) as const;

test('what BuildKit puts into the index is found, and is nobody’s word who is trusted', () =>
  inIndex([[statementOn(image.manifest.digest)]], async ({ index, store, subject }) => {
    const alone = await attachedDocuments(store, subject, isVex, undefined);
    assert.deepEqual(alone, { documents: [], problems: [] });
    const unsigned = await attachedDocuments(store, subject, isVex, undefined, index);
    assert.deepEqual(
      unsigned.documents.map(({ kind, notVerified }) => [kind, notVerified]),
      [['vex', undefined]],
    );
    const asked = await attachedDocuments(store, subject, isVex, key(ours), index);
    assert.deepEqual(
      asked.documents.map(({ notVerified }) => notVerified),
      ['nobody has signed it'],
    );
  }));

test('it counts where the one who is asked for has signed the manifest that carries it', () =>
  inIndex([[statementOn(image.manifest.digest)]], async ({ attestation, index, store, subject }) => {
    await sign({ store, name: 'a/b', tagOrDigest: attestation }, theirs, { clock });
    const verified = async () =>
      (await attachedDocuments(store, subject, isVex, key(ours), index)).documents.map(
        ({ notVerified }) => notVerified === undefined,
      );
    assert.deepEqual(await verified(), [false]);
    await sign({ store, name: 'a/b', tagOrDigest: attestation }, ours, { clock });
    assert.deepEqual(await verified(), [true]);
  }));

test('what is about another image, or no statement, counts for nothing, whatever the index says', async () => {
  const other = `sha256:${'a'.repeat(64)}`;
  await inIndex([[statementOn(other)], [{ '@context': predicateType, statements: [] }]], async (world) => {
    const { documents } = await attachedDocuments(world.store, world.subject, isVex, undefined, world.index);
    assert.deepEqual(
      documents.map(({ notVerified }) => notVerified),
      ['it is a statement about something else'],
    );
  });
  const own = statementOn(image.manifest.digest);
  await inIndex(
    [[own]],
    async ({ index, store, subject }) =>
      assert.deepEqual((await attachedDocuments(store, subject, isVex, undefined, index)).documents, []),
    other,
  );
});
