import { type Clock, type Digest, defined, SeaworthyError, systemClock } from '../../../core/index.ts';
import { emptyConfig, formatArtifact, type StoreTarget } from '../../../foundations/images/index.ts';
import { bundleMediaType } from '../bundles/bundle.ts';
import { encodeKeyBundle } from '../bundles/encode-bundle.ts';
import { maxBundleBytes } from '../bundles/parse-bundle.ts';
import { signEnvelope } from '../keys/signed-envelope.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { signaturePredicate } from '../statements/predicate-types.ts';
import { formatStatement, type StatementParts, statementPayloadType } from '../statements/statement.ts';

/** Annotations of a bundle's manifest (sigstore/cosign, specs/BUNDLE_SPEC.md): hints for lists, never believed. */
export const bundleAnnotations = {
  content: 'dev.sigstore.bundle.content',
  predicateType: 'dev.sigstore.bundle.predicateType',
  created: 'org.opencontainers.image.created',
} as const;

export interface AttachOptions {
  /** When it says it was made; nobody vouches for that. */
  readonly clock?: Clock;
}

/** What was signed and where it lies. */
export interface Attached {
  /** The manifest or index that it is about. */
  readonly subject: Digest;
  /** The manifest of the bundle: what can be deleted again. */
  readonly manifest: Digest;
  readonly bundle: Digest;
  readonly predicateType: string;
}

/** Something to be said of an image. */
export interface Attestation {
  /** In full: see `predicateType` for the short names. */
  readonly predicateType: string;
  /** A JSON object. */
  readonly predicate: unknown;
}

/** A bundle 0.3 with a signed statement: the bytes as they are stored. No I/O but the signer's own. */
export async function signStatement(parts: StatementParts, signer: SigningKey): Promise<Uint8Array> {
  const payload = formatStatement(parts);
  return encodeKeyBundle(await signEnvelope(statementPayloadType, payload, signer), signer.publicKey);
}

/**
 * Signs an image: a statement that says nothing but its digest, attached as Cosign 3 does. What the tag points at is signed: of a
 * multi-platform image the index. Throws those of the store, `E_WRITE` when it takes nothing.
 */
export async function sign(image: StoreTarget, signer: SigningKey, options: AttachOptions = {}): Promise<Attached> {
  return attest(image, { predicateType: signaturePredicate, predicate: {} }, signer, options);
}

/** Attaches a signed statement about an image. Throws as `sign`, `E_USAGE` for a predicate that is no JSON object, `E_LIMIT` for one too large to be read again. */
export async function attest(
  image: StoreTarget,
  attestation: Attestation,
  signer: SigningKey,
  options: AttachOptions = {},
): Promise<Attached> {
  const { store } = image;
  const { predicateType, predicate } = attestation;
  const subject = await store.manifest(image.tagOrDigest);
  const { repository } = store;
  const parts = {
    digest: subject.digest,
    predicateType,
    predicate,
    ...defined({ name: repository }),
  };
  const bundle = await signStatement(parts, signer);
  if (bundle.length > maxBundleBytes)
    throw new SeaworthyError(
      'E_LIMIT',
      `a bundle of ${bundle.length} bytes; at most ${maxBundleBytes} are read again`,
      {
        where: store.name,
        next: 'Attest something smaller: nobody could verify this.',
      },
    );
  const blob = await store.putBlob(bundle);
  await store.putBlob(emptyConfig.bytes);
  const manifest = await store.attach(
    formatArtifact({
      artifactType: bundleMediaType,
      blob: { mediaType: bundleMediaType, ...blob },
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.bytes.length },
      annotations: {
        [bundleAnnotations.content]: 'dsse-envelope',
        [bundleAnnotations.predicateType]: predicateType,
        [bundleAnnotations.created]: (options.clock ?? systemClock).now().toISOString(),
      },
    }),
  );
  return { subject: subject.digest, manifest, bundle: blob.digest, predicateType };
}
