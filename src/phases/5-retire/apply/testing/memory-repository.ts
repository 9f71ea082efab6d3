import { type Digest, SeaworthyError } from '../../../../core/index.ts';
import {
  type Descriptor,
  digestBytes,
  fallbackTag,
  mediaType,
  type RepositoryUpkeep,
} from '../../../../foundations/images/index.ts';

/** A repository in memory: for tests. */
export interface MemoryRepository {
  readonly upkeep: RepositoryUpkeep;
  readonly manifests: Map<Digest, Uint8Array>;
  readonly tags: Map<string, Digest>;
  /** Stores an image with one layer named by the text. */
  image(text: string, tag?: string): Digest;
  index(children: readonly Digest[], tag?: string): Digest;
  /** Stores an artifact that hangs on a manifest, and lists it as the registry, or its clients, do. */
  attach(subject: Digest, text: string): Digest;
  /** What a digest needs to be pulled and that is not there. */
  lacks(digest: Digest): readonly Digest[];
}

const config = { mediaType: mediaType.ociConfig, digest: digestBytes(Buffer.from('{}')), size: 2 };

/** `listsReferrers`: whether the registry keeps the lists itself. */
export function memoryRepository(name: string, listsReferrers: boolean): MemoryRepository {
  const manifests = new Map<Digest, Uint8Array>();
  const tags = new Map<string, Digest>();
  const read = (digest: Digest): { manifests?: { digest: Digest }[]; subject?: { digest: Digest } } =>
    JSON.parse(Buffer.from(manifests.get(digest) ?? Buffer.from('{}')).toString());
  const put = (document: object, tag?: string): Digest => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...document }));
    const digest = digestBytes(bytes);
    manifests.set(digest, bytes);
    if (tag !== undefined) tags.set(tag, digest);
    return digest;
  };
  const descriptor = (digest: Digest): Omit<Descriptor, 'annotations'> => ({
    mediaType: 'manifests' in read(digest) ? mediaType.ociIndex : mediaType.ociManifest,
    digest,
    size: manifests.get(digest)?.length ?? 0,
  });
  const layer = (text: string) => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    digest: digestBytes(Buffer.from(text)),
    size: text.length,
  });
  const referrersOf = (subject: Digest): readonly Digest[] =>
    [...manifests.keys()].filter((digest) => read(digest).subject?.digest === subject);
  const index = (children: readonly Digest[], tag?: string): Digest =>
    put({ mediaType: mediaType.ociIndex, manifests: children.map(descriptor) }, tag);

  const upkeep: RepositoryUpkeep = {
    name,
    tags: async () => [...tags.keys()],
    async resolve(tag) {
      const digest = tags.get(tag);
      return digest === undefined || !manifests.has(digest) ? undefined : descriptor(digest);
    },
    async manifest(tagOrDigest) {
      const digest = tags.get(tagOrDigest) ?? (tagOrDigest as Digest);
      const bytes = manifests.get(digest);
      if (bytes === undefined) throw new SeaworthyError('E_NOT_FOUND', `there is no ${tagOrDigest}`);
      return { bytes, digest, mediaType: descriptor(digest).mediaType };
    },
    has: async (digest) => manifests.has(digest),
    blob: async () => Buffer.from('{}'),
    referrers: async (subject) =>
      listsReferrers
        ? referrersOf(subject).map((digest) => ({ ...descriptor(digest), annotations: new Map<string, string>() }))
        : undefined,
    async delete(digest) {
      for (const [tag, target] of tags) if (target === digest) tags.delete(tag);
      return manifests.delete(digest);
    },
  };
  return {
    upkeep,
    manifests,
    tags,
    image: (text, tag) => put({ mediaType: mediaType.ociManifest, config, layers: [layer(text)] }, tag),
    index,
    attach(subject, text) {
      const artifact = put({
        mediaType: mediaType.ociManifest,
        artifactType: 'application/vnd.test',
        config: { ...config, mediaType: 'application/vnd.oci.empty.v1+json' },
        layers: [{ ...layer(text), mediaType: 'application/vnd.test' }],
        subject: descriptor(subject),
      });
      if (!listsReferrers) index(referrersOf(subject), fallbackTag(subject));
      return artifact;
    },
    lacks(digest) {
      const missing: Digest[] = [];
      const pending = [digest];
      for (const next of pending) {
        if (!manifests.has(next)) missing.push(next);
        pending.push(...(read(next).manifests ?? []).map((child) => child.digest));
      }
      return missing;
    },
  };
}
