import { blameOf, type Digest, inParallel, type Platform, SeaworthyError } from '../../core/index.ts';
import { asObject, optionalString, parseJson } from '../formats/index.ts';
import type { ArtifactStore } from './artifact-store.ts';
import type { Descriptor } from './descriptor.ts';
import { type ImageIndex, type ManifestLimits, parseManifest, parseManifestOrIndex } from './manifest.ts';
import { isIndexType, layerTypeKind, mediaType } from './media-types.ts';
import { isUnknownPlatform } from './platform.ts';

/** An image in an index. */
export interface PullableImage {
  readonly digest: Digest;
  /** As the index lists it. */
  readonly platform?: Platform;
  /** Indexes between the one that was named and the image, the outermost first. */
  readonly within: readonly Digest[];
  /** Why it cannot be looked at, by the doing of whoever pushed it: an index that is malformed, too deep or too large. */
  readonly flaw?: string;
}

/** What a digest names: one image, or an index with every image that a node could get by it. */
export type ImageContent =
  | { readonly kind: 'image'; readonly config: Descriptor }
  | { readonly kind: 'index'; readonly images: readonly PullableImage[] };

/** Entries of one index, images in it and in those inside it, and how deep they go. Large images of the wild have some 20 platforms, and as many attestations. */
const maxEntries = 256;
const maxImages = 64;
const maxDepth = 4;
/** Entries that are opened in all, and bytes of a configuration: that of an artifact is next to nothing. */
const maxOpened = 256;
const maxConfigBytes = 256 * 1024;
/** Entries that are looked at at a time. */
const width = 8;

/** Whether an error tells of the image or its name, and not of trouble on the way to it. */
export const isContentFault = (error: unknown): error is SeaworthyError =>
  error instanceof SeaworthyError && blameOf(error) === 'content';

/**
 * Reads what a digest names. Every entry of an index counts as an image that a node could pull, whatever it calls itself, unless its content shows that it
 * cannot be run (see `cannotRun`). Throws what reading throws; what is wrong deeper inside an index, or too much of it, is a `flaw`.
 */
export async function readImageContent(
  store: ArtifactStore,
  digest: Digest,
  limits: ManifestLimits,
): Promise<ImageContent> {
  const stored = await store.manifest(digest);
  const where = `${store.name}, ${digest}`;
  const document = parseManifestOrIndex(stored.bytes, where, limits, stored.mediaType || undefined);
  if (document.kind === 'manifest') return { kind: 'image', config: document.config };
  const found: PullableImage[] = [];
  await collect(document, digest, [], { store, limits, found, budget: { left: maxOpened } });
  if (found.length <= maxImages) return { kind: 'index', images: found };
  return { kind: 'index', images: [{ digest, within: [], flaw: `it holds more than ${maxImages} images` }] };
}

interface Walk {
  readonly store: ArtifactStore;
  readonly limits: ManifestLimits;
  readonly found: PullableImage[];
  /** Documents that may still be opened. */
  readonly budget: { left: number };
}

async function collect(index: ImageIndex, own: Digest, within: readonly Digest[], walk: Walk): Promise<void> {
  const { found, limits, store } = walk;
  if (index.manifests.length > maxEntries) {
    found.push({
      digest: own,
      within,
      flaw: `it has ${index.manifests.length} entries; at most ${maxEntries} are judged`,
    });
    return;
  }
  const kept = await inParallel(index.manifests, width, async (entry) =>
    (await cannotRun(entry, walk)) ? undefined : entry,
  );
  for (const entry of kept) {
    // What is too much is told by its number; each one more need not be looked at.
    if (entry === undefined || found.length > maxImages) continue;
    const { digest, platform } = entry;
    const told = platform === undefined ? {} : { platform };
    if (!isIndexType(entry.mediaType)) {
      found.push({ digest, within, ...told });
      continue;
    }
    if (within.length + 1 >= maxDepth || walk.budget.left-- <= 0) {
      found.push({ digest, within, ...told, flaw: 'it is an index beside or inside too many others' });
      continue;
    }
    try {
      const stored = await store.manifest(digest);
      const inner = parseManifestOrIndex(stored.bytes, `${store.name}, ${digest}`, limits, entry.mediaType);
      if (inner.kind === 'index') await collect(inner, digest, [...within, digest], walk);
    } catch (error) {
      if (!isContentFault(error)) throw error;
      found.push({ digest, within, ...told, flaw: error.message });
    }
  }
}

/**
 * Whether an entry of an index is no image by its content. Nodes choose by platform: containerd and CRI-O pass over `unknown/unknown`, take an entry without
 * a platform by its configuration or for want of a better, and run any other whatever it is annotated as and whatever its layers call themselves. So only
 * the first two are opened, and only what holds no file system and names no system to run on is none: BuildKit's attestations, SBOMs and other artifacts.
 * What cannot be read, for it may be filled in later, counts as an image.
 */
async function cannotRun({ digest, mediaType: type, platform }: Descriptor, walk: Walk): Promise<boolean> {
  const { limits, store } = walk;
  const isUnknown = isUnknownPlatform(platform);
  if (isIndexType(type) || (platform !== undefined && !isUnknown) || walk.budget.left-- <= 0) return false;
  try {
    const where = `${store.name}, ${digest}`;
    const stored = await store.manifest(digest);
    const { config, layers } = parseManifest(stored.bytes, where, limits, type || undefined);
    if (layers.some((layer) => layerTypeKind(layer.mediaType) !== 'unknown')) return false;
    // CRI-O unpacks by content what hangs on the configuration of an image, and asks for no platform where the index tells none.
    if (!isUnknown && (config.mediaType === mediaType.ociConfig || config.mediaType === mediaType.dockerConfig))
      return false;
    const named = asObject(parseJson(await store.blob(config, maxConfigBytes), where), where);
    return ['os', 'architecture'].some((name) => ['', 'unknown'].includes(optionalString(named, name, where) ?? ''));
  } catch (error) {
    if (isContentFault(error)) return false;
    throw error;
  }
}
