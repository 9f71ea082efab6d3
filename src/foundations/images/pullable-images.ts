import { blameOf, type Digest, inParallel, type Platform, SeaworthyError } from '../../core/index.ts';
import { asObject, optionalString, parseJson } from '../formats/index.ts';
import type { Descriptor } from './descriptor.ts';
import { type ImageSource, maxIndexes, parseStored } from './image-source.ts';
import type { ImageIndex } from './manifest.ts';
import { isIndexType, layerTypeKind, mediaType } from './media-types.ts';
import { choosePlatform, isUnknownPlatform, platformFit } from './platform.ts';

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

/** Entries of one index, and images in it and in those inside it. Large images of the wild have some 20 platforms, and as many attestations. */
const maxEntries = 256;
const maxImages = 64;
/** Entries that are opened in all, and bytes of a configuration: that of an artifact is next to nothing. */
const maxOpened = 256;
const maxConfigBytes = 256 * 1024;
/** Entries that are looked at at a time. */
const width = 8;

/** Whether an error tells of the image or its name, and not of trouble on the way to it. */
export const isContentFault = (error: unknown): error is SeaworthyError =>
  error instanceof SeaworthyError && blameOf(error) === 'content';

/**
 * The images of an index that a node could get by it. Every entry counts as one, whatever it calls itself, unless its content shows that it cannot be run
 * (see `cannotRun`). Throws what the source throws for an outage; what is wrong deeper inside, or too much of it, is a `flaw`.
 */
export async function pullableImages(
  index: ImageIndex,
  digest: Digest,
  source: ImageSource,
): Promise<readonly PullableImage[]> {
  const found: PullableImage[] = [];
  await collect(index, digest, [], { source, found, budget: { left: maxOpened } });
  if (found.length <= maxImages) return found;
  return [{ digest, within: [], flaw: `it holds more than ${maxImages} images` }];
}

/** Which of them runs best on `platform`, of those that say what they run on and can be looked at. None where none does. */
export function pullableFor(
  images: readonly PullableImage[],
  platform: Platform,
  where: string,
): PullableImage | undefined {
  const suited = images.filter(
    (one) => one.flaw === undefined && one.platform !== undefined && platformFit(one.platform, platform) !== undefined,
  );
  return suited.length === 0 ? undefined : choosePlatform(suited, platform, where);
}

interface Walk {
  readonly source: ImageSource;
  readonly found: PullableImage[];
  /** Documents that may still be opened. */
  readonly budget: { left: number };
}

async function collect(index: ImageIndex, own: Digest, within: readonly Digest[], walk: Walk): Promise<void> {
  const { found, source } = walk;
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
    if (within.length + 1 >= maxIndexes || walk.budget.left-- <= 0) {
      found.push({ digest, within, ...told, flaw: 'it is an index beside or inside too many others' });
      continue;
    }
    try {
      const inner = parseStored(await source.manifest(entry), entry.mediaType, source);
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
async function cannotRun(entry: Descriptor, walk: Walk): Promise<boolean> {
  const { mediaType: type, platform } = entry;
  const { source } = walk;
  const isUnknown = isUnknownPlatform(platform);
  if (isIndexType(type) || (platform !== undefined && !isUnknown) || walk.budget.left-- <= 0) return false;
  try {
    const where = source.where(entry.digest);
    const document = parseStored(await source.manifest(entry), type, source);
    // Told to be no index, so that readers differ on what it is.
    if (document.kind === 'index') return false;
    const { config, layers } = document;
    if (layers.some((layer) => layerTypeKind(layer.mediaType) !== 'unknown')) return false;
    // CRI-O unpacks by content what hangs on the configuration of an image, and asks for no platform where the index tells none.
    if (!isUnknown && (config.mediaType === mediaType.ociConfig || config.mediaType === mediaType.dockerConfig))
      return false;
    const named = asObject(parseJson(await source.blob(config, maxConfigBytes), where), where);
    return ['os', 'architecture'].some((name) => ['', 'unknown'].includes(optionalString(named, name, where) ?? ''));
  } catch (error) {
    if (isContentFault(error)) return false;
    throw error;
  }
}
