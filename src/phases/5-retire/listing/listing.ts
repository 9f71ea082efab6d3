import type { Digest, ErrorCode } from '../../../core/index.ts';

/** Something that could not be read. Whatever it could be about is kept. */
export interface ListingProblem {
  readonly code: ErrorCode;
  /** `quay.io/org/app`, or the registry. */
  readonly where: string;
  readonly why: string;
}

/** What a manifest points to. */
export interface BlobRef {
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
}

/** A manifest, an index or an artifact as its own bytes tell it. Content under a digest never changes, so neither does this. */
export interface ListedManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Bytes of the document itself. */
  readonly size: number;
  /** `opaque`: a kind that names no other manifests and that we do not read (docker schema 1). */
  readonly kind: 'image' | 'index' | 'artifact' | 'opaque';
  /** Manifests that an index lists. */
  readonly children: readonly Digest[];
  /** Configuration and layers that the registry stores for it, each once. */
  readonly blobs: readonly BlobRef[];
  /** Layers in their order, base first; empty for what is no image. */
  readonly layers: readonly Digest[];
  /** What it says that it hangs on. */
  readonly subject?: Digest;
  readonly artifactType?: string;
  /** When it says that it was made (ISO 8601); absent when it does not say, or says something nobody can believe (before 1981). */
  readonly created?: string;
}

export interface ListedTag {
  readonly tag: string;
  /** Absent: the registry lists the tag but has nothing under it. */
  readonly digest?: Digest;
}

/** What hangs on a manifest by the registry's own list. */
export interface ListedReferrers {
  readonly subject: Digest;
  readonly referrers: readonly Digest[];
}

export interface RepositoryListing {
  readonly registry: string;
  readonly repository: string;
  /** Sorted by name. */
  readonly tags: readonly ListedTag[];
  /** Sorted by digest. */
  readonly manifests: readonly ListedManifest[];
  /** Manifests that others name and that are not there. */
  readonly missing: readonly Digest[];
  /** Empty where the registry keeps no lists, so that clients keep them under the fallback tags. */
  readonly referrers: readonly ListedReferrers[];
  /** Empty: all of it was read. */
  readonly problems: readonly ListingProblem[];
}

export interface RegistryListing {
  readonly registry: string;
  /** When it was begun (ISO 8601). */
  readonly time: string;
  /** Whether every repository of the registry is in it: only then is it known that nobody else needs a blob. */
  readonly whole: boolean;
  readonly repositories: readonly RepositoryListing[];
  /** About the registry as a whole: no catalogue … */
  readonly problems: readonly ListingProblem[];
}
