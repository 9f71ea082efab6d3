import { join } from 'node:path';
import { defined, SeaworthyError } from '../../core/index.ts';
import { engines } from '../platforms/engines/index.ts';
import type { ArchiveStore } from './archive-store.ts';
import type { Descriptor } from './descriptor.ts';
import { listSaved } from './docker-archive.ts';
import { storedBlobs } from './engine-image.ts';
import { directoryStore, type FileStore } from './file-store.ts';
import { folderKind } from './folder-kind.ts';
import { type ImageSource, storeSource } from './image-source.ts';
import { blobSource } from './manifest-image.ts';
import { layoutBlobs, layoutImages, namesOf } from './oci-layout.ts';
import { findInEngine } from './open-named.ts';
import { parseReference } from './registry/reference.ts';
import { openClient, type RegistryImageOptions } from './registry/registry-image.ts';
import { registryStore } from './registry/registry-store.ts';
import { resolve } from './resolve.ts';
import { rootNames } from './root-archive.ts';
import { inputPath, looksLikePath, type OpenOptions, parseTarget, type Selector, splitSelector } from './target.ts';
import { look, openArchive, pathAndSelector } from './target-path.ts';

/** Which images of a target are meant. */
export interface ImagesWanted {
  /** Each one that an archive or a layout holds. */
  readonly all?: boolean;
  /** Of an index each one, whatever it runs on. */
  readonly everyPlatform?: boolean;
}

/** One image, by a target that names it and no other. */
export interface ListedImage {
  readonly target: string;
  /** Why it cannot be looked at, by the doing of whoever made the index. */
  readonly flaw?: string;
}

/** Images of one target. */
const mostImages = 1_000;

type ListOptions = OpenOptions & { readonly everyIn?: (reference: string) => Promise<readonly ListedImage[]> };

/**
 * The images that a target stands for, each by a target of its own: all of an archive or a layout, all of an index. A target that stands for one thing, whatever it is, is
 * given back as it is; so is one that cannot be understood, for opening it says why. Throws what opening and reading throw.
 */
export async function listImages(
  target: string,
  wanted: ImagesWanted,
  options: ListOptions,
): Promise<readonly ListedImage[]> {
  const found = await list(target, wanted, options);
  if (found.length <= mostImages) return found;
  throw new SeaworthyError('E_LIMIT', `${found.length} images; at most ${mostImages} are taken from one target`, {
    where: target,
  });
}

async function list(target: string, wanted: ImagesWanted, options: ListOptions): Promise<readonly ListedImage[]> {
  const one = [{ target }];
  const { scheme, rest } = parseTarget(target);
  switch (scheme) {
    case 'oci':
      return inFolder(rest, wanted, options);
    case 'oci-archive': {
      const { path, selector } = await pathAndSelector(rest, 'tag');
      return withArchive(path, options, (store) => inLayout(store, path, selector, wanted, options));
    }
    case 'docker-archive': {
      const { path, selector } = await pathAndSelector(rest, 'reference');
      if (wanted.all !== true || selector.name !== undefined || selector.digest !== undefined) return one;
      if (path === inputPath || (await look(path)) === 'file')
        return withArchive(path, options, (store) => inSaved(store, path, options));
      return inSaved(directoryStore(path), path, options);
    }
    case 'registry':
    case 'docker':
    case 'podman':
    case 'containerd':
      return wanted.everyPlatform === true ? everyOf(scheme, rest, options) : one;
    case undefined:
      return ofUnknown(rest, wanted, options);
    default:
      return one;
  }
}

/** What has no scheme is looked at as opening it does. */
async function ofUnknown(text: string, wanted: ImagesWanted, options: ListOptions): Promise<readonly ListedImage[]> {
  const one = [{ target: text }];
  const what = text === inputPath ? 'file' : await look(text);
  if (what === 'file')
    return withArchive(text, options, async (store) => {
      if (rootNames(store.names).length > 0) return one;
      if (store.names.has('oci-layout')) return inLayout(store, text, {}, wanted, options);
      if (store.names.has('manifest.json') && wanted.all === true) return inSaved(store, text, options);
      return one;
    });
  if (what === 'directory') {
    const store = directoryStore(text);
    const { kind } = await folderKind(text, store, options.limits);
    if (kind === 'layout') return inLayout(store, text, {}, wanted, options, 'oci');
    return kind === 'saved' && wanted.all === true ? inSaved(store, text, options) : one;
  }
  if (what !== undefined) return one;
  if (!looksLikePath(text))
    return wanted.everyPlatform === true ? everyOf(options.engines?.from ?? 'registry', text, options) : one;
  const { path } = splitSelector(text, 'tag');
  return (await look(join(path, 'oci-layout'))) === 'file' ? inFolder(text, wanted, options) : one;
}

async function withArchive(
  path: string,
  options: ListOptions,
  work: (store: ArchiveStore) => Promise<readonly ListedImage[]>,
): Promise<readonly ListedImage[]> {
  const store = await openArchive(path, options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function inFolder(rest: string, wanted: ImagesWanted, options: ListOptions): Promise<readonly ListedImage[]> {
  const { path, selector } = await pathAndSelector(rest, 'tag');
  return inLayout(directoryStore(path), path, selector, wanted, options, 'oci');
}

/** Those that the selector leaves, one after the other; where each platform is wanted, those of each index. */
async function inLayout(
  store: FileStore,
  path: string,
  { name, digest }: Selector,
  { all, everyPlatform }: ImagesWanted,
  options: ListOptions,
  scheme: 'oci' | 'oci-archive' = 'oci-archive',
): Promise<readonly ListedImage[]> {
  const images = await layoutImages(store, options);
  const chosen = images.filter(
    (one) => (name === undefined || namesOf(one).includes(name)) && (digest === undefined || one.digest === digest),
  );
  const itself = [
    { target: `${scheme}:${path}${digest !== undefined ? `@${digest}` : name === undefined ? '' : `:${name}`}` },
  ];
  // Nothing, or several that none of these words chooses from: opening it says so.
  const areVariants = new Set(chosen.map((one) => namesOf(one)[0])).size <= 1;
  if (chosen.length === 0 || (all !== true && !(everyPlatform === true && areVariants))) return itself;
  const distinct = [...new Map(chosen.map((one) => [one.digest, one])).values()];
  if (everyPlatform !== true)
    return oneOfEach(distinct).map((one) => ({ target: layoutTarget(scheme, path, one, chosen) }));
  const source = blobSource(layoutBlobs(store), options.limits);
  const found: ListedImage[] = [];
  for (const one of distinct) found.push(...(await everyImage(one, source, (id) => `${scheme}:${path}@${id}`)));
  return [...new Map(found.map((one) => [one.target, one])).values()];
}

/** Entries that share a name are variants of one image, from which opening it by that name chooses. */
function oneOfEach(images: readonly Descriptor[]): readonly Descriptor[] {
  const named = new Map<string, Descriptor>();
  for (const one of images) {
    const key = namesOf(one)[0] ?? one.digest;
    if (!named.has(key)) named.set(key, one);
  }
  return [...named.values()];
}

/** By its tag where that means it alone when it is read back, else by its digest. */
function layoutTarget(scheme: string, path: string, one: Descriptor, all: readonly Descriptor[]): string {
  const [name] = namesOf(one);
  if (name === undefined || !/^[\w.-]+$/.test(name)) return `${scheme}:${path}@${one.digest}`;
  const read = splitSelector(`${path}:${name}`, 'tag');
  const isReadBack = read.path === path && read.selector.name === name;
  const others = all.filter((other) => other.digest !== one.digest && namesOf(other).includes(name));
  const areVariants = others.every((other) => namesOf(other)[0] === name);
  return isReadBack && areVariants ? `${scheme}:${path}:${name}` : `${scheme}:${path}@${one.digest}`;
}

async function inSaved(store: FileStore, path: string, options: ListOptions): Promise<readonly ListedImage[]> {
  const images = await listSaved(store, options);
  const targets = images.map(({ digest, tags }, index) => {
    const [name] = tags;
    const read = name === undefined ? undefined : splitSelector(`${path}:${name}`, 'reference');
    const isReadBack = read?.path === path && read.selector.name === name;
    const isItsOwn = images.every((other, at) => at === index || !other.tags.includes(name ?? ''));
    if (isReadBack && isItsOwn) return `docker-archive:${path}:${name}`;
    // Without a name of its own and without a digest in the name of its configuration it cannot be told from the others.
    return digest === undefined ? `docker-archive:${path}` : `docker-archive:${path}@${digest}`;
  });
  return targets.length === 0
    ? [{ target: `docker-archive:${path}` }]
    : [...new Set(targets)].map((target) => ({ target }));
}

async function everyImage(
  listed: Descriptor,
  source: ImageSource,
  target: (digest: string) => string,
): Promise<readonly ListedImage[]> {
  const images = await resolve(await source.manifest(listed), source, listed.mediaType).pullable();
  return images.map(({ digest, flaw }) => ({ target: target(digest), ...defined({ flaw }) }));
}

async function everyOf(
  scheme: 'registry' | 'docker' | 'podman' | 'containerd',
  name: string,
  options: ListOptions,
): Promise<readonly ListedImage[]> {
  if (scheme === 'registry') return (await options.everyIn?.(name)) ?? [{ target: `registry:${name}` }];
  const engine = engines.find(({ id }) => id === scheme);
  if (scheme !== 'containerd')
    throw new SeaworthyError('E_USAGE', `${engine?.title} keeps one platform of an image under a name`, {
      where: `${scheme}:${name}`,
      next: 'Leave out `--platform all`, or take the image from its registry (`registry:NAME`).',
    });
  const target = `${scheme}:${name}`;
  const { held, place } = await findInEngine(scheme, name, target, options);
  if (held.form !== 'stored') return [{ target }];
  const top = { ...held.target, annotations: new Map<string, string>() };
  const source = blobSource(storedBlobs(held, place.where), options.limits);
  const plain = name.replace(/@sha256:[0-9a-f]{64}$/, '');
  return everyImage(top, source, (digest) => `${target.slice(0, scheme.length + 1)}${plain}@${digest}`);
}

/** Every image that a reference in a registry stands for. Throws those of `openRegistryImage` and of an index. */
export async function listRegistryImages(text: string, options: RegistryImageOptions): Promise<readonly ListedImage[]> {
  const reference = parseReference(text);
  const store = registryStore(openClient(reference, options));
  const named = await store.manifest(reference.digest ?? reference.tag ?? 'latest');
  const source = storeSource(store, options.limits);
  const { registry, repository } = reference;
  const images = await resolve(named, source).pullable();
  return images.map(({ digest, flaw }) => ({
    target: `registry:${registry}/${repository}@${digest}`,
    ...defined({ flaw }),
  }));
}
