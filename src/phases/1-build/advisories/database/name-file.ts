import { defined, SeaworthyError } from '../../../../core/index.ts';
import type { FeedFile, NamingFile } from '../feed.ts';
import { type FetchOptions, fetchFile, fileUrl } from './fetch-file.ts';
import type { PartFile } from './part-file.ts';

/** A file where it lies now, and what the feed calls it. */
export interface NamedFile {
  readonly name: string;
  readonly file: FeedFile;
}

/** An index of a repository has some kilobytes. */
const limits = { bytes: 1024 * 1024, inflatedBytes: 1024 * 1024 };

type Options = Pick<FetchOptions, 'http' | 'folder' | 'signal'> & { readonly base: string };

/**
 * Looks up the path that a file has at present, where its feed says that it changes. Where an optional file's index is not there, or an index says that there
 * is none, the file keeps the feed's name, under which there is nothing. Throws `E_FEED`, and what `fetchFile` throws.
 */
export async function nameFile(file: FeedFile, options: Options): Promise<NamedFile> {
  const { path: name, namedIn, ...rest } = file;
  if (namedIn === undefined) return { name, file };
  const path = await pathIn(namedIn, file.optional === true, options);
  return { name, file: { ...rest, ...(path === undefined ? { optional: true } : {}), path: path ?? name } };
}

async function pathIn(index: NamingFile, optional: boolean, options: Options): Promise<string | undefined> {
  const { base, http, folder, signal } = options;
  const at = index.namedIn === undefined ? index.path : await pathIn(index.namedIn, optional, options);
  if (at === undefined) return undefined;
  const fetched = await fetchFile(base, { path: at, optional }, { http, limits, folder, ...defined({ signal }) });
  if (fetched.state !== 'fetched') return undefined;
  const text = new TextDecoder().decode(textOf(fetched.part));
  const path = index.name(text, at);
  if (path !== undefined && isPath(path)) return path;
  if (path === undefined && index.namesNone?.(text) === true) return undefined;
  throw new SeaworthyError('E_FEED', 'the name of a file expected', {
    where: fileUrl(base, { path: at }),
    why: `${JSON.stringify((path ?? text).trim().slice(0, 100))} found`,
  });
}

/** A path that stays below the base, whoever wrote it. */
const isPath = (path: string): boolean =>
  path.length <= 512 && path.split('/').every((part) => /^[\w+~@%=,. -]+$/.test(part) && !/^\.+$/.test(part));

function textOf(part: PartFile): Uint8Array {
  try {
    return part.source().read(0, limits.bytes);
  } finally {
    part.remove();
  }
}
