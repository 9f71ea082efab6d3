import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asSeaworthyError, SeaworthyError } from '../../core/index.ts';
import { archiveStore } from './archive-store.ts';
import { openDirectory } from './directory.ts';
import { openDockerArchive } from './docker-archive.ts';
import { directoryStore } from './file-store.ts';
import type { OpenedImage } from './image.ts';
import { openOciLayout } from './oci-layout.ts';
import { looksLikePath, type OpenOptions, parseTarget, type Selector, splitSelector } from './target.ts';

type What = 'file' | 'directory' | 'other';

/** What is at the path; undefined when nothing is. */
async function look(path: string): Promise<What | undefined> {
  try {
    const status = await stat(path);
    return status.isFile() ? 'file' : status.isDirectory() ? 'directory' : 'other';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw asSeaworthyError(error, 'E_READ', 'cannot look at the target', path);
  }
}

const notFound = (path: string): SeaworthyError =>
  new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file or folder', { where: path });

/** The path as a whole when something is there, else what is left without a selector behind it. */
async function pathAndSelector(
  rest: string,
  names: 'tag' | 'reference',
): Promise<{ path: string; selector: Selector }> {
  return (await look(rest)) === undefined ? splitSelector(rest, names) : { path: rest, selector: {} };
}

async function expect(path: string, wanted: 'file' | 'directory'): Promise<void> {
  const what = await look(path);
  if (what === undefined) throw notFound(path);
  if (what !== wanted) {
    const name = wanted === 'file' ? 'a file' : 'a folder';
    throw new SeaworthyError('E_TARGET_UNKNOWN', `not ${name}`, { where: path });
  }
}

async function openLayoutFolder(rest: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const { path, selector } = await pathAndSelector(rest, 'tag');
  await expect(path, 'directory');
  return openOciLayout(directoryStore(path), selector, { target, kind: 'OCI layout' }, options);
}

async function openLayoutArchive(rest: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const { path, selector } = await pathAndSelector(rest, 'tag');
  await expect(path, 'file');
  return openOciLayout(await archiveStore(path, options.limits), selector, { target, kind: 'OCI archive' }, options);
}

async function openSavedArchive(rest: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const { path, selector } = await pathAndSelector(rest, 'reference');
  await expect(path, 'file');
  return openDockerArchive(await archiveStore(path, options.limits), selector, target, options);
}

async function openRootFolder(path: string, target: string): Promise<OpenedImage> {
  await expect(path, 'directory');
  return openDirectory(path, target);
}

async function openReference(reference: string, options: OpenOptions): Promise<OpenedImage> {
  if (options.registry !== undefined) return options.registry(reference);
  throw new SeaworthyError('E_OFFLINE', 'the target is in a registry, and no registry may be asked', {
    where: reference,
  });
}

/** An archive tells by its members what it is. */
async function openUnknownFile(path: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const store = await archiveStore(path, options.limits);
  const has = async (name: string): Promise<boolean> => (await store.size(name)) !== undefined;
  if (await has('oci-layout')) return openOciLayout(store, {}, { target, kind: 'OCI archive' }, options);
  if (await has('manifest.json')) return openDockerArchive(store, {}, target, options);
  const isRoot = (await has('etc/os-release')) || (await has('etc/passwd'));
  await store.close();
  throw new SeaworthyError('E_TARGET_UNKNOWN', 'a tar archive that is neither an OCI layout nor a docker archive', {
    where: path,
    ...(isRoot ? { next: 'It looks like a root file system: unpack it and give the folder.' } : {}),
  });
}

/** A target without a scheme: what is there decides; where nothing is, whether it looks like a path. */
async function openUnknown(text: string, options: OpenOptions): Promise<OpenedImage> {
  const what = await look(text);
  if (what === 'file') return openUnknownFile(text, text, options);
  if (what === 'other') throw new SeaworthyError('E_TARGET_UNKNOWN', 'neither a file nor a folder', { where: text });
  if (what === 'directory') {
    const isLayout = (await look(join(text, 'oci-layout'))) === 'file';
    return isLayout ? openLayoutFolder(text, text, options) : openRootFolder(text, text);
  }
  if (!looksLikePath(text)) return openReference(text, options);
  // `./layout:tag` without a scheme.
  const { path, selector } = splitSelector(text, 'tag');
  const selects = selector.name !== undefined || selector.digest !== undefined;
  if (selects && (await look(join(path, 'oci-layout'))) === 'file') return openLayoutFolder(text, text, options);
  throw notFound(text);
}

/**
 * Opens what a person named: a registry reference, an OCI layout (folder or tar), a docker archive, a folder as a root file system. Schemes are
 * `oci:PATH[:TAG|@DIGEST]`, `oci-archive:PATH[:TAG|@DIGEST]`, `docker-archive:PATH[:NAME]`, `dir:PATH`, `registry:REFERENCE`; without one, what is at
 * the path decides, and what is no path is a reference. `description` of the result says how it was understood.
 *
 * Throws `E_TARGET_NOT_FOUND`, `E_TARGET_UNKNOWN`, `E_USAGE`, `E_PLATFORM`, and those of reading: `E_FORMAT`, `E_DIGEST`, `E_DIGEST_MISMATCH`,
 * `E_TRUNCATED`, `E_LIMIT`, `E_READ`.
 */
export async function openTarget(target: string, options: OpenOptions): Promise<OpenedImage> {
  const { scheme, rest } = parseTarget(target);
  switch (scheme) {
    case 'oci':
      return openLayoutFolder(rest, target, options);
    case 'oci-archive':
      return openLayoutArchive(rest, target, options);
    case 'docker-archive':
      return openSavedArchive(rest, target, options);
    case 'dir':
      return openRootFolder(rest, target);
    case 'registry':
      return openReference(rest, options);
    default:
      return openUnknown(target, options);
  }
}
