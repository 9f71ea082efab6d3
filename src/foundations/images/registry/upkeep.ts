import { type Digest, isDigest, SeaworthyError } from '../../../core/index.ts';
import { field, parseJson } from '../../formats/index.ts';
import type { ArtifactStore } from '../artifact-store.ts';
import type { Descriptor } from '../descriptor.ts';
import type { RegistryClient, StoredManifest } from './client.ts';
import { hasManifest, manifestHeaders } from './manifest-head.ts';
import { type Patience, realPatience, withPatience } from './patience.ts';
import { deleteManifest } from './push.ts';
import { referrersByRegistry } from './referrers.ts';
import { registryStore } from './registry-store.ts';
import { tagList } from './tags.ts';

/** What a tag points to, as the registry says it without giving the bytes. */
export interface TagTarget {
  readonly digest: Digest;
  /** Without parameters, lower case; empty when it is not said. */
  readonly mediaType: string;
}

/** One repository of a registry as whoever clears it up needs it: what is in it, one fact at a time, and deletion by digest. */
export interface RepositoryUpkeep {
  /** `quay.io/org/app`. */
  readonly name: string;
  /** Every tag. Throws `E_NOT_FOUND` when there is no such repository. */
  tags(): Promise<readonly string[]>;
  /** What a tag points to now; undefined when it points to nothing, asked twice. */
  resolve(tag: string): Promise<TagTarget | undefined>;
  /** As `RegistryClient.manifest`. */
  manifest(tagOrDigest: string): Promise<StoredManifest>;
  /** Whether a manifest is there; "no" is asked twice, unless `once`. */
  has(digest: Digest, once?: boolean): Promise<boolean>;
  /** A small blob, its digest checked. */
  blob(blob: Pick<Descriptor, 'digest' | 'size'>, maxBytes: number): Promise<Uint8Array>;
  /**
   * Whether a digest is that of a blob whose bytes are no manifest. Asked where `manifest` fails for a digest that nothing in the repository names:
   * docker-registry answers 500 then. Absent in stores that say `E_NOT_FOUND`.
   */
  isNoManifest?(digest: Digest): Promise<boolean>;
  /** The registry's own list; undefined where it keeps none, so that clients keep it under the fallback tag. Any other answer is thrown. */
  referrers(subject: Digest): Promise<readonly Descriptor[] | undefined>;
  /** Deletes a manifest, and every tag that points to it. Whether it was there. Throws `E_WRITE` when the registry does not allow it. */
  delete(digest: Digest): Promise<boolean>;
}

/** Milliseconds before "not there" is asked again. */
const pause = 40;

export function repositoryUpkeep(client: RegistryClient, patience: Patience = realPatience): RepositoryUpkeep {
  const store = registryStore(client, patience);
  // docker-registry answers 404 in the moment in which a tag or a manifest is written again.
  const confirmed = async <T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> => {
    const answer = await ask();
    if (isThere(answer)) return answer;
    await patience.sleep(pause);
    return ask();
  };
  return {
    name: client.name,
    tags: tagList(client),
    resolve: (tag) =>
      confirmed(
        () => withPatience(patience, () => resolveTag(client, tag)),
        (target) => target !== undefined,
      ),
    async manifest(tagOrDigest) {
      const found = await confirmed(
        () => withPatience(patience, () => ifThere(client, tagOrDigest)),
        (stored) => stored !== undefined,
      );
      return found ?? client.manifest(tagOrDigest);
    },
    has(digest, once = false) {
      const ask = (): Promise<boolean> => withPatience(patience, () => hasManifest(client, digest));
      return once ? ask() : confirmed(ask, (there) => there);
    },
    blob: (blob, maxBytes) => store.blob(blob, maxBytes),
    isNoManifest: (digest) => withPatience(patience, () => isNoManifest(client, store, digest)),
    referrers: (subject) => referrersByRegistry(client, subject),
    delete: (digest) => withPatience(patience, () => deleteManifest(client, digest)),
  };
}

/** No registry takes manifests larger than this (distribution-spec, "Pushing Manifests": 4 MiB should be taken). */
const mostManifestBytes = 32 * 1024 * 1024;

/** By the bytes, for some registries give manifests as blobs too. */
async function isNoManifest(client: RegistryClient, store: ArtifactStore, digest: Digest): Promise<boolean> {
  const response = await client.send({ path: `blobs/${digest}`, method: 'HEAD' });
  await response.discard();
  const size = Number(response.headers['content-length'] ?? Number.NaN);
  if (response.status !== 200 || !Number.isSafeInteger(size)) return false;
  if (size > mostManifestBytes) return true;
  const bytes = await store.blob({ digest, size }, mostManifestBytes);
  try {
    return field(parseJson(bytes, digest, { maxBytes: mostManifestBytes }), 'schemaVersion') === undefined;
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_FORMAT') return true;
    throw error;
  }
}

async function resolveTag(client: RegistryClient, tag: string): Promise<TagTarget | undefined> {
  const headers = await manifestHeaders(client, tag);
  if (headers === undefined) return undefined;
  const digest = headers['docker-content-digest'];
  if (digest !== undefined && isDigest(digest))
    return { digest, mediaType: (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '' };
  // The header is not required of a registry: the bytes tell it too.
  return ifThere(client, tag);
}

async function ifThere(client: RegistryClient, tagOrDigest: string): Promise<StoredManifest | undefined> {
  try {
    return await client.manifest(tagOrDigest);
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_NOT_FOUND') return undefined;
    throw error;
  }
}
