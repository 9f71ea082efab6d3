import { type Digest, type Platform, SeaworthyError } from '../../core/index.ts';
import {
  choosePlatform,
  type ImageIndex,
  isImageDescriptor,
  openArtifactStore,
  parseManifestOrIndex,
  type StoredManifest,
  type StoreTarget,
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
  /** Other names to find it by: as it was written, digest of the index. */
  readonly names: readonly string[];
}

/** Indexes inside indexes: one inside another is seen in the wild, deeper is a game. */
const maxIndexes = 4;

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
    return work(await find({ ...opened, name: target }, session.settings), session);
  });
}

async function find(opened: StoreTarget, settings: Settings): Promise<NamedImage> {
  const { store, name } = opened;
  let stored = await store.manifest(opened.tagOrDigest);
  const first = stored.digest;
  let index = indexIn(stored, opened, settings);
  for (let depth = 0; settings.platform !== undefined && index !== undefined; depth++) {
    if (depth >= maxIndexes)
      throw new SeaworthyError('E_LIMIT', `more than ${maxIndexes} indexes inside one another`, { where: name });
    stored = await store.manifest(choosePlatform(index.manifests, settings.platform, name).digest);
    index = indexIn(stored, opened, settings);
  }
  const { digest } = stored;
  return {
    image: { ...opened, tagOrDigest: digest },
    digest,
    variants: index?.manifests.filter(isImageDescriptor).map(({ platform }) => platform) ?? [],
    names: [name, ...(digest === first ? [] : [first])],
    ...(digest === first ? {} : { indexDigest: first }),
  };
}

function indexIn(stored: StoredManifest, { store }: StoreTarget, { limits }: Settings): ImageIndex | undefined {
  const where = `${store.name}, ${stored.digest}`;
  const document = parseManifestOrIndex(stored.bytes, where, limits, stored.mediaType || undefined);
  return document.kind === 'index' ? document : undefined;
}
