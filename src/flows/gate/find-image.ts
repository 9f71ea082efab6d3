import { type Digest, errorLine, type Platform, SeaworthyError } from '../../core/index.ts';
import {
  type ArtifactStore,
  choosePlatform,
  openArtifactStore,
  parseManifestOrIndex,
  type StoreOptions,
} from '../../foundations/images/index.ts';

/** An image that was looked up. */
export interface FoundImage {
  readonly store: ArtifactStore;
  /** What the reference names: a manifest or an index. */
  readonly digest: Digest;
  /** The manifest for the platform that is judged; the same where no index is named. */
  readonly variant: Digest;
  readonly config: Digest;
  readonly platform?: Platform;
}

/** Why it could not be looked up, in one line. */
export interface NotFound {
  readonly why: string;
  readonly error: SeaworthyError;
}

/** Indexes inside indexes: one inside another is seen in the wild, deeper is a game. */
const maxIndexes = 4;

/** Looks up a target. Never throws what a registry or a file is to blame for: a fact that cannot be had is unknown, and its rules say what then. */
export async function findImage(target: string, options: StoreOptions): Promise<FoundImage | NotFound> {
  try {
    return await find(target, options);
  } catch (error) {
    if (error instanceof SeaworthyError) return { why: errorLine(error), error };
    throw error;
  }
}

async function find(target: string, options: StoreOptions): Promise<FoundImage> {
  const { store, tagOrDigest, name } = await openArtifactStore(target, options);
  let stored = await store.manifest(tagOrDigest);
  const { digest } = stored;
  let platform: Platform | undefined;
  for (let depth = 0; depth <= maxIndexes; depth++) {
    const where = `${store.name}, ${stored.digest}`;
    const document = parseManifestOrIndex(stored.bytes, where, options.limits, stored.mediaType || undefined);
    if (document.kind === 'manifest') {
      const found = { store, digest, variant: stored.digest, config: document.config.digest };
      return platform === undefined ? found : { ...found, platform };
    }
    const chosen = choosePlatform(document.manifests, options.platform, name);
    platform = chosen.platform ?? platform;
    stored = await store.manifest(chosen.digest);
  }
  throw new SeaworthyError('E_LIMIT', `more than ${maxIndexes} indexes inside one another`, { where: name });
}
