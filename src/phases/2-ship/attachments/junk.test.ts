import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { imageBlobs } from '../../../../lab/fixtures/index.ts';
import type { Digest } from '../../../core/index.ts';
import { defined } from '../../../core/index.ts';
import { emptyConfig, mediaType } from '../../../foundations/images/index.ts';
import { bundleMediaType } from '../bundles/bundle.ts';
import { type SigningKey, signingKeyFromPkcs8 } from '../keys/signing-key.ts';
import { signaturePredicate } from '../statements/predicate-types.ts';
import type { TrustVerdict } from '../verify/verify-bundle.ts';
import { signStatement } from './attach-statement.ts';
import { type ImageVerdict, judgeImage } from './judge-image.ts';
import { MemoryRepository } from './testing/memory-repository.ts';

/*
 * Whoever may push can hang on an image what he likes. None of it makes "not trusted" anything else, and up to ten thousand things and 64 signatures an
 * envelope none of it makes "trusted" anything else. Beyond that it is "not trusted", and never "not known".
 */

const newSigner = (): SigningKey =>
  signingKeyFromPkcs8(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'der' }),
    '',
  );
const [ours, theirs] = [newSigner(), newSigner()];
const image = imageBlobs({ layers: [] });
const subject: Digest = image.manifest.digest;
const other: Digest = `sha256:${'0'.repeat(64)}`;
const requirement = { signer: { kind: 'key', key: ours.publicKey } } as const;

type Json = Record<string, unknown>;
const bundleBy = async (signer: SigningKey, digest: Digest, predicateType = signaturePredicate): Promise<Uint8Array> =>
  signStatement({ digest, predicateType, predicate: {} }, signer);
const [valid, foreign, moved, otherKind] = await Promise.all([
  bundleBy(ours, subject),
  bundleBy(theirs, subject),
  bundleBy(ours, other),
  bundleBy(ours, subject, 'https://example.com/other'),
]);
const parse = (bytes: Uint8Array): Json => JSON.parse(Buffer.from(bytes).toString()) as Json;
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** The bundle with something of its envelope put in place of what was there. */
function withEnvelope(bytes: Uint8Array, change: (envelope: Json) => Json): Uint8Array {
  const bundle = parse(bytes);
  return json({ ...bundle, dsseEnvelope: change(bundle.dsseEnvelope as Json) });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const junkSignature = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 80 }).map((sig) => ({ sig: base64(sig) })),
  fc.record({ sig: fc.string(), keyid: fc.oneof(fc.string(), fc.constant(ours.publicKey.hint)) }),
  fc.constant((parse(foreign).dsseEnvelope as { signatures: unknown[] }).signatures[0]),
  fc.constant((parse(moved).dsseEnvelope as { signatures: unknown[] }).signatures[0]),
  fc.jsonValue(),
);
const junkSignatures = fc.array(junkSignature, { maxLength: 80 });
const deep = `${'['.repeat(100)}${']'.repeat(100)}`;

/** Bytes that say that they are a bundle. */
const junkBundle: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.constantFrom(foreign, moved, otherKind),
  junkSignatures.map((signatures) => withEnvelope(valid, (envelope) => ({ ...envelope, signatures }))),
  junkSignatures.map((signatures) => withEnvelope(foreign, (envelope) => ({ ...envelope, signatures }))),
  fc
    .uint8Array({ maxLength: 200 })
    .map((payload) => withEnvelope(valid, (envelope) => ({ ...envelope, payload: base64(payload) }))),
  fc.constantFrom('SHA2_256', 'SHA2_384', 'SHA2_512', 'SHA3_512').map((algorithm) => {
    const { dsseEnvelope: _, ...rest } = parse(valid);
    const messageDigest = { algorithm, digest: base64(Buffer.alloc(64)) };
    return json({ ...rest, messageSignature: { messageDigest, signature: 'AAAA' } });
  }),
  fc.integer({ min: 1, max: 50 }).map((count) => {
    const { verificationMaterial, ...rest } = parse(foreign);
    return json({
      ...rest,
      verificationMaterial: { ...(verificationMaterial as Json), tlogEntries: Array(count).fill({}) },
    });
  }),
  fc.constantFrom('0.4', '9', 'x').map((version) => {
    return json({ ...parse(valid), mediaType: `application/vnd.dev.sigstore.bundle.v${version}+json` });
  }),
  fc.constantFrom(deep, `{"mediaType":${deep}}`, '', 'null', '{', '\u0000', '<html>').map((text) => Buffer.from(text)),
  fc.integer({ min: 1, max: 300_000 }).map((size) => json({ ...parse(foreign), more: 'x'.repeat(size) })),
  fc.jsonValue().map(json),
  fc.uint8Array({ maxLength: 300 }),
);

/** Something in the repository, whatever it is. */
type Push = (repository: MemoryRepository) => void;

interface Shape {
  readonly artifactType?: string;
  readonly layerType?: string;
  readonly about?: Digest;
  /** What is added to the size that is said of the bundle. */
  readonly lie?: number;
  readonly config?: string;
}

/** Hangs bytes on the image. */
function hang(bytes: Uint8Array, shape: Shape = {}): Push {
  const { artifactType = bundleMediaType, layerType = bundleMediaType, about = subject, lie = 0 } = shape;
  return (repository) => {
    const { digest, size } = repository.putBlob(bytes);
    const layer = { mediaType: layerType, digest, size: Math.max(0, size + lie) };
    const manifest = json({
      schemaVersion: 2,
      mediaType: mediaType.ociManifest,
      ...(artifactType === '' ? {} : { artifactType }),
      config: { ...emptyConfig.descriptor, ...defined({ mediaType: shape.config }) },
      layers: [layer],
      subject: { mediaType: mediaType.ociManifest, digest: about, size: 1 },
    });
    const put = repository.putManifest(manifest);
    repository.entries.push({
      mediaType: mediaType.ociManifest,
      ...put,
      ...(artifactType === '' ? {} : { artifactType }),
    });
  };
}

const types = fc.constantFrom(
  bundleMediaType,
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle.v0.4+json',
  'application/vnd.cncf.notary.signature',
  'application/vnd.dev.cosign.artifact.sig.v1+json',
  'application/vnd.oci.empty.v1+json',
  'text/plain',
  '',
);
const junkArtifact: fc.Arbitrary<Push> = fc
  .record({
    bytes: junkBundle,
    artifactType: types,
    layerType: types,
    about: fc.constantFrom(subject, subject, other),
    lie: fc.constantFrom(0, 0, 0, 1, -1, 10_000, 40_000_000),
  })
  .map(({ bytes, ...shape }) => hang(bytes, shape));

/** Manifests that are none, and what a list of clients may say: of what is not there, of blobs, of the image itself, with lies. */
const junkManifest: fc.Arbitrary<Push> = fc
  .oneof(
    junkBundle,
    fc.constantFrom('{}', deep, '{"layers":[],"manifests":[]}').map((text) => Buffer.from(text)),
  )
  .map((bytes) => (repository) => {
    const artifactType = bundleMediaType;
    repository.entries.push({ mediaType: mediaType.ociManifest, ...repository.putManifest(bytes), artifactType });
  });
const junkEntry: fc.Arbitrary<Push> = fc
  .oneof(
    fc.jsonValue(),
    fc.constant({ mediaType: mediaType.ociManifest, digest: subject, size: image.manifest.size }),
    fc.constant({ ...image.manifest, platform: { os: 'linux', architecture: 'amd64' } }),
    fc.record({
      mediaType: fc.constantFrom(mediaType.ociManifest, mediaType.ociIndex, 'x'),
      digest: fc.constantFrom(subject, other, `sha512:${'0'.repeat(128)}`),
      size: fc.constantFrom(0, 1, 700, 9_000_000, -1),
      artifactType: types,
    }),
  )
  .map((entry) => (repository) => {
    repository.entries.push(entry);
  });
const junkBlobEntry: fc.Arbitrary<Push> = fc.integer({ min: -1, max: 1 }).map((lie) => (repository) => {
  const { digest, size } = repository.putBlob(valid);
  repository.entries.push({
    mediaType: mediaType.ociManifest,
    digest,
    size: size + lie,
    artifactType: bundleMediaType,
  });
});
const junkTag: fc.Arbitrary<Push> = fc.constantFrom('sig', 'att', 'sbom').map((suffix) => (repository) => {
  repository.putManifest(image.manifestBytes, `${subject.replace(':', '-')}.${suffix}`);
});

const junk: fc.Arbitrary<readonly Push[]> = fc.array(
  fc.oneof({ arbitrary: junkArtifact, weight: 4 }, junkManifest, junkEntry, junkBlobEntry, junkTag),
  { maxLength: 12 },
);

function repositoryWith(lists: boolean, pushes: readonly Push[]): MemoryRepository {
  const repository = new MemoryRepository(lists);
  repository.listFor(subject);
  repository.putManifest(image.manifestBytes, 'v1');
  for (const push of pushes) push(repository);
  return repository;
}

async function verdictOf(lists: boolean, pushes: readonly Push[]): Promise<ImageVerdict> {
  const { verdicts } = await judgeImage(repositoryWith(lists, pushes).store(), subject, [requirement]);
  return verdicts[0] ?? assert.fail('no verdict');
}

const numRuns = 150;

test('junk never makes an unsigned image anything but not trusted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), junk, async (lists, pushes) => {
      const { verdict, why } = await verdictOf(lists, pushes);
      assert.equal(verdict, 'not-trusted', why);
    }),
    { numRuns },
  );
});

test('junk, wherever it stands, never hides a signature that holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), junk, fc.nat(), async (lists, pushes, at) => {
      const all = pushes.toSpliced(at % (pushes.length + 1), 0, hang(valid));
      const { verdict, why } = await verdictOf(lists, all);
      assert.equal(verdict, 'trusted', why);
    }),
    { numRuns },
  );
});

test('of the signatures of an envelope any may be the one, up to 64', async () => {
  const own = (parse(valid).dsseEnvelope as { signatures: unknown[] }).signatures[0];
  await fc.assert(
    fc.asyncProperty(fc.array(junkSignature, { maxLength: 70 }), fc.nat(), async (signatures, at) => {
      const all = signatures.toSpliced(at % (signatures.length + 1), 0, own);
      const bytes = withEnvelope(valid, (envelope) => ({ ...envelope, signatures: all }));
      const { verdict, why } = await verdictOf(true, [hang(bytes)]);
      assert.equal(verdict, all.length <= 64 ? 'trusted' : 'not-trusted', why);
    }),
    { numRuns },
  );
});

test('a signature that stands in an envelope twice was put there by somebody else than its signer', async () => {
  const bytes = withEnvelope(valid, (envelope) => {
    const { signatures } = envelope as { signatures: unknown[] };
    return { ...envelope, signatures: [...signatures, ...signatures] };
  });
  const { verdict, evidence } = await verdictOf(true, [hang(bytes)]);
  assert.equal(verdict, 'not-trusted');
  assert.ok(evidence.some(({ statement }) => /twice/.test(statement)));
  assert.equal((await verdictOf(true, [hang(bytes), hang(valid)])).verdict, 'trusted');
});

/** So many different things that are as large as a signature and say that they are bundles. */
function flood(count: number): readonly Push[] {
  const text = Buffer.from(foreign).toString();
  return [...Array(count).keys()].map((number) =>
    hang(Buffer.from(text.replace(/"hint":"[^"]*"/, `"hint":"${number}"`))),
  );
}

/** Artifacts whose manifests are smaller than that of the signature and name many blobs. */
function manyBlobs(count: number): readonly Push[] {
  return [...Array(count).keys()].map((number) => (repository: MemoryRepository) => {
    const layers = [0, 1, 2].map((index) => {
      const blob = repository.putBlob(Buffer.from(`${number} ${index}`));
      return { mediaType: bundleMediaType, ...blob };
    });
    const about = { mediaType: mediaType.ociManifest, digest: subject, size: 1 };
    const config = emptyConfig.descriptor;
    const put = repository.putManifest(json({ artifactType: bundleMediaType, config, layers, subject: about }));
    repository.entries.push({ mediaType: mediaType.ociManifest, ...put, artifactType: bundleMediaType });
  });
}

test('many blobs in each artifact do not stand before the first ones of others', async () => {
  const { verdict, why } = await verdictOf(true, [...manyBlobs(3_400), hang(valid)]);
  assert.equal(verdict, 'trusted', why);
});

for (const lists of [true, false]) {
  const where = lists ? 'listed by the registry' : 'listed by clients';
  const cases: Readonly<Record<string, readonly [count: number, isSigned: boolean, expected: TrustVerdict]>> = {
    '501, unsigned': [501, false, 'not-trusted'],
    '501, signed': [501, true, 'trusted'],
    '9,999, signed': [9_999, true, 'trusted'],
    '10,001, signed': [10_001, true, 'not-trusted'],
  };
  for (const [name, [count, isSigned, expected]] of Object.entries(cases)) {
    // One of the large ones is enough of a wait.
    if (count === 9_999 && !lists) continue;
    test(`a flood of bundles, ${where}: ${name}`, async () => {
      const repository = repositoryWith(lists, [...flood(count), ...(isSigned ? [hang(valid)] : [])]);
      const { verdicts } = await judgeImage(repository.store(), subject, [requirement]);
      assert.equal(verdicts[0]?.verdict, expected, verdicts[0]?.why);
      if (count > 10_000) assert.ok(repository.requests < 10, 'what does not count is not fetched');
    });
  }
}
