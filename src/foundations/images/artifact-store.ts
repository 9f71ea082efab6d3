import type { Digest } from '../../core/index.ts';
import { type Descriptor, digestBytes } from './descriptor.ts';
import { mediaType } from './media-types.ts';
import type { StoredManifest } from './registry/client.ts';
import type { ListBounds } from './registry/names.ts';

/** A place that keeps images and what hangs on them: one repository of a registry, or an OCI layout. */
export interface ArtifactStore {
  /** `quay.io/org/app`, or the path of the layout. */
  readonly name: string;
  /** Name that a statement about an image here may carry: the repository; undefined for a layout, whose path means nothing elsewhere. */
  readonly repository?: string;
  /** By tag or digest; of at most `maxBytes` bytes where given. Throws `E_NOT_FOUND`, `E_DIGEST_MISMATCH`, `E_LIMIT`. */
  manifest(tagOrDigest: string, maxBytes?: number): Promise<StoredManifest>;
  /** The digest that a tag names now, without fetching what it names. Throws those of `manifest`. */
  resolve(tag: string): Promise<Digest>;
  /** A whole blob, its digest checked. Throws `E_NOT_FOUND`, `E_DIGEST_MISMATCH`, `E_TRUNCATED`, `E_LIMIT`. */
  blob(blob: Pick<Descriptor, 'digest' | 'size'>, maxBytes: number): Promise<Uint8Array>;
  /** The bytes of a blob from an offset on, for one that is too large to be held. Their digest is the caller's to check. Throws those of `blob`. */
  blobStream(blob: Pick<Descriptor, 'digest' | 'size'>, from?: number): AsyncIterable<Uint8Array>;
  /** Every tag. Throws `E_LIMIT` where there are more than `bounds` says, or than anybody asks for. */
  tags(bounds?: ListBounds): Promise<readonly string[]>;
  /** What says of itself that it hangs on the manifest. Empty only when the store said that there is nothing: whatever else goes wrong is thrown. */
  referrers(subject: Digest): Promise<readonly Descriptor[]>;
  /** As `referrers`, part by part, so that what came before an error is there. The same entry may come twice, and nothing bounds the list. */
  referrerPages(subject: Digest): AsyncIterable<readonly Descriptor[]>;
  /** Stores a blob, unless it is there. */
  putBlob(bytes: Uint8Array): Promise<{ readonly digest: Digest; readonly size: number }>;
  /** Stores a manifest or an index under its digest, and under a tag where one is given. Its blobs must be there. */
  putManifest(manifest: NewManifest, tag?: string): Promise<Digest>;
  /** Stores a manifest that has a subject, and sees to it that `referrers` of the subject lists it, whoever else writes meanwhile. */
  attach(artifact: NewArtifact): Promise<Digest>;
  /** Deletes a manifest, its tags with it, and its entry among the referrers of `subject` where one is given. Gone already is well. */
  deleteManifest(digest: Digest, subject?: Digest): Promise<void>;
}

/** A manifest to be stored, as bytes. */
export interface NewManifest {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** A manifest that hangs on another. */
export interface NewArtifact extends NewManifest {
  readonly subject: Digest;
  /** What the list of referrers says of it. */
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The configuration of an artifact that needs none (OCI image-spec, "Guidance for an Empty Descriptor"). */
export const emptyConfig = {
  bytes: Buffer.from('{}'),
  descriptor: {
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: digestBytes(Buffer.from('{}')),
    size: 2,
  },
} as const;

/** What goes into the manifest of an artifact with one blob. */
export interface ArtifactParts {
  readonly artifactType: string;
  readonly blob: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
  readonly annotations: Readonly<Record<string, string>>;
  readonly subject: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
}

/** The manifest of an artifact with one blob (OCI image-spec, "Guidelines for Artifact Usage"). */
export function formatArtifact(parts: ArtifactParts): NewArtifact {
  const { artifactType, annotations, subject, blob } = parts;
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaType.ociManifest,
    artifactType,
    config: emptyConfig.descriptor,
    layers: [blob],
    subject,
    annotations,
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  return { bytes, mediaType: mediaType.ociManifest, subject: subject.digest, artifactType, annotations };
}

/** A descriptor as an index holds it. */
export function descriptorJson(descriptor: Descriptor): Record<string, unknown> {
  const { annotations, ...rest } = descriptor;
  return annotations.size === 0 ? rest : { ...rest, annotations: Object.fromEntries(annotations) };
}

/** How an artifact is listed. */
export function artifactDescriptor(artifact: NewArtifact): Descriptor {
  return {
    mediaType: artifact.mediaType,
    digest: digestBytes(artifact.bytes),
    size: artifact.bytes.length,
    artifactType: artifact.artifactType,
    annotations: new Map(Object.entries(artifact.annotations)),
  };
}
