import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Digest, SeaworthyError } from '../../core/index.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { directoryStore } from './file-store.ts';
import { layoutStore } from './layout-store.ts';
import { parseIndex } from './manifest.ts';
import { chooseOne } from './oci-layout.ts';
import { parseReference } from './registry/reference.ts';
import { openClient, type RegistryImageOptions } from './registry/registry-image.ts';
import { registryStore } from './registry/registry-store.ts';
import { parseTarget, type Selector, splitSelector } from './target.ts';

/** A store, and which manifest in it a target names. */
export interface StoreTarget {
  readonly store: ArtifactStore;
  /** As the person wrote it. */
  readonly name: string;
  /** Tag or digest. */
  readonly tagOrDigest: string;
}

/** How stores are reached; `http` may be absent where no registry is to be asked. */
export type StoreOptions = Omit<RegistryImageOptions, 'http'> & Partial<Pick<RegistryImageOptions, 'http'>>;

async function isLayout(path: string): Promise<boolean> {
  return stat(join(path, 'oci-layout')).then(
    (status) => status.isFile(),
    () => false,
  );
}

/**
 * The store of a target that something can be attached to: `oci:PATH[:TAG|@DIGEST]`, a path of an OCI layout, or a reference in a registry.
 * Archives and folders keep nothing beside an image. Throws `E_USAGE`, `E_REFERENCE`, `E_TARGET_NOT_FOUND`, `E_OFFLINE`, and those of `manifest`.
 */
export async function openArtifactStore(text: string, options: StoreOptions): Promise<StoreTarget> {
  const { scheme, rest } = parseTarget(text);
  const whole = scheme !== 'registry' && (await isLayout(rest));
  const { path, selector } = whole ? { path: rest, selector: {} } : splitSelector(rest, 'tag');
  if (scheme === 'oci' || (scheme === undefined && (await isLayout(path))))
    return layoutTarget(path, selector, text, options);
  if (scheme !== undefined && scheme !== 'registry') {
    throw new SeaworthyError('E_USAGE', `nothing can hang on ${scheme}:`, {
      where: text,
      next: 'Push the image to a registry, or copy it into an OCI layout (oci:PATH).',
    });
  }
  const reference = parseReference(rest);
  const { http } = options;
  if (http === undefined)
    throw new SeaworthyError('E_OFFLINE', 'the target is in a registry, and no registry may be asked', {
      where: rest,
      next: 'Run it without `--offline`, or copy the image into an OCI layout (oci:PATH).',
    });
  const store = registryStore(openClient(reference, { ...options, http }));
  return { store, name: text, tagOrDigest: reference.digest ?? reference.tag ?? 'latest' };
}

async function layoutTarget(
  path: string,
  selector: Selector,
  name: string,
  options: StoreOptions,
): Promise<StoreTarget> {
  if (!(await isLayout(path)))
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no OCI layout', { where: path });
  const store = layoutStore(path, options.limits);
  const named = selector.digest ?? selector.name;
  if (named !== undefined) return { store, name, tagOrDigest: named };
  const tags = [...new Set(await store.tags())].filter((tag) => !/^sha(?:256|512)-/.test(tag));
  const [only] = tags.length > 0 ? tags : await untagged(path, options);
  if (tags.length < 2 && only !== undefined) return { store, name, tagOrDigest: only };
  throw new SeaworthyError(
    'E_USAGE',
    tags.length === 0 ? 'the layout holds no image' : 'the layout holds several images',
    {
      where: path,
      why: tags.slice(0, 20).join(', '),
      next: chooseOne('oci', path, tags[0]),
    },
  );
}

/** The image of a layout without names. */
async function untagged(path: string, options: StoreOptions): Promise<readonly Digest[]> {
  const bytes = await directoryStore(path).read('index.json', options.limits.manifestBytes);
  const images = parseIndex(bytes, `${path}, index.json`, options.limits).manifests.filter(
    ({ artifactType }) => artifactType === undefined,
  );
  return images.length === 1 ? images.map(({ digest }) => digest) : [];
}
