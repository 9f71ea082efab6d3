import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { blameOf, type Digest, digestParts, isDigest, type Limits, SeaworthyError } from '../../core/index.ts';
import { field, parseJson } from '../formats/index.ts';
import { type ArtifactStore, artifactDescriptor, descriptorJson, type NewManifest } from './artifact-store.ts';
import { checkBlob, type Descriptor, digestBytes } from './descriptor.ts';
import { directoryStore, type FileStore } from './file-store.ts';
import { changeLayoutIndex, writeWhole } from './layout-index.ts';
import { parseIndex } from './manifest.ts';
import { isIndexType, isManifestType } from './media-types.ts';
import { collectReferrers, readReferrersList } from './referrers-list.ts';
import type { StoredManifest } from './registry/client.ts';
import { fallbackTag } from './registry/referrers.ts';
import { UnchangedFile } from './unchanged-file.ts';

const refName = 'org.opencontainers.image.ref.name';

/** What index.json lists. */
interface LayoutIndex {
  readonly entries: readonly Descriptor[];
  /** What listed manifests hang on, by digest and size, as far as it was asked for: what has a digest never becomes another. */
  readonly subjects: Map<string, Digest | undefined>;
}

/**
 * An OCI layout in a folder as a store of images and what hangs on them. The specification of layouts has no list of referrers: they are entries
 * of index.json without a name, as oras keeps them; lists under the fallback tag, as regctl keeps them, are read too. `files` for a layout that is read out of
 * an archive; `now` is for tests.
 */
export function layoutStore(
  root: string,
  limits: Pick<Limits, 'manifestBytes' | 'layers'>,
  now: () => number = Date.now,
  files: FileStore = directoryStore(root),
): ArtifactStore {
  const path = (digest: Digest): string => {
    const { algorithm, hex } = digestParts(digest);
    return `blobs/${algorithm}/${hex}`;
  };
  // A gate asks for a tag, and what hangs on its image, as often as pods name it.
  const readIndex = async (): Promise<LayoutIndex> => {
    const bytes = await files.read('index.json', limits.manifestBytes);
    return { entries: parseIndex(bytes, `${root}, index.json`, limits).manifests, subjects: new Map() };
  };
  const index = new UnchangedFile(join(root, 'index.json'), readIndex, now);
  const entries = async (): Promise<readonly Descriptor[]> => (await index.get()).entries;
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
  const entryOf = async (tag: string): Promise<Descriptor> => {
    const entry = (await entries()).find(({ annotations }) => annotations.get(refName) === tag);
    if (entry !== undefined) return entry;
    throw new SeaworthyError('E_NOT_FOUND', `there is no ${tag} in the layout`, { where: root });
  };
  const manifest = async (tagOrDigest: string, maxBytes = limits.manifestBytes): Promise<StoredManifest> => {
    if (isDigest(tagOrDigest)) {
      const bytes = await read({ digest: tagOrDigest }, maxBytes);
      return { bytes, digest: tagOrDigest, mediaType: typeOf(bytes, root) };
    }
    const { digest, mediaType } = await entryOf(tagOrDigest);
    return { bytes: await read({ digest }, maxBytes), digest, mediaType };
  };
  const put = async (bytes: Uint8Array): Promise<{ readonly digest: Digest; readonly size: number }> => {
    const digest = digestBytes(bytes);
    if ((await files.size(path(digest))) !== bytes.length) await writeWhole(root, path(digest), bytes);
    return { digest, size: bytes.length };
  };
  const list = async (entry: Descriptor, keep: (listed: unknown) => boolean): Promise<void> =>
    changeLayoutIndex(root, (manifests) => [...manifests.filter(keep), descriptorJson(entry)]);

  async function* referrerPages(subject: Digest): AsyncGenerator<readonly Descriptor[], void, undefined> {
    const { entries: all, subjects } = await index.get();
    for (const entry of all) {
      if (!isManifestType(entry.mediaType) && !isIndexType(entry.mediaType)) continue;
      const isList = entry.annotations.get(refName) === fallbackTag(subject) && entry.digest !== subject;
      const key = `${entry.digest} ${entry.size}`;
      if (isList || !subjects.has(key)) {
        const bytes = await read(entry, limits.manifestBytes).catch(unlessContent);
        if (bytes === undefined) {
          // What an artifact hangs on cannot be told: whoever asks finds out that it cannot be read, and goes on with the others.
          if (entry.artifactType !== undefined) yield [entry];
          continue;
        }
        if (isList) {
          yield listed(bytes, root);
          continue;
        }
        subjects.set(key, subjectIn(bytes, root));
      }
      if (subjects.get(key) === subject) yield [entry];
    }
  }

  return {
    name: root,
    manifest,
    resolve: async (tag) => (await entryOf(tag)).digest,
    blob: read,
    async *blobStream(blob, from = 0) {
      const name = path(blob.digest);
      if ((await files.size(name)) === undefined)
        throw new SeaworthyError('E_NOT_FOUND', `the layout does not hold ${blob.digest}`, { where: root });
      let skip = from;
      for await (const chunk of files.stream(name)) {
        const fresh = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - fresh.length;
        if (fresh.length > 0) yield fresh;
      }
    },
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
    referrers: (subject) => collectReferrers(referrerPages(subject), root),
    referrerPages,
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

/** Nothing, where what the layout holds is to blame; any other error goes on. */
function unlessContent(error: unknown): undefined {
  if (blameOf(error) === 'outage') throw error;
}

/** Entries of a list under the fallback tag; none where it is no list. */
function listed(bytes: Uint8Array, where: string): readonly Descriptor[] {
  try {
    return readReferrersList(bytes, where).entries;
  } catch {
    return [];
  }
}

/** What a manifest says it hangs on; undefined also where it cannot be read, or where that is no digest. */
function subjectIn(bytes: Uint8Array, where: string): Digest | undefined {
  try {
    const digest = field(field(parseJson(bytes, where), 'subject'), 'digest');
    return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
  } catch {
    return undefined;
  }
}
