import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, digestParts, isDigest, type Limits, SeaworthyError } from '../../core/index.ts';
import { field, parseJson } from '../formats/index.ts';
import { type ArtifactStore, artifactDescriptor, descriptorJson, type NewManifest } from './artifact-store.ts';
import { checkBlob, type Descriptor, digestBytes } from './descriptor.ts';
import { directoryStore } from './file-store.ts';
import { changeLayoutIndex, writeWhole } from './layout-index.ts';
import { parseIndex } from './manifest.ts';
import { isIndexType, isManifestType } from './media-types.ts';
import type { StoredManifest } from './registry/client.ts';
import { fallbackTag } from './registry/referrers.ts';

const refName = 'org.opencontainers.image.ref.name';

/**
 * An OCI layout in a folder as a store of images and what hangs on them. The specification of layouts has no list of referrers: they are entries
 * of index.json without a name, as oras keeps them; lists under the fallback tag, as regctl keeps them, are read too.
 */
export function layoutStore(root: string, limits: Pick<Limits, 'manifestBytes' | 'layers'>): ArtifactStore {
  const files = directoryStore(root);
  const path = (digest: Digest): string => {
    const { algorithm, hex } = digestParts(digest);
    return `blobs/${algorithm}/${hex}`;
  };
  const entries = async (): Promise<readonly Descriptor[]> =>
    parseIndex(await files.read('index.json', limits.manifestBytes), `${root}, index.json`, limits).manifests;
  const read = async (
    blob: { readonly digest: Digest; readonly size?: number },
    maxBytes: number,
  ): Promise<Uint8Array> => {
    if ((await files.size(path(blob.digest))) === undefined)
      throw new SeaworthyError('E_NOT_FOUND', `the layout does not hold ${blob.digest}`, { where: root });
    const bytes = await files.read(path(blob.digest), maxBytes);
    checkBlob(bytes, blob, `${root}, ${blob.digest}`);
    return bytes;
  };
  const manifest = async (tagOrDigest: string): Promise<StoredManifest> => {
    const listed = await entries();
    const entry = listed.find(
      ({ digest, annotations }) => digest === tagOrDigest || annotations.get(refName) === tagOrDigest,
    );
    const digest = entry?.digest ?? (isDigest(tagOrDigest) ? tagOrDigest : undefined);
    if (digest === undefined)
      throw new SeaworthyError('E_NOT_FOUND', `there is no ${tagOrDigest} in the layout`, { where: root });
    const bytes = await read({ digest }, limits.manifestBytes);
    return { bytes, digest, mediaType: entry?.mediaType ?? typeOf(bytes, root) };
  };
  const put = async (bytes: Uint8Array): Promise<{ readonly digest: Digest; readonly size: number }> => {
    const digest = digestBytes(bytes);
    if ((await files.size(path(digest))) !== bytes.length) await writeWhole(join(root, path(digest)), bytes);
    return { digest, size: bytes.length };
  };
  const list = async (entry: Descriptor, keep: (listed: unknown) => boolean): Promise<void> =>
    changeLayoutIndex(root, (manifests) => [...manifests.filter(keep), descriptorJson(entry)]);

  return {
    name: root,
    manifest,
    blob: read,
    tags: async () => (await entries()).flatMap(({ annotations }) => annotations.get(refName) ?? []),
    putBlob: put,
    async putManifest(added: NewManifest, tag) {
      const { digest, size } = await put(added.bytes);
      const annotations = new Map(tag === undefined ? [] : [[refName, tag]]);
      await list({ mediaType: added.mediaType, digest, size, annotations }, (listed) =>
        tag === undefined ? field(listed, 'digest') !== digest : field(field(listed, 'annotations'), refName) !== tag,
      );
      return digest;
    },
    async attach(artifact) {
      const { digest } = await put(artifact.bytes);
      await list(artifactDescriptor(artifact), (listed) => field(listed, 'digest') !== digest);
      return digest;
    },
    async referrers(subject) {
      const found = new Map<Digest, Descriptor>();
      const listed = await entries();
      for (const entry of listed) {
        if (!isManifestType(entry.mediaType) && !isIndexType(entry.mediaType)) continue;
        const bytes = await read(entry, limits.manifestBytes);
        if (entry.annotations.get(refName) === fallbackTag(subject)) {
          for (const inner of parseIndex(bytes, `${root}, ${entry.digest}`, limits).manifests)
            found.set(inner.digest, inner);
        } else if (field(field(parseJson(bytes, `${root}, ${entry.digest}`), 'subject'), 'digest') === subject) {
          found.set(entry.digest, entry);
        }
      }
      return [...found.values()];
    },
    async deleteManifest(digest) {
      await changeLayoutIndex(root, (manifests) => manifests.filter((listed) => field(listed, 'digest') !== digest));
      await rm(join(root, path(digest)), { force: true });
    },
  };
}

/** The media type that a manifest says of itself. */
function typeOf(bytes: Uint8Array, where: string): string {
  const own = field(parseJson(bytes, where), 'mediaType');
  return typeof own === 'string' ? own : '';
}
