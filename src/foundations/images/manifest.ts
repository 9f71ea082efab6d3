import { type Digest, defined, isDigest, SeaworthyError } from '../../core/index.ts';
import { asArray, asObject, field, type JsonObject, optionalString, parseJson } from '../formats/index.ts';
import { type Descriptor, parseDescriptor } from './descriptor.ts';
import { isIndexType, isManifestType, mediaType } from './media-types.ts';

/** What an image is made of (OCI image-spec, "Image Manifest"; docker schema 2). */
export interface ImageManifest {
  readonly kind: 'manifest';
  readonly mediaType: string;
  readonly artifactType?: string;
  /** The manifest that it says it hangs on. */
  readonly subject?: Digest;
  readonly config: Descriptor;
  /** Base first. */
  readonly layers: readonly Descriptor[];
}

/** A list of manifests or further indexes (OCI image-spec, "Image Index"; docker manifest list). */
export interface ImageIndex {
  readonly kind: 'index';
  readonly mediaType: string;
  /** The manifest that it says it hangs on. */
  readonly subject?: Digest;
  readonly manifests: readonly Descriptor[];
}

export interface ManifestLimits {
  /** Most bytes of the document. */
  readonly manifestBytes: number;
  /** Most layers of a manifest. */
  readonly layers: number;
}

/** Most manifests of one index: far more than any platform list. */
const maxManifests = 10_000;

function list(object: JsonObject, name: string, most: number, where: string): readonly Descriptor[] {
  const parts = asArray(field(object, name), `${where}, ${name}`);
  if (parts.length > most)
    throw new SeaworthyError('E_LIMIT', `${parts.length} ${name}; at most ${most} are read`, { where });
  return parts.map((part, index) => parseDescriptor(part, `${where}, ${name}[${index}]`));
}

function refuseSchema1(object: JsonObject, types: readonly string[], where: string): void {
  const old = types.some((type) => type === mediaType.dockerManifest1 || type === mediaType.dockerManifest1Signed);
  if (!old && field(object, 'schemaVersion') !== 1) return;
  throw new SeaworthyError('E_FORMAT', 'a docker schema 1 manifest, which was retired in 2019', {
    where,
    next: 'Push the image again with a current tool.',
  });
}

/**
 * Reads a manifest or an index. Which one it is follows from what it holds; a document that is both, or that calls itself something else than
 * it is, is refused, because two readers could take it for two different images (CVE-2021-41190). `announced` are the media types under
 * which it was listed and served, as far as they were told. Throws `E_FORMAT`, `E_DIGEST`, `E_LIMIT`.
 */
export function parseManifestOrIndex(
  bytes: Uint8Array,
  where: string,
  limits: ManifestLimits,
  ...announced: readonly (string | undefined)[]
): ImageManifest | ImageIndex {
  const object = asObject(parseJson(bytes, where, { maxBytes: limits.manifestBytes }), where);
  const own = optionalString(object, 'mediaType', where);
  const told = announced.filter((type): type is string => type !== undefined && type !== '');
  refuseSchema1(object, own === undefined ? told : [own], where);
  const hasManifests = Object.hasOwn(object, 'manifests');
  const hasLayers = Object.hasOwn(object, 'layers') || Object.hasOwn(object, 'config');
  if (hasManifests && hasLayers)
    throw new SeaworthyError('E_FORMAT', 'a document that is both manifest and index', { where });
  if (!hasManifests && !hasLayers) throw new SeaworthyError('E_FORMAT', 'neither a manifest nor an index', { where });
  for (const type of own === undefined ? told : [own, ...told]) {
    if ((hasManifests && isManifestType(type)) || (hasLayers && isIndexType(type))) {
      throw new SeaworthyError('E_FORMAT', `a document that is not the ${type} it calls itself`, { where });
    }
  }
  if (hasManifests) {
    const manifests = list(object, 'manifests', maxManifests, where);
    return { kind: 'index', mediaType: own ?? told[0] ?? mediaType.ociIndex, manifests, ...subjectOf(object) };
  }
  const artifactType = optionalString(object, 'artifactType', where);
  return {
    kind: 'manifest',
    mediaType: own ?? told[0] ?? mediaType.ociManifest,
    config: parseDescriptor(field(object, 'config'), `${where}, config`),
    layers: list(object, 'layers', limits.layers, where),
    ...defined({ artifactType }),
    ...subjectOf(object),
  };
}

/** What a manifest hangs on (OCI image-spec, "subject"). One that is malformed names nothing: no image is refused for it. */
function subjectOf(object: JsonObject): { readonly subject?: Digest } {
  const subject = field(field(object, 'subject'), 'digest');
  return typeof subject === 'string' && isDigest(subject) ? { subject } : {};
}

/** As `parseManifestOrIndex`; `E_FORMAT` when it is an index. */
export function parseManifest(
  bytes: Uint8Array,
  where: string,
  limits: ManifestLimits,
  announced?: string,
): ImageManifest {
  const document = parseManifestOrIndex(bytes, where, limits, announced);
  if (document.kind === 'manifest') return document;
  throw new SeaworthyError('E_FORMAT', 'an index where a manifest is expected', { where });
}

/** As `parseManifestOrIndex`; `E_FORMAT` when it is a manifest. */
export function parseIndex(bytes: Uint8Array, where: string, limits: ManifestLimits, announced?: string): ImageIndex {
  const document = parseManifestOrIndex(bytes, where, limits, announced);
  if (document.kind === 'index') return document;
  throw new SeaworthyError('E_FORMAT', 'a manifest where an index is expected', { where });
}
