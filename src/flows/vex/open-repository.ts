import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { SeaworthyError } from '../../core/index.ts';
import { asArray, asString, field, isObject, parseJson, readFileBytes } from '../../foundations/formats/index.ts';
import { isVex, readVex } from '../../phases/1-build/advisories/index.ts';
import type { Session } from '../session/session.ts';
import { archiveFiles, archiveLimits } from './archive-files.ts';
import { maxVexBytes, type TakenVex } from './named-vex.ts';
import { openRepository, type RepositoryFiles, type VexRepository } from './vex-repository.ts';

const manifestName = 'vex-repository.json';
const maxManifestBytes = 1024 * 1024;

export const isAddress = (place: string): boolean => /^https?:\/\//i.test(place);

/** A folder that is a repository: it has an index. */
export async function folderRepository(folder: string): Promise<VexRepository | undefined> {
  const index = readFileBytes(join(folder, 'index.json'), maxVexBytes);
  if (index === undefined || !isIndex(index, folder)) return undefined;
  const root = realpathSync(folder);
  const read = async (paths: ReadonlySet<string>): Promise<ReadonlyMap<string, Uint8Array>> => {
    const files = new Map<string, Uint8Array>();
    for (const path of paths) {
      const bytes = isInside(root, path) ? readFileBytes(join(root, path), archiveLimits.fileBytes) : undefined;
      if (bytes !== undefined) files.set(path, bytes);
    }
    return files;
  };
  return openRepository({ where: folder, read });
}

function isIndex(bytes: Uint8Array, folder: string): boolean {
  try {
    return Array.isArray(field(parseJson(bytes, folder), 'packages'));
  } catch {
    return false;
  }
}

/** A link in a repository must not lead out of it. */
function isInside(root: string, path: string): boolean {
  try {
    return realpathSync(join(root, path)).startsWith(root + sep);
  } catch {
    return false;
  }
}

/** A file that is an archive: of a repository. */
export const isArchive = ([first, second, third, fourth]: Uint8Array): boolean =>
  (first === 0x1f && second === 0x8b) ||
  (first === 0x50 && second === 0x4b) ||
  (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd);

/** The repository in an archive, whose root may be a folder in it (§2.5, "Locations Subfields"). Throws those of reading it, and `E_FORMAT`. */
export async function archiveRepository(bytes: Uint8Array, where: string, folder = ''): Promise<VexRepository> {
  const indexes = await archiveFiles(bytes, where, (path) => /^(?:[^/]+\/){0,3}index\.json$/.test(path));
  const roots = [...indexes.keys()].map((path) => path.slice(0, -'index.json'.length));
  const asked = folder === '' ? '' : `${folder.replace(/^\/+|\/+$/g, '')}/`;
  // Archives that a forge makes of a repository have one folder around it.
  const root = [asked, ''].find((one) => roots.includes(one)) ?? (roots.length === 1 ? roots[0] : undefined);
  if (root === undefined)
    throw new SeaworthyError('E_FORMAT', 'an archive without the index of a VEX repository', { where });
  const read: RepositoryFiles['read'] = async (paths) => {
    const found = await archiveFiles(
      bytes,
      where,
      (path) => path.startsWith(root) && paths.has(path.slice(root.length)),
    );
    return new Map([...found].map(([path, content]) => [path.slice(root.length), content]));
  };
  return openRepository({ where, read });
}

/** What an address leads to: a repository by its manifest or its archive, or one document. */
export async function fetched(address: string, session: Session): Promise<VexRepository | TakenVex> {
  for (const url of manifestAddresses(address)) {
    const bytes = await get(url, archiveLimits.bytes, session);
    if (bytes === undefined) continue;
    if (isArchive(bytes)) return archiveRepository(bytes, url, splitFolder(address).folder);
    const value = await jsonOf(bytes, url);
    if (isVex(value)) return { sources: [{ where: url, document: readVex(value, url) }], problems: [] };
    return fromManifest(value, url, session);
  }
  throw new SeaworthyError('E_NOT_FOUND', 'no VEX repository and no VEX document is there', { where: address });
}

async function jsonOf(bytes: Uint8Array, url: string): Promise<unknown> {
  const { jsonValue } = await import('../../foundations/sbom/index.ts');
  return jsonValue(bytes, url);
}

/** Where the manifest of a repository lies (§2.2): at a well-known place, or in the root of the main branch. */
function manifestAddresses(address: string): readonly string[] {
  const { url } = splitFolder(address);
  if (/\.(?:json|xml|tar|tgz|zip|gz|zst)$/i.test(new URL(url).pathname)) return [url];
  const base = url.replace(/\/+$/, '');
  const [, owner] = /^https:\/\/github\.com\/([^/?#]+\/[^/?#]+?)(?:\.git)?$/i.exec(base) ?? [];
  if (owner !== undefined) return [`https://raw.githubusercontent.com/${owner}/main/${manifestName}`];
  return [`${base}/.well-known/${manifestName}`, `${base}/${manifestName}`];
}

/** `https://host/archive.tar.gz//folder` (§2.5). */
function splitFolder(address: string): { readonly url: string; readonly folder: string } {
  const at = address.indexOf('//', address.indexOf('://') + 3);
  return at < 0 ? { url: address, folder: '' } : { url: address.slice(0, at), folder: address.slice(at + 2) };
}

/** Versions of the specification that are read here. */
const readVersion = /^v?0\.1$/;

async function fromManifest(value: unknown, where: string, session: Session): Promise<VexRepository> {
  const versions = field(value, 'versions');
  // The text of the specification has an object there, its schema a list.
  const all = Array.isArray(versions) ? versions : isObject(versions) ? Object.values(versions) : [];
  const known = all.find((one) => readVersion.test(String(field(one, 'spec_version'))));
  if (known === undefined)
    throw new SeaworthyError('E_FORMAT', 'no manifest of a VEX repository of version 0.1', { where });
  const locations = asArray(field(known, 'locations'), `${where}, locations`).slice(0, 10);
  let fault: unknown;
  for (const one of locations) {
    const address = asString(field(one, 'url'), `${where}, locations, url`);
    try {
      // What a server says must not make this machine read its own files.
      if (!isAddress(address)) throw new SeaworthyError('E_FORMAT', 'a location that is no web address', { where });
      const { url, folder } = splitFolder(address);
      const bytes = await get(url, archiveLimits.bytes, session);
      if (bytes === undefined) throw new SeaworthyError('E_NOT_FOUND', 'the archive is not there', { where: url });
      return await archiveRepository(bytes, url, folder);
    } catch (error) {
      fault ??= error;
    }
  }
  throw fault ?? new SeaworthyError('E_FORMAT', 'a VEX repository that lies nowhere', { where });
}

/** The body; undefined where nothing is there. Throws those of the network, `E_LIMIT`, `E_NETWORK`. */
async function get(url: string, most: number, session: Session): Promise<Uint8Array | undefined> {
  const { signal } = session.settings;
  const response = await session.feeds.request(url, signal === undefined ? {} : { signal });
  if (response.status === 200) return response.bytes(url.endsWith(manifestName) ? maxManifestBytes : most);
  await response.discard();
  if (response.status === 404) return undefined;
  throw new SeaworthyError(
    response.status === 401 || response.status === 403 ? 'E_AUTH' : 'E_NETWORK',
    `the server answers ${response.status}`,
    {
      where: url,
    },
  );
}
