import {
  type Digest,
  defined,
  type ImageSubject,
  type Limits,
  type Platform,
  SeaworthyError,
} from '../../core/index.ts';
import { blobLayer, unreadableLayer } from './blob-layer.ts';
import { layerInstructions, type ParsedConfig, parseImageConfig } from './config.ts';
import { checkBlob, type Descriptor } from './descriptor.ts';
import type { OpenRange } from './file-range.ts';
import type { OpenedImage } from './image.ts';
import type { ImageSource } from './image-source.ts';
import type { Layer } from './layer.ts';
import type { ImageManifest } from './manifest.ts';
import { layerTypeKind, mediaType } from './media-types.ts';
import { checkPlatform } from './platform.ts';
import { resolve } from './resolve.ts';

/** Blobs by digest, wherever they are kept. What is read is checked by the caller. */
export interface BlobReader {
  /** A small blob, whole. Throws `E_LIMIT` when it is larger than `maxBytes`. */
  read(descriptor: Descriptor, maxBytes: number): Promise<Uint8Array>;
  /** A layer as stored, in chunks, each of which stays as it is until the next is asked for. */
  open(descriptor: Descriptor, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** A layer as stored, to be read anywhere, where it lies so. */
  range?(descriptor: Descriptor): Promise<OpenRange>;
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

/** Blobs as a source: an index says how many bytes each has, so that too few are told as such. */
export function blobSource(blobs: BlobReader, limits: Limits): ImageSource {
  const read = async (descriptor: Descriptor, maxBytes: number): Promise<Uint8Array> => {
    const bytes = await blobs.read(descriptor, maxBytes);
    checkBlob(bytes, descriptor, descriptor.digest);
    return bytes;
  };
  return {
    manifest: async (listed) => ({
      bytes: await read(listed, limits.manifestBytes),
      digest: listed.digest,
      mediaType: '',
    }),
    blob: read,
    where: (digest) => digest,
    limits,
  };
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
  const ref = { index, digest: descriptor.digest, ...defined({ createdBy }) };
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
    ...defined({ diffId }),
    open: (signal) => blobs.open(descriptor, signal),
    range: async () => blobs.range?.(descriptor),
  });
}

async function readConfig(
  manifest: ImageManifest,
  blobs: BlobReader,
  options: ManifestImageOptions,
): Promise<ParsedConfig> {
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
  const { limits, name, platform } = options;
  const source = blobSource(blobs, limits);
  const named = resolve(await source.manifest(top), source, top.mediaType);
  const { digest, manifest, within, beside } = await named.image(platform, name);
  const { config, diffIds } = await readConfig(manifest, blobs, options);
  const descriptors = manifest.layers;
  const instructions = layerInstructions(config.history, descriptors.length);
  const layers: Layer[] = [];
  for (const [index, descriptor] of descriptors.entries())
    layers.push(await openLayer(descriptor, index, diffIds[index], instructions[index], blobs));
  const subject: ImageSubject = {
    kind: 'image',
    name,
    digest,
    configDigest: manifest.config.digest,
    platform: config.platform,
    // The outermost: the digest that people see for the tag.
    ...defined({ indexDigest: within[0] }),
  };
  const others = [...(options.beside ?? []), ...beside];
  return {
    subject,
    description: options.description,
    config,
    layers,
    ...(others.length === 0 ? {} : { beside: others }),
    close: options.close,
  };
}
