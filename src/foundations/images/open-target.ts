import { join } from 'node:path';
import { SeaworthyError } from '../../core/index.ts';
import { openCopiedFolder } from './copied-folder.ts';
import { openDirectory } from './directory.ts';
import { openDockerArchive } from './docker-archive.ts';
import { directoryStore } from './file-store.ts';
import { type FolderKind, folderKind } from './folder-kind.ts';
import type { OpenedImage } from './image.ts';
import { openOciLayout } from './oci-layout.ts';
import { openInEngine, openNamed } from './open-named.ts';
import { imageNames, openRootArchive, rootNames } from './root-archive.ts';
import { inputPath, looksLikePath, type OpenOptions, parseTarget, splitSelector } from './target.ts';
import { expectKind, isLink, look, notFound, openArchive, pathAndSelector } from './target-path.ts';

async function openLayoutFolder(rest: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const { path, selector } = await pathAndSelector(rest, 'tag');
  await expectKind(path, 'directory');
  return openOciLayout(directoryStore(path), selector, { target, kind: 'OCI layout' }, options);
}

async function openLayoutArchive(rest: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const { path, selector } = await pathAndSelector(rest, 'tag');
  return openOciLayout(await openArchive(path, options), selector, { target, kind: 'OCI archive' }, options);
}

async function openSavedArchive(rest: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const { path, selector } = await pathAndSelector(rest, 'reference');
  const isFolder = path !== inputPath && (await look(path)) === 'directory';
  const store = isFolder ? directoryStore(path) : await openArchive(path, options);
  return openDockerArchive(store, selector, target, options);
}

/**
 * A folder that was called a root file system. An image in one of the forms that folders have is none, and would look like an empty one: skopeo's own
 * word for its form is `dir:` too, so that it is read; the others have words of their own. Beside other files they are files like any.
 */
async function openRootFolder(path: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  if (path === inputPath || (await look(path)) === 'file') return openNamedRoot(path, target, options);
  await expectKind(path, 'directory');
  const store = directoryStore(path);
  const { kind, others } = await folderKind(path, store, options.limits);
  if (kind === 'root' || others.length > 0) return openDirectory(path, target, options);
  if (kind === 'copied') return openCopiedFolder(store, target, options);
  const word = words[kind];
  throw new SeaworthyError('E_TARGET_UNKNOWN', 'the folder is no root file system but an image', {
    where: path,
    next: `Give it as ${word}:${path}.`,
  });
}

/** The scheme that names a form, and how the form is called. */
const words = { layout: 'oci', saved: 'docker-archive', copied: 'dir' } as const;
const forms = { layout: 'an OCI layout', saved: 'an unpacked docker archive', copied: 'an image that skopeo copied' };

/** What only a root file system has. */
const ofARoot = new Set(['bin', 'etc', 'lib', 'opt', 'sbin', 'usr', 'var']);

/** A folder without a scheme. One that is an image and something else may have been made so, to be taken for the harmless one: the person has to say. */
async function openUnknownFolder(path: string, options: OpenOptions): Promise<OpenedImage> {
  const store = directoryStore(path);
  const { kind, others } = await folderKind(path, store, options.limits);
  if (kind === 'root') return openDirectory(path, path, options);
  refuseBoth(path, kind, others);
  if (kind === 'copied') return openCopiedFolder(store, path, options);
  if (kind === 'saved') return openDockerArchive(store, {}, path, options);
  return openOciLayout(store, {}, { target: path, kind: 'OCI layout' }, options);
}

function refuseBoth(path: string, kind: Exclude<FolderKind['kind'], 'root'>, others: readonly string[]): void {
  // Layouts are found with other files beside them (notes, bills of materials); the other forms are not.
  const odd = kind === 'layout' ? others.filter((name) => ofARoot.has(name)) : others;
  if (odd.length === 0) return;
  throw new SeaworthyError('E_TARGET_UNKNOWN', `the folder is ${forms[kind]} and something else as well`, {
    where: path,
    why: `it also has ${odd.slice(0, 5).join(', ')}`,
    next:
      kind === 'copied'
        ? `Say dir:${path} for a root file system, or take the rest out of the folder.`
        : `Say ${words[kind]}:${path} for the image, or dir:${path} for a root file system.`,
  });
}

async function openReference(reference: string, options: OpenOptions): Promise<OpenedImage> {
  if (options.registry !== undefined) return options.registry(reference);
  throw new SeaworthyError('E_OFFLINE', 'the target is in a registry, and no registry may be asked', {
    where: reference,
  });
}

/** An archive tells by its members what it is; one that is two things may have been made so, to be taken for the harmless one. */
async function openUnknownArchive(path: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const archive = await openArchive(path, options);
  const { names } = archive;
  const [ofImage, ofRoot] = [imageNames(names), rootNames(names)];
  if (ofRoot.length > 0 && ofImage.length === 0)
    return openRootArchive(archive, path === inputPath ? undefined : path, target);
  if (ofRoot.length === 0 && names.has('oci-layout'))
    return openOciLayout(archive, {}, { target, kind: 'OCI archive' }, options);
  if (ofRoot.length === 0 && names.has('manifest.json')) return openDockerArchive(archive, {}, target, options);
  await archive.close();
  throw ofRoot.length === 0
    ? new SeaworthyError('E_TARGET_UNKNOWN', 'a tar archive of neither an image nor a root file system', {
        where: archive.name,
        next: `If it is a root file system all the same, say dir:${path}.`,
      })
    : new SeaworthyError('E_TARGET_UNKNOWN', 'the archive is a root file system and seems to be an image as well', {
        where: archive.name,
        why: `it has ${[...ofImage, ...ofRoot].slice(0, 6).join(', ')}`,
        next: `Say docker-archive:${path} or oci-archive:${path} for the image, or dir:${path} for a root file system.`,
      });
}

/** An archive that was called a root file system: an image is none, and would look like an empty one. */
async function openNamedRoot(path: string, target: string, options: OpenOptions): Promise<OpenedImage> {
  const archive = await openArchive(path, options);
  const { names } = archive;
  const isImage = names.has('oci-layout') || names.has('manifest.json');
  if (rootNames(names).length > 0 || !isImage)
    return openRootArchive(archive, path === inputPath ? undefined : path, target);
  await archive.close();
  throw new SeaworthyError('E_TARGET_UNKNOWN', 'the archive is no root file system but an image', {
    where: archive.name,
    next: `Give it without dir:, as ${path}.`,
  });
}

/** A target without a scheme: what is there decides; where nothing is, whether it looks like a path. */
async function openUnknown(text: string, options: OpenOptions): Promise<OpenedImage> {
  if (text === inputPath) return openUnknownArchive(text, 'standard input', options);
  const what = await look(text);
  if (what === 'file') return openUnknownArchive(text, text, options);
  if (what === 'other')
    throw new SeaworthyError('E_TARGET_UNKNOWN', 'neither a file nor a folder', {
      where: text,
      next: 'What comes through a pipe is given on standard input: `… | seaworthy scan -`.',
    });
  if (what === 'directory') return openUnknownFolder(text, options);
  if (await isLink(text))
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'a link to what is not there', {
      where: text,
      next: `Mend the link; if an image of this name in a registry is meant, say registry:${text}.`,
    });
  if (!looksLikePath(text)) return openNamed(text, options, (name) => openReference(name, options));
  // `./layout:tag` without a scheme.
  const { path, selector } = splitSelector(text, 'tag');
  const selects = selector.name !== undefined || selector.digest !== undefined;
  if (selects && (await look(join(path, 'oci-layout'))) === 'file') return openLayoutFolder(text, text, options);
  throw notFound(text);
}

/**
 * Opens what a person named: an image of an engine or a registry, an OCI layout (folder or tar), a docker archive, a folder as a root file system. Schemes are
 * `oci:PATH[:TAG|@DIGEST]`, `oci-archive:PATH[:TAG|@DIGEST]`, `docker-archive:PATH[:NAME]` (the archive, or a folder that it was unpacked in),
 * `dir:PATH` (a folder or a tar archive as a root file system), `registry:REFERENCE`, `docker:NAME`, `podman:NAME`, `containerd:NAME` (an engine of this machine);
 * without one, what is at the path decides, and what is no path is a name, which `openNamed` looks for. `-` is an archive on standard input. Archives may be compressed as a whole (gzip, zstd). `description` of the result says how it was understood.
 *
 * Throws `E_TARGET_NOT_FOUND`, `E_TARGET_UNKNOWN`, `E_USAGE`, `E_PLATFORM`, and those of reading: `E_FORMAT`, `E_DIGEST`, `E_DIGEST_MISMATCH`,
 * `E_TRUNCATED`, `E_LIMIT`, `E_READ`, `E_WRITE` (a temporary file).
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
      return openRootFolder(rest, target, options);
    case 'registry':
      return openReference(rest, options);
    case 'docker':
    case 'podman':
    case 'containerd':
      return openInEngine(scheme, rest, target, options);
    default:
      return openUnknown(target, options);
  }
}
