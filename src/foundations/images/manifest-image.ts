import { type Digest, type ImageSubject, type Limits, type Platform, SeaworthyError } from '../../core/index.ts';
import { blobLayer, unreadableLayer } from './blob-layer.ts';
import { layerInstructions, type ParsedConfig, parseImageConfig } from './config.ts';
import { checkBlob, type Descriptor } from './descriptor.ts';
import type { OpenedImage } from './image.ts';
import type { Layer } from './layer.ts';
import { type ImageIndex, type ImageManifest, parseManifestOrIndex } from './manifest.ts';
import { layerTypeKind, mediaType } from './media-types.ts';
import { checkPlatform, choosePlatform, isImageDescriptor } from './platform.ts';

/** Blobs by digest, wherever they are kept. What is read is checked by the caller. */
export interface BlobReader {
  /** A small blob, whole. Throws `E_LIMIT` when it is larger than `maxBytes`. */
  read(descriptor: Descriptor, maxBytes: number): Promise<Uint8Array>;
  /** A layer as stored, in chunks, each of which stays as it is until the next is asked for. */
  open(descriptor: Descriptor, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Bytes that are stored, where that can be told without reading; undefined when the blob is not there. Absent: not told. */
  size?(descriptor: Descriptor): Promise<number | undefined>;
}

export interface ManifestImageOptions {
  /** The name it was asked for by. */
  readonly name: string;
  readonly description: string;
  readonly limits: Limits;
  /** The variant asked for; by default what suits this machine. */
  readonly platform?: Platform;
  /** Images that the top was chosen from. */
  readonly beside?: readonly Descriptor[];
  close(): Promise<void>;
}

/** Indexes inside indexes: real ones have two. */
const maxIndexDepth = 4;

interface Found {
  readonly descriptor: Descriptor;
  readonly manifest: ImageManifest;
  readonly index?: Digest;
  readonly beside: readonly Descriptor[];
}

async function readDocument(
  descriptor: Descriptor,
  blobs: BlobReader,
  limits: Limits,
): Promise<ImageManifest | ImageIndex> {
  const where = descriptor.digest;
  const bytes = await blobs.read(descriptor, limits.manifestBytes);
  checkBlob(bytes, descriptor, where);
  return parseManifestOrIndex(bytes, where, limits, descriptor.mediaType || undefined);
}

/** Goes down from an index to one manifest. Throws `E_PLATFORM`, `E_LIMIT` and what reading throws. */
async function findManifest(top: Descriptor, blobs: BlobReader, options: ManifestImageOptions): Promise<Found> {
  let descriptor = top;
  let index: Digest | undefined;
  const beside = [...(options.beside ?? [])];
  for (let depth = 0; depth <= maxIndexDepth; depth += 1) {
    const document = await readDocument(descriptor, blobs, options.limits);
    if (document.kind === 'manifest')
      return { descriptor, manifest: document, beside, ...(index === undefined ? {} : { index }) };
    // The outermost: the digest that people see for the tag.
    index ??= descriptor.digest;
    const chosen = choosePlatform(document.manifests, options.platform, options.name);
    beside.push(...document.manifests.filter((entry) => isImageDescriptor(entry) && entry.digest !== chosen.digest));
    descriptor = chosen;
  }
  throw new SeaworthyError('E_LIMIT', `indexes nested deeper than ${maxIndexDepth}`, { where: options.name });
}

function refuseArtifact(manifest: ImageManifest, where: string): void {
  const type = manifest.config.mediaType;
  if (type === mediaType.ociConfig || type === mediaType.dockerConfig) return;
  const isImage =
    manifest.artifactType === undefined &&
    manifest.layers.some((layer) => layerTypeKind(layer.mediaType) !== 'unknown');
  if (isImage) return;
  const what = manifest.artifactType ?? type;
  throw new SeaworthyError('E_TARGET_UNKNOWN', `an artifact of type ${what}, which is no container image`, { where });
}

async function openLayer(
  descriptor: Descriptor,
  index: number,
  diffId: Digest | undefined,
  createdBy: string | undefined,
  blobs: BlobReader,
): Promise<Layer> {
  const ref = { index, digest: descriptor.digest, ...(createdBy === undefined ? {} : { createdBy }) };
  const kind = layerTypeKind(descriptor.mediaType);
  if (kind === 'unknown') {
    return unreadableLayer(
      ref,
      `a layer of type ${descriptor.mediaType || '(none)'}, which we cannot read`,
      descriptor.size,
    );
  }
  if (blobs.size !== undefined) {
    const stored = await blobs.size(descriptor);
    if (stored === undefined && kind === 'foreign')
      return unreadableLayer(ref, 'a foreign layer that is not stored with the image', descriptor.size);
    if (stored === undefined)
      throw new SeaworthyError('E_READ', `layer ${index + 1} is missing`, { where: descriptor.digest });
    if (stored < descriptor.size) {
      throw new SeaworthyError(
        'E_TRUNCATED',
        `layer ${index + 1} has ${stored} bytes where ${descriptor.size} are announced`,
        {
          where: descriptor.digest,
        },
      );
    }
  }
  return blobLayer({
    ref,
    size: descriptor.size,
    digest: descriptor.digest,
    ...(diffId === undefined ? {} : { diffId }),
    open: (signal) => blobs.open(descriptor, signal),
  });
}

async function readConfig(found: Found, blobs: BlobReader, options: ManifestImageOptions): Promise<ParsedConfig> {
  const { manifest } = found;
  refuseArtifact(manifest, options.name);
  const where = `configuration ${manifest.config.digest}`;
  const bytes = await blobs.read(manifest.config, options.limits.manifestBytes);
  checkBlob(bytes, manifest.config, where);
  const parsed = parseImageConfig(bytes, where, options.limits);
  checkPlatform(parsed.config.platform, options.platform, options.name);
  if (parsed.diffIds.length !== manifest.layers.length) {
    const message = `the manifest lists ${manifest.layers.length} layers, its configuration ${parsed.diffIds.length}`;
    throw new SeaworthyError('E_FORMAT', message, { where: options.name });
  }
  return parsed;
}

/**
 * Opens the image that a descriptor leads to: through indexes to one manifest, its configuration, its layers. Everything small is read and checked
 * here, layers when they are walked. Throws `E_PLATFORM`, `E_FORMAT`, `E_DIGEST`, `E_DIGEST_MISMATCH`, `E_TRUNCATED`, `E_LIMIT`,
 * `E_TARGET_UNKNOWN` (an artifact that is no image), and what the blob reader throws.
 */
export async function openManifestImage(
  top: Descriptor,
  blobs: BlobReader,
  options: ManifestImageOptions,
): Promise<OpenedImage> {
  const found = await findManifest(top, blobs, options);
  const { config, diffIds } = await readConfig(found, blobs, options);
  const descriptors = found.manifest.layers;
  const instructions = layerInstructions(config.history, descriptors.length);
  const layers: Layer[] = [];
  for (const [index, descriptor] of descriptors.entries())
    layers.push(await openLayer(descriptor, index, diffIds[index], instructions[index], blobs));
  const subject: ImageSubject = {
    kind: 'image',
    name: options.name,
    digest: found.descriptor.digest,
    configDigest: found.manifest.config.digest,
    platform: config.platform,
    ...(found.index === undefined ? {} : { indexDigest: found.index }),
  };
  const beside = found.beside.length === 0 ? {} : { beside: found.beside };
  return { subject, description: options.description, config, layers, ...beside, close: options.close };
}
