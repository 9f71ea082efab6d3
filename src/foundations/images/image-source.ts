import { SeaworthyError } from '../../core/index.ts';
import type { ArtifactStore } from './artifact-store.ts';
import type { Descriptor } from './descriptor.ts';
import { type ImageIndex, type ImageManifest, type ManifestLimits, parseManifestOrIndex } from './manifest.ts';
import type { StoredManifest } from './registry/client.ts';

/** Where documents of images are read from, wherever they are kept. What it gives has the digest that it was asked for by. */
export interface ImageSource {
  /** A manifest or an index, as an index lists it. */
  manifest(listed: Descriptor): Promise<StoredManifest>;
  /** A small blob, whole. Throws `E_LIMIT` where it is larger than `maxBytes`. */
  blob(descriptor: Descriptor, maxBytes: number): Promise<Uint8Array>;
  /** How errors call a document. */
  where(digest: string): string;
  readonly limits: ManifestLimits;
}

/** Most indexes on the way from a name to an image, the one that is named among them: one inside another is seen in the wild, deeper is a game. */
export const maxIndexes = 4;

/** The error for indexes that are nested deeper. */
export function tooDeep(where: string): SeaworthyError {
  return new SeaworthyError('E_LIMIT', `more than ${maxIndexes} indexes inside one another`, { where });
}

/** A store as a source. */
export function storeSource(store: ArtifactStore, limits: ManifestLimits): ImageSource {
  return {
    manifest: ({ digest }) => store.manifest(digest),
    blob: (descriptor, maxBytes) => store.blob(descriptor, maxBytes),
    where: (digest) => `${store.name}, ${digest}`,
    limits,
  };
}

/**
 * Reads a stored document, which must be what it was listed and what it was served as: two readers could take one that is not for two different images.
 * Throws what `parseManifestOrIndex` throws.
 */
export function parseStored(
  { bytes, digest, mediaType }: StoredManifest,
  listedAs: string | undefined,
  { limits, where }: ImageSource,
): ImageManifest | ImageIndex {
  return parseManifestOrIndex(bytes, where(digest), limits, listedAs, mediaType);
}
