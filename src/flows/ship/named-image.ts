import type { Digest, Platform } from '../../core/index.ts';
import {
  isImageDescriptor,
  openArtifactStore,
  resolve,
  type StoreTarget,
  storeSource,
} from '../../foundations/images/index.ts';
import { withoutImageId } from '../image-id.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';

/** What a target names, by its digest from here on, so that a tag that moves meanwhile changes nothing. */
export interface NamedImage {
  /** `tagOrDigest` is the digest. */
  readonly image: StoreTarget;
  readonly digest: Digest;
  /** The index that the target names, where a platform was chosen from it. */
  readonly indexDigest?: Digest;
  /** Platforms of the images in it, where it is an index; empty for one image. */
  readonly variants: readonly (Platform | undefined)[];
  /** The target, where an image id was looked up in the ledger. */
  readonly place: string;
  /** Other names to find it by: as it was written, digest of the index. */
  readonly names: readonly string[];
}

/**
 * Looks up what the target names, for as long as `work` takes: what the tag points at, of a multi-platform image the index; with a platform in the
 * settings, the variant of it. Under `offline` no registry is asked: throws `E_OFFLINE` before a socket is opened. Throws `E_USAGE` for what nothing can
 * hang on, `E_TARGET_NOT_FOUND`, `E_NOT_FOUND`, `E_PLATFORM`, and those of reading.
 */
export async function withNamedImage<T>(
  target: string,
  given: Settings | Session,
  work: (named: NamedImage, session: Session) => Promise<T>,
): Promise<T> {
  return inSession(given, async (session) => {
    const place = await withoutImageId(target, session);
    const opened = await openArtifactStore(place, session.storeOptions);
    return work({ ...(await find({ ...opened, name: target }, session.settings)), place }, session);
  });
}

async function find(opened: StoreTarget, { limits, platform }: Settings): Promise<Omit<NamedImage, 'place'>> {
  const { store, name } = opened;
  const named = resolve(await store.manifest(opened.tagOrDigest), storeSource(store, limits));
  const { digest } = platform !== undefined ? await named.image(platform, name) : named;
  const variants = digest === named.digest && named.document.kind === 'index' ? named.document.manifests : [];
  return {
    image: { ...opened, tagOrDigest: digest },
    digest,
    variants: variants.filter(isImageDescriptor).map((entry) => entry.platform),
    names: [name, ...(digest === named.digest ? [] : [named.digest])],
    ...(digest === named.digest ? {} : { indexDigest: named.digest }),
  };
}
