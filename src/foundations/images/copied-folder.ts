import { type Digest, defined, digestParts } from '../../core/index.ts';
import { digestBytes } from './descriptor.ts';
import { type FileStore, missing } from './file-store.ts';
import type { OpenedImage } from './image.ts';
import { type BlobReader, openManifestImage } from './manifest-image.ts';
import type { OpenOptions } from './target.ts';

/** Names that a blob may have in the folder: manifests of an index end in `.manifest.json`; digests other than SHA-256 carry their algorithm. */
function namesOf(digest: Digest): readonly string[] {
  const { algorithm, hex } = digestParts(digest);
  const name = algorithm === 'sha256' ? hex : `${algorithm}-${hex}`;
  return [name, `${name}.manifest.json`];
}

function folderBlobs(store: FileStore, top: Digest): BlobReader {
  const find = async (digest: Digest): Promise<string> => {
    if (digest === top) return 'manifest.json';
    for (const name of namesOf(digest)) if ((await store.size(name)) !== undefined) return name;
    throw missing(store, namesOf(digest)[0] ?? digest);
  };
  return {
    read: async ({ digest }, maxBytes) => store.read(await find(digest), maxBytes),
    open: async function* ({ digest }) {
      yield* store.stream(await find(digest));
    },
    size: async ({ digest }) => store.size(namesOf(digest)[0] ?? ''),
  };
}

/**
 * Opens what `skopeo copy … dir:PATH` and `podman save --format docker-dir` write: `manifest.json` as it was in the registry, and beside it each blob
 * under the hexadecimal digits of its digest (containers/image, "directory" transport). Throws what `openManifestImage` throws.
 */
export async function openCopiedFolder(store: FileStore, target: string, options: OpenOptions): Promise<OpenedImage> {
  const { limits, platform } = options;
  const bytes = await store.read('manifest.json', limits.manifestBytes);
  const top = { mediaType: '', digest: digestBytes(bytes), size: bytes.length, annotations: new Map<string, string>() };
  return openManifestImage(top, folderBlobs(store, top.digest), {
    name: target,
    description: `folder ${store.name} as skopeo's dir: writes an image`,
    limits,
    ...defined({ platform }),
    close: () => store.close(),
  });
}
