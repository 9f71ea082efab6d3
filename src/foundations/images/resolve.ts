import type { Digest, Platform } from '../../core/index.ts';
import type { Descriptor } from './descriptor.ts';
import { type ImageSource, maxIndexes, parseStored, tooDeep } from './image-source.ts';
import type { ImageIndex, ImageManifest } from './manifest.ts';
import { choosePlatform, isImageDescriptor } from './platform.ts';
import { type PullableImage, pullableImages } from './pullable-images.ts';
import type { StoredManifest } from './registry/client.ts';

/** What a name stands for, and the ways down from there. Every document has the digest and the type that it was asked for by. */
export interface ResolvedName {
  readonly digest: Digest;
  /** What is named itself. */
  readonly document: ImageManifest | ImageIndex;
  /**
   * Down to one image: the variant for `platform`, or, when nobody said which, for this machine. One manifest is what it is, whatever its platform. `name` is
   * what errors call it. Throws `E_PLATFORM`, `E_LIMIT` for too many indexes inside one another, `E_FORMAT`, and what the source throws.
   */
  image(platform: Platform | undefined, name: string): Promise<ResolvedImage>;
  /** Every image that a node could get by it. Throws those of `pullableImages`. */
  pullable(): Promise<readonly PullableImage[]>;
}

/** One image, and how it was come to. */
export interface ResolvedImage {
  readonly digest: Digest;
  readonly manifest: ImageManifest;
  /** Indexes that it was chosen from, the outermost first: that one has the digest that people see for a tag. */
  readonly within: readonly Digest[];
  /** Images that it was chosen from. */
  readonly beside: readonly Descriptor[];
}

/**
 * The one way from a name into what it stands for: the manifest or the index itself, the image for a platform, or every image that could be pulled by it. Who
 * names has read the first document (`named`), for a tag may move; `listedAs` is the media type by which that was listed, where it was. At most `maxIndexes`
 * indexes are gone through, so that no nesting, and no circle in a store that does not check, has no end. Throws what `parseStored` throws.
 */
export function resolve(named: StoredManifest, source: ImageSource, listedAs?: string): ResolvedName {
  const { digest } = named;
  const document = parseStored(named, listedAs, source);
  return {
    digest,
    document,
    image: (platform, name) => descend({ digest, document }, source, platform, name),
    pullable: async () =>
      document.kind === 'index' ? pullableImages(document, digest, source) : [{ digest, within: [] }],
  };
}

async function descend(
  top: Pick<ResolvedName, 'digest' | 'document'>,
  source: ImageSource,
  platform: Platform | undefined,
  name: string,
): Promise<ResolvedImage> {
  let { digest, document } = top;
  const within: Digest[] = [];
  const beside: Descriptor[] = [];
  while (document.kind === 'index') {
    if (within.length >= maxIndexes) throw tooDeep(name);
    const { manifests } = document;
    const chosen: Descriptor = choosePlatform(manifests, platform, name);
    within.push(digest);
    beside.push(...manifests.filter((entry) => isImageDescriptor(entry) && entry.digest !== chosen.digest));
    document = parseStored(await source.manifest(chosen), chosen.mediaType, source);
    digest = chosen.digest;
  }
  return { digest, manifest: document, within, beside };
}
