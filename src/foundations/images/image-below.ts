import { type Digest, defined, type Platform, SeaworthyError } from '../../core/index.ts';
import { parseImageConfig } from './config.ts';
import type { Descriptor } from './descriptor.ts';
import { type ImageSource, maxIndexes, parseStored, tooDeep } from './image-source.ts';
import type { ImageIndex, ImageManifest } from './manifest.ts';
import { bestFit, isImageDescriptor, machinePlatform, platformError, soleImage } from './platform.ts';
import { isContentFault } from './pullable-images.ts';

/** One image, and how it was come to. */
export interface ResolvedImage {
  readonly digest: Digest;
  readonly manifest: ImageManifest;
  /** Indexes that it was chosen from, the outermost first: that one has the digest that people see for a tag. */
  readonly within: readonly Digest[];
  /** Images that it was chosen from. */
  readonly beside: readonly Descriptor[];
}

/** Entries without a platform that are looked into: more than there are platforms. */
const maxOpened = 64;

interface Named {
  readonly digest: Digest;
  readonly document: ImageManifest | ImageIndex;
}

/** An image, and what the index that lists it tells it runs on. */
interface Found extends ResolvedImage {
  readonly platform?: Platform;
}

/** The one image below a name, for `platform` or this machine. Throws what `ResolvedName.image` throws. */
export async function imageBelow(
  top: Named,
  source: ImageSource,
  platform: Platform | undefined,
  name: string,
): Promise<ResolvedImage> {
  const descent = new Descent(source, name);
  const found = await descent.into(top, platform, []);
  if (found === undefined) throw descent.failure(platform ?? machinePlatform());
  const { digest, manifest, within, beside } = found;
  return { digest, manifest, within, beside };
}

/** One way down. What was passed over on it is kept, for the error. */
class Descent {
  readonly #source: ImageSource;
  readonly #name: string;
  readonly #platforms: (Platform | undefined)[] = [];
  #fault: SeaworthyError | undefined;
  #opened = 0;

  constructor(source: ImageSource, name: string) {
    this.#source = source;
    this.#name = name;
  }

  /** Undefined where nothing suits. */
  async into(
    { digest, document }: Named,
    wanted: Platform | undefined,
    above: readonly Digest[],
  ): Promise<Found | undefined> {
    if (document.kind === 'manifest') return { digest, manifest: document, within: above, beside: [] };
    if (above.length >= maxIndexes) throw tooDeep(this.#name);
    const images = document.manifests.filter(isImageDescriptor);
    const within = [...above, digest];
    const listed = soleImage(images, wanted) ?? bestFit(images, wanted ?? machinePlatform());
    if (listed !== undefined) return this.#through(listed, images, wanted, within);
    this.#platforms.push(...images.flatMap(({ platform }) => (platform === undefined ? [] : [platform])));
    const silent = images.filter((entry) => entry.platform === undefined);
    return this.#amongSilent(silent, images, wanted ?? machinePlatform(), within);
  }

  failure(wanted: Platform): SeaworthyError {
    return this.#fault ?? platformError(wanted, this.#platforms, this.#name);
  }

  async #through(
    entry: Descriptor,
    images: readonly Descriptor[],
    wanted: Platform | undefined,
    within: readonly Digest[],
  ): Promise<Found | undefined> {
    const document = parseStored(await this.#source.manifest(entry), entry.mediaType, this.#source);
    const found = await this.into({ digest: entry.digest, document }, wanted, within);
    if (found === undefined) return undefined;
    const others = images.filter(({ digest }) => digest !== entry.digest);
    const platform = found.platform ?? entry.platform;
    return { ...found, beside: [...others, ...found.beside], ...defined({ platform }) };
  }

  /**
   * A platform is no duty of whoever lists an image (OCI image-spec, "Image Index"): what does not tell it is opened, an index for what it lists, an image for its
   * configuration. What cannot be read stands in nobody's way, and is told where nothing else suits.
   */
  async #amongSilent(
    silent: readonly Descriptor[],
    images: readonly Descriptor[],
    target: Platform,
    within: readonly Digest[],
  ): Promise<Found | undefined> {
    const candidates: (Found & { readonly platform: Platform })[] = [];
    for (const entry of silent) {
      if (++this.#opened > maxOpened)
        throw new SeaworthyError('E_LIMIT', `more than ${maxOpened} entries of an index tell no platform`, {
          where: this.#name,
        });
      try {
        const found = await this.#through(entry, images, target, within);
        const platform = found?.platform ?? (found === undefined ? undefined : await this.#configured(found.manifest));
        if (found !== undefined && platform !== undefined) candidates.push({ ...found, platform });
      } catch (error) {
        if (!isContentFault(error)) throw error;
        this.#fault ??= error;
      }
    }
    const best = bestFit(candidates, target);
    if (best === undefined) this.#platforms.push(...candidates.map(({ platform }) => platform));
    return best;
  }

  /** What an image runs on by its configuration; undefined for an artifact. */
  async #configured({ config }: ImageManifest): Promise<Platform | undefined> {
    const { limits } = this.#source;
    try {
      const bytes = await this.#source.blob(config, limits.manifestBytes);
      return parseImageConfig(bytes, this.#source.where(config.digest), limits).config.platform;
    } catch (error) {
      if (error instanceof SeaworthyError && error.code === 'E_TARGET_UNKNOWN') return undefined;
      throw error;
    }
  }
}
