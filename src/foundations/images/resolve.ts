import type { Digest, Platform } from '../../core/index.ts';
import { imageBelow, type ResolvedImage } from './image-below.ts';
import { type ImageSource, parseStored } from './image-source.ts';
import type { ImageIndex, ImageManifest } from './manifest.ts';
import { type PullableImage, pullableImages } from './pullable-images.ts';
import type { StoredManifest } from './registry/client.ts';

/** What a name stands for, and the ways down from there. Every document has the digest and the type that it was asked for by. */
export interface ResolvedName {
  readonly digest: Digest;
  /** What is named itself. */
  readonly document: ImageManifest | ImageIndex;
  /**
   * Down to one image: the variant for `platform`, or, when nobody said which, for this machine. One manifest is what it is, whatever its platform. Where
   * nothing that is listed under a platform suits, what is listed without one is looked into. `name` is what errors call it. Throws `E_PLATFORM`, `E_LIMIT` for too many indexes inside one another, `E_FORMAT`, and what the source throws.
   */
  image(platform: Platform | undefined, name: string): Promise<ResolvedImage>;
  /** Every image that a node could get by it. Throws those of `pullableImages`. */
  pullable(): Promise<readonly PullableImage[]>;
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
    image: (platform, name) => imageBelow({ digest, document }, source, platform, name),
    pullable: async () =>
      document.kind === 'index' ? pullableImages(document, digest, source) : [{ digest, within: [] }],
  };
}
