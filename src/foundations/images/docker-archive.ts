import { type Digest, defined, isDigest, type Platform, SeaworthyError } from '../../core/index.ts';
import { asArray, asObject, asString, field, optionalStrings, parseJson } from '../formats/index.ts';
import { blobLayer } from './blob-layer.ts';
import { layerInstructions, parseImageConfig } from './config.ts';
import { checkBlob, digestBytes } from './descriptor.ts';
import { type FileStore, missing } from './file-store.ts';
import type { OpenedImage } from './image.ts';
import type { Layer } from './layer.ts';
import { checkPlatform } from './platform.ts';
import type { OpenOptions, Selector } from './target.ts';

/** One image of `manifest.json` (docker image specification v1.2, "Combined Image JSON + Filesystem Changeset Format"). */
interface SavedImage {
  readonly config: string;
  readonly tags: readonly string[];
  readonly layers: readonly string[];
}

function parseSavedImages(bytes: Uint8Array, where: string, options: OpenOptions): readonly SavedImage[] {
  const { manifestBytes, layers: maxLayers } = options.limits;
  return asArray(parseJson(bytes, where, { maxBytes: manifestBytes }), where).map((value, index) => {
    const at = `${where}, image ${index + 1}`;
    const image = asObject(value, at);
    const layers = optionalStrings(image, 'Layers', at);
    if (layers.length > maxLayers)
      throw new SeaworthyError('E_LIMIT', `${layers.length} layers; at most ${maxLayers} are read`, { where: at });
    return {
      config: asString(field(image, 'Config'), `${at}, Config`),
      tags: optionalStrings(image, 'RepoTags', at),
      layers,
    };
  });
}

/** `docker save NAME` writes `NAME:latest` when no tag was given. */
const goesBy = (image: SavedImage, name: string): boolean =>
  image.tags.includes(name) || image.tags.includes(`${name}:latest`);

function choose(images: readonly SavedImage[], selector: Selector, where: string): SavedImage {
  const { name, digest } = selector;
  const candidates = images.filter(
    (image) =>
      (name === undefined || goesBy(image, name)) && (digest === undefined || namedDigest(image.config) === digest),
  );
  const [first] = candidates;
  const known = images
    .map((image) => image.tags[0] ?? image.config)
    .slice(0, 20)
    .join(', ');
  if (first === undefined) {
    const wanted = name ?? digest;
    const message = wanted === undefined ? 'the archive holds no image' : `the archive has no image ${wanted}`;
    throw new SeaworthyError('E_TARGET_NOT_FOUND', message, {
      where,
      ...(known === '' ? {} : { why: `it has ${known}` }),
    });
  }
  if (candidates.some((image) => image.config !== first.config)) {
    throw new SeaworthyError('E_USAGE', 'the archive holds several images', {
      where,
      why: known,
      next: 'Choose one: docker-archive:PATH:NAME, or docker-archive:PATH@DIGEST by the digest of its configuration; `--all` takes each.',
    });
  }
  return first;
}

/** The digest in the name of the configuration (`HEX.json`, or `blobs/sha256/HEX`), when it is one. */
function namedDigest(path: string): Digest | undefined {
  const text = `sha256:${/([0-9a-f]{64})(?:\.json)?$/.exec(path)?.[1] ?? ''}`;
  return isDigest(text) ? text : undefined;
}

async function openLayers(
  saved: SavedImage,
  diffIds: readonly Digest[],
  instructions: readonly (string | undefined)[],
  store: FileStore,
): Promise<readonly Layer[]> {
  if (saved.layers.length !== diffIds.length) {
    const message = `the archive lists ${saved.layers.length} layers, the configuration ${diffIds.length}`;
    throw new SeaworthyError('E_FORMAT', message, { where: store.name });
  }
  const layers: Layer[] = [];
  for (const [index, digest] of diffIds.entries()) {
    const path = saved.layers[index] ?? '';
    const size = await store.size(path);
    if (size === undefined) throw missing(store, path);
    const createdBy = instructions[index];
    const ref = { index, digest, ...defined({ createdBy }) };
    layers.push(
      blobLayer({ ref, size, diffId: digest, open: () => store.stream(path), range: () => store.range(path) }),
    );
  }
  return layers;
}

async function savedImages(store: FileStore, options: OpenOptions): Promise<readonly SavedImage[]> {
  const bytes = await store.read('manifest.json', options.limits.manifestBytes);
  return parseSavedImages(bytes, `${store.name}, manifest.json`, options);
}

/** An image that an archive lists: by its configuration, where the name of that has its digest, and by its names. */
export interface ListedSaved {
  readonly digest?: Digest;
  readonly tags: readonly string[];
}

/** What an archive lists; nothing where it has no `manifest.json`. Throws `E_FORMAT`, `E_LIMIT`, `E_READ`. */
export async function listSaved(store: FileStore, options: OpenOptions): Promise<readonly ListedSaved[]> {
  if ((await store.size('manifest.json')) === undefined) return [];
  return (await savedImages(store, options)).map(({ config, tags }) => ({
    tags,
    ...defined({ digest: namedDigest(config) }),
  }));
}

async function openSaved(
  store: FileStore,
  selector: Selector,
  target: string,
  options: OpenOptions,
): Promise<OpenedImage> {
  if ((await store.size('manifest.json')) === undefined) {
    throw new SeaworthyError('E_TARGET_UNKNOWN', 'not a docker archive: it has no manifest.json', {
      where: store.name,
    });
  }
  const { limits } = options;
  const saved = choose(await savedImages(store, options), selector, store.name);
  if ((await store.size(saved.config)) === undefined) throw missing(store, saved.config);
  const bytes = await store.read(saved.config, limits.manifestBytes);
  const digest = namedDigest(saved.config) ?? digestBytes(bytes);
  checkBlob(bytes, { digest }, `${store.name}, ${saved.config}`);
  const { config, diffIds } = parseImageConfig(bytes, `${store.name}, ${saved.config}`, limits);
  const platform: Platform = config.platform;
  checkPlatform(platform, options.platform, store.name);
  const name = selector.name ?? saved.tags[0];
  return {
    subject: { kind: 'image', name: target, digest, configDigest: digest, platform },
    description: `docker archive ${store.name}${name === undefined ? '' : `, image ${name}`}`,
    config,
    layers: await openLayers(saved, diffIds, layerInstructions(config.history, diffIds.length), store),
    close: () => store.close(),
  };
}

/**
 * Opens an image of what `docker save` wrote. It is known by the digest of its configuration, and its layers by those of their contents. The store is
 * closed with the image, and when opening fails. Throws `E_TARGET_UNKNOWN`, `E_TARGET_NOT_FOUND`, `E_USAGE` (several images), `E_FORMAT`,
 * `E_DIGEST`, `E_DIGEST_MISMATCH`, `E_LIMIT`, `E_PLATFORM`, `E_READ`.
 */
export async function openDockerArchive(
  store: FileStore,
  selector: Selector,
  target: string,
  options: OpenOptions,
): Promise<OpenedImage> {
  try {
    return await openSaved(store, selector, target, options);
  } catch (error) {
    await store.close();
    throw error;
  }
}
