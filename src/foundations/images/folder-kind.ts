import { readdir } from 'node:fs/promises';
import { asSeaworthyError, type Limits } from '../../core/index.ts';
import { field, parseJson } from '../formats/index.ts';
import type { FileStore } from './file-store.ts';

/**
 * What a folder is: an OCI layout, what `docker save` wrote and somebody unpacked, what `skopeo copy … dir:` wrote, or anything else, which can only
 * be a root file system.
 */
export interface FolderKind {
  readonly kind: 'layout' | 'saved' | 'copied' | 'root';
  /** Names in it that have no place in an image of that kind; none for a root. */
  readonly others: readonly string[];
}

/** Names that an image has in one of these forms. */
const ofAnImage =
  /^(?:version|VERSION|manifest\.json|index\.json|oci-layout|repositories|blobs|ingest|signature-\d+|\.index\.json\.lock|(?:sha512-)?(?:[0-9a-f]{64}|[0-9a-f]{128})(?:\.json|\.tar|\.manifest\.json)?)$/;

const maxVersionBytes = 1024;

/** Looks at the names in the folder and at the small files that say what it is. Throws `E_READ` when it cannot be listed. */
export async function folderKind(path: string, store: FileStore, limits: Limits): Promise<FolderKind> {
  const names = await list(path);
  const kind = await imageKind(new Set(names), store, limits);
  return { kind, others: kind === 'root' ? [] : names.filter((name) => !ofAnImage.test(name)).sort() };
}

async function list(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    throw asSeaworthyError(error, 'E_READ', 'cannot list the folder', path);
  }
}

async function imageKind(names: ReadonlySet<string>, store: FileStore, limits: Limits): Promise<FolderKind['kind']> {
  const json = async (name: string): Promise<unknown> => {
    if (!names.has(name)) return undefined;
    try {
      return parseJson(await store.read(name, limits.manifestBytes), name, { maxBytes: limits.manifestBytes });
    } catch {
      // Whoever opens it says what is wrong with it; here it only does not say what the folder is.
      return undefined;
    }
  };
  if (names.has('oci-layout')) return 'layout';
  if (names.has('manifest.json') && names.has('version') && (await isCopied(store))) return 'copied';
  const saved = await json('manifest.json');
  if (Array.isArray(saved) && saved.some((image) => field(image, 'Config') !== undefined)) return 'saved';
  if (names.has('blobs') && Array.isArray(field(await json('index.json'), 'manifests'))) return 'layout';
  // Before there was a manifest: a folder a layer, and the list of names.
  const isOld = names.has('repositories') && [...names].some((name) => /^[0-9a-f]{64}$/.test(name));
  return isOld ? 'saved' : 'root';
}

/** The first line that containers/image writes, with the version behind it. */
async function isCopied(store: FileStore): Promise<boolean> {
  try {
    return Buffer.from(await store.read('version', maxVersionBytes))
      .toString('latin1')
      .startsWith('Directory Transport Version:');
  } catch {
    return false;
  }
}
