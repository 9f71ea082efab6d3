import { type Digest, defined, digestParts, type Limits, SeaworthyError } from '../../core/index.ts';
import { field, parseJson } from '../formats/index.ts';
import type { Descriptor } from './descriptor.ts';
import { type FileStore, missing } from './file-store.ts';
import type { OpenedImage } from './image.ts';
import { parseIndex } from './manifest.ts';
import { type BlobReader, openManifestImage } from './manifest-image.ts';
import { isIndexType, isManifestType, mediaType } from './media-types.ts';
import { choosePlatform, isImageDescriptor } from './platform.ts';
import type { OpenOptions, Selector } from './target.ts';

/** Small: it holds a version number. */
const maxMarkerBytes = 64 * 1024;

const blobPath = (digest: Digest): string => {
  const { algorithm, hex } = digestParts(digest);
  return `blobs/${algorithm}/${hex}`;
};

export function layoutBlobs(store: FileStore): BlobReader {
  return {
    read: async ({ digest }, maxBytes) => {
      if ((await store.size(blobPath(digest))) === undefined) throw missing(store, blobPath(digest));
      return store.read(blobPath(digest), maxBytes);
    },
    open: ({ digest }) => store.stream(blobPath(digest)),
    range: ({ digest }) => store.range(blobPath(digest)),
    size: ({ digest }) => store.size(blobPath(digest)),
  };
}

/** The names that a descriptor of index.json goes by: a tag, and where containerd or docker wrote the layout the whole reference. */
export function namesOf(descriptor: Descriptor): readonly string[] {
  const names = ['org.opencontainers.image.ref.name', 'io.containerd.image.name'].map((key) =>
    descriptor.annotations.get(key),
  );
  return names.filter((name) => name !== undefined);
}

/** Checks `oci-layout` (OCI image-spec, "Image Layout"): versions 1.x are the ones there are. */
async function checkMarker(store: FileStore): Promise<void> {
  if ((await store.size('oci-layout')) === undefined) {
    throw new SeaworthyError('E_TARGET_UNKNOWN', 'not an OCI layout: it has no oci-layout file', { where: store.name });
  }
  const where = `${store.name}, oci-layout`;
  const version = field(parseJson(await store.read('oci-layout', maxMarkerBytes), where), 'imageLayoutVersion');
  if (typeof version === 'string' && version.startsWith('1.')) return;
  throw new SeaworthyError('E_FORMAT', 'an OCI layout of a version that we do not know', {
    where,
    why: JSON.stringify(version),
  });
}

/** Whether an entry is something else than an image, by its own word: a signature or an SBOM that hangs on one. */
function isArtifact({ artifactType }: Descriptor): boolean {
  return artifactType !== undefined && artifactType !== mediaType.ociConfig && artifactType !== mediaType.dockerConfig;
}

function severalError(candidates: readonly Descriptor[], where: string, scheme: 'oci' | 'oci-archive'): SeaworthyError {
  const names = candidates.map((descriptor) => namesOf(descriptor)[0] ?? `@${descriptor.digest}`);
  return new SeaworthyError('E_USAGE', 'the layout holds several images', {
    where,
    why: [...new Set(names)].slice(0, 20).join(', '),
    next: chooseOne(scheme, where, names[0]),
  });
}

/** How one image of a layout is named, with a name that is there where it can be typed as it is. */
export function chooseOne(scheme: 'oci' | 'oci-archive', path: string, name: string | undefined): string {
  const isPlain = name !== undefined && /^[\w./-]+$/.test(path) && /^@?[\w.:-]+$/.test(name);
  const first = isPlain ? `${scheme}:${path}${name.startsWith('@') ? '' : ':'}${name}` : `${scheme}:PATH:TAG`;
  return `Choose one: ${first}, or one by @DIGEST in place of the tag.`;
}

async function chooseDigest(digest: Digest, all: readonly Descriptor[], store: FileStore): Promise<Descriptor> {
  const listed = all.find((descriptor) => descriptor.digest === digest);
  if (listed !== undefined) return listed;
  const size = await store.size(blobPath(digest));
  if (size === undefined)
    throw new SeaworthyError('E_TARGET_NOT_FOUND', `the layout does not hold ${digest}`, { where: store.name });
  return { mediaType: '', digest, size, annotations: new Map() };
}

const isImage = (entry: Descriptor): boolean =>
  isImageDescriptor(entry) && !isArtifact(entry) && (isIndexType(entry.mediaType) || isManifestType(entry.mediaType));

/** One descriptor of index.json. Entries that share a name and differ in platform are the variants of one image. */
async function choose(
  all: readonly Descriptor[],
  selector: Selector,
  store: FileStore,
  options: OpenOptions,
  scheme: 'oci' | 'oci-archive',
): Promise<Descriptor> {
  if (selector.digest !== undefined) return chooseDigest(selector.digest, all, store);
  const images = all.filter(isImage);
  const { name } = selector;
  const candidates = name === undefined ? images : images.filter((entry) => namesOf(entry).includes(name));
  const [first] = candidates;
  if (first === undefined) {
    const known = [...new Set(images.flatMap(namesOf))].slice(0, 20).join(', ');
    throw new SeaworthyError(
      'E_TARGET_NOT_FOUND',
      name === undefined ? 'the layout holds no image' : `the layout has no image ${name}`,
      {
        where: store.name,
        ...(known === '' ? {} : { why: `it has ${known}` }),
      },
    );
  }
  if (candidates.every((entry) => entry.digest === first.digest)) return first;
  const sameName = candidates.every((entry) => namesOf(entry)[0] === namesOf(first)[0]);
  const platforms = new Set(candidates.map((entry) => JSON.stringify(entry.platform)));
  if (!sameName || platforms.size !== candidates.length) throw severalError(candidates, store.name, scheme);
  return choosePlatform(candidates, options.platform, store.name);
}

/** What `index.json` lists of images. Throws `E_TARGET_UNKNOWN`, `E_FORMAT`, `E_LIMIT`, `E_READ`. */
export async function layoutImages(store: FileStore, { limits }: OpenOptions): Promise<readonly Descriptor[]> {
  return (await readLayoutIndex(store, limits)).filter(isImage);
}

async function readLayoutIndex(store: FileStore, limits: Limits): Promise<readonly Descriptor[]> {
  await checkMarker(store);
  if ((await store.size('index.json')) === undefined) throw missing(store, 'index.json');
  const bytes = await store.read('index.json', limits.manifestBytes);
  return parseIndex(bytes, `${store.name}, index.json`, limits).manifests;
}

/**
 * Opens an image of an OCI layout, in a folder or an archive. Without a selector the layout must hold one image. The store is closed with the image,
 * and when opening fails. Throws `E_TARGET_UNKNOWN`, `E_TARGET_NOT_FOUND` (no such tag), `E_USAGE` (several images), and those of
 * `openManifestImage`.
 */
export async function openOciLayout(
  store: FileStore,
  selector: Selector,
  what: { readonly target: string; readonly kind: 'OCI layout' | 'OCI archive' },
  options: OpenOptions,
): Promise<OpenedImage> {
  try {
    const { limits, platform } = options;
    const manifests = await readLayoutIndex(store, limits);
    const chosen = await choose(
      manifests,
      selector,
      store,
      options,
      what.kind === 'OCI archive' ? 'oci-archive' : 'oci',
    );
    const tag = selector.name ?? namesOf(chosen)[0];
    // Entries that share a name are variants, as those of an index are.
    const beside = manifests.filter(
      (entry) =>
        selector.digest === undefined &&
        isImage(entry) &&
        entry.digest !== chosen.digest &&
        tag !== undefined &&
        namesOf(entry).includes(tag),
    );
    return await openManifestImage(chosen, layoutBlobs(store), {
      beside,
      name: what.target,
      description: `${what.kind} ${store.name}${tag === undefined ? '' : `, tag ${tag}`}`,
      limits,
      ...defined({ platform }),
      close: () => store.close(),
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}
