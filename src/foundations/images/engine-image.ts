import { type Digest, SeaworthyError } from '../../core/index.ts';
import type { Engine, EnginePlace, HeldImage, SavedImage, StoredImage } from '../platforms/engines/index.ts';
import { streamStore } from './archive-store.ts';
import { listSaved, openDockerArchive } from './docker-archive.ts';
import type { OpenedImage } from './image.ts';
import { type BlobReader, openManifestImage } from './manifest-image.ts';
import { openOciLayout } from './oci-layout.ts';
import type { OpenOptions } from './target.ts';

/** Where an image was found, and by which name. */
export interface FoundInEngine {
  readonly engine: Engine;
  readonly place: EnginePlace;
  readonly name: string;
  /** What results call it: `docker:app:1`. */
  readonly target: string;
}

/**
 * Opens what an engine holds. What it says of an image is its word alone: what is handed over must have the id that it told, by the digest of the bytes. So the subject
 * is the same as that of the same image saved into an archive, or, where the engine keeps manifests, in a registry. Throws `E_DIGEST_MISMATCH` (another image came),
 * and those of reading archives and of the network.
 */
export async function openHeld(held: HeldImage, found: FoundInEngine, options: OpenOptions): Promise<OpenedImage> {
  const image = await (held.form === 'saved' ? openSaved(held, found, options) : openStored(held, found, options));
  return { ...image, description: describe(found), close: () => image.close() };
}

const describe = ({ engine, place, name }: FoundInEngine): string =>
  `image ${name} of ${engine.title} (${place.where})`;

async function openSaved(held: SavedImage, found: FoundInEngine, options: OpenOptions): Promise<OpenedImage> {
  const { id } = held;
  const where = `${found.engine.title} (${found.place.where})`;
  const store = await streamStore(held.save(), `the archive that ${where} wrote`, options);
  try {
    // An engine that keeps configurations writes them under their digest; one that keeps manifests names an image by that of the manifest or index.
    const isConfig = (await listSaved(store, options)).some(({ digest }) => digest === id);
    if (!store.names.has('manifest.json') && !store.names.has('oci-layout'))
      throw new SeaworthyError('E_FORMAT', 'the engine handed over an archive that lists no image', { where });
    if (!isConfig && !store.names.has('oci-layout')) throw anotherImage(id, where);
    return isConfig
      ? await openDockerArchive(store, { digest: id }, found.target, options)
      : await openListed(id, store, found, options, where);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openListed(
  id: Digest,
  store: Awaited<ReturnType<typeof streamStore>>,
  found: FoundInEngine,
  options: OpenOptions,
  where: string,
): Promise<OpenedImage> {
  try {
    return await openOciLayout(store, { digest: id }, { target: found.target, kind: 'OCI archive' }, options);
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_TARGET_NOT_FOUND') throw anotherImage(id, where);
    throw error;
  }
}

const anotherImage = (id: Digest, where: string): SeaworthyError =>
  new SeaworthyError('E_DIGEST_MISMATCH', 'the engine handed over another image than it named', {
    where,
    why: `it named ${id}`,
  });

async function openStored(held: StoredImage, found: FoundInEngine, options: OpenOptions): Promise<OpenedImage> {
  const { limits, platform } = options;
  const blobs = storedBlobs(held, found.place.where);
  const top = { ...held.target, annotations: new Map<string, string>() };
  return openManifestImage(top, blobs, {
    name: found.target,
    description: describe(found),
    limits,
    ...(platform ? { platform } : {}),
    close: async () => {},
  });
}

/** What a content store holds, by digest. */
export function storedBlobs(held: StoredImage, where: string): BlobReader {
  return {
    read: async ({ digest }, maxBytes) => {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of held.read(digest)) {
        size += chunk.length;
        if (size > maxBytes)
          throw new SeaworthyError('E_LIMIT', `larger than ${maxBytes} bytes`, {
            where: `${where}, ${digest}`,
          });
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, size);
    },
    open: ({ digest }, signal) => held.read(digest, signal),
    size: ({ digest }) => held.size(digest),
  };
}
