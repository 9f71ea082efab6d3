import { type Digest, defined, type Limits, parseDigest, SeaworthyError } from '../../../core/index.ts';
import { asNumber, asObject, asString, field, optionalArray, parseJson } from '../../../foundations/formats/index.ts';
import { layerTypeKind, mediaType, type StoredManifest } from '../../../foundations/images/index.ts';
import type { BlobRef, ListedManifest } from './listing.ts';

/** Longest list of one manifest. */
const mostParts = 10_000;
const createdAnnotation = 'org.opencontainers.image.created';
/** Builds that hide their time write 1970 or 1980 (zip). */
const earliest = Date.parse('1981-01-01T00:00:00Z');

/** Where the time of an image is to be read, when its manifest does not tell it. */
export interface ReadManifest {
  readonly facts: ListedManifest;
  /** The configuration of an image. */
  readonly config?: BlobRef;
}

/**
 * Reads what a manifest needs. Unlike a reader of images it takes every list that it finds, also those of a document that is both manifest and
 * index: what is named too much is kept, what is named too little might be lost. Throws `E_FORMAT`, `E_DIGEST`, `E_LIMIT`.
 */
export function readManifest(
  stored: StoredManifest,
  where: string,
  limits: Pick<Limits, 'manifestBytes'>,
): ReadManifest {
  const object = asObject(parseJson(stored.bytes, where, { maxBytes: limits.manifestBytes }), where);
  const list = (name: string): readonly unknown[] => {
    const parts = optionalArray(object, name, where);
    if (parts.length > mostParts) throw new SeaworthyError('E_LIMIT', `${parts.length} ${name}`, { where });
    return parts;
  };
  const children = list('manifests').map((part) => digestOf(part, where));
  const layers = list('layers');
  const config = field(object, 'config');
  const blobs = new Map<Digest, BlobRef>();
  // `blobs` is the list of the artifact manifests of OCI 1.1's release candidates.
  for (const part of [...(config === undefined ? [] : [config]), ...layers, ...list('blobs')]) {
    const ref = { digest: digestOf(part, where), size: sizeOf(part, where) };
    // Foreign layers lie elsewhere.
    if (layerTypeKind(typeOf(part)) !== 'foreign') blobs.set(ref.digest, ref);
  }
  const isImage = typeOf(config) === mediaType.ociConfig || typeOf(config) === mediaType.dockerConfig;
  const subject = field(object, 'subject');
  const artifactType = field(object, 'artifactType');
  const created = believable(field(field(object, 'annotations'), createdAnnotation));
  const facts: ListedManifest = {
    digest: stored.digest,
    mediaType: stored.mediaType,
    size: stored.bytes.length,
    kind: Object.hasOwn(object, 'manifests') ? 'index' : isImage ? 'image' : 'artifact',
    children: [...new Set(children)],
    blobs: [...blobs.values()],
    // Cosign's older signatures have an image's configuration and layers of another kind.
    layers:
      isImage && layers.every((part) => layerTypeKind(typeOf(part)) !== 'unknown')
        ? layers.map((part) => digestOf(part, where))
        : [],
    ...(subject === undefined || subject === null ? {} : { subject: digestOf(subject, `${where}, subject`) }),
    ...(typeof artifactType === 'string' ? { artifactType: artifactType.slice(0, 255) } : {}),
    ...defined({ created }),
  };
  if (!isImage || created !== undefined) return { facts };
  return { facts, config: { digest: digestOf(config, where), size: sizeOf(config, where) } };
}

/** A time that a build may have written, as ISO 8601 in UTC; undefined when it is none, or one that hides the time. */
export function believable(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 64 || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) || time < earliest ? undefined : new Date(time).toISOString();
}

const digestOf = (descriptor: unknown, where: string): Digest =>
  parseDigest(asString(field(descriptor, 'digest'), `${where}, digest`), where);

function sizeOf(descriptor: unknown, where: string): number {
  const size = asNumber(field(descriptor, 'size'), `${where}, size`);
  if (!Number.isSafeInteger(size) || size < 0) throw new SeaworthyError('E_FORMAT', `a size of ${size}`, { where });
  return size;
}

function typeOf(descriptor: unknown): string {
  const type = field(descriptor, 'mediaType');
  return typeof type === 'string' ? type : '';
}
