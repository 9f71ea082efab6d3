import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { type FilesSubject, filesSubject, SeaworthyError } from '../../core/index.ts';
import { type FilesAt, filesAt } from '../../foundations/checkouts/index.ts';

/** A file by whose it is; one that has gone meanwhile by where it was. */
export function subjectOfFile(
  path: string,
  content: 'dockerfile' | 'manifest' | 'compose' | 'infrastructure' | 'image-config' | 'sbom',
): FilesSubject {
  const files = filesAt(path);
  if (files !== undefined) return filesSubject(path, content, files);
  const folder = filesAt(dirname(path));
  if (folder !== undefined) {
    const inside = [folder.path, basename(path)].filter(Boolean).join('/');
    return filesSubject(path, content, { place: folder.place, path: inside });
  }
  throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: path });
}

/** As `subjectOfFile` for many files: whose a folder is is asked once. Links are followed each by itself. */
export function subjectsOfFiles(content: 'manifest' | 'compose'): (path: string) => FilesSubject {
  const folders = new Map<string, FilesAt | undefined>();
  return (path) => {
    const folder = dirname(path);
    if (!folders.has(folder)) folders.set(folder, filesAt(folder));
    const files = folders.get(folder);
    if (files === undefined || isLink(path)) return subjectOfFile(path, content);
    const inside = [files.path, basename(path)].filter(Boolean).join('/');
    return filesSubject(path, content, { place: files.place, path: inside });
  };
}

/** Whether it is a link, or nothing that can be looked at. */
const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true;

/** What several files of one or more kinds are called together. */
const together = {
  dockerfile: ['Dockerfiles', 'dockerfiles'],
  manifest: ['manifests', 'manifests'],
  'image-config': ['Image configurations', 'sources'],
  compose: ['Compose files', 'sources'],
  infrastructure: ['Infrastructure', 'sources'],
  several: ['Sources', 'sources'],
} as const;

/** Every such file of what was asked for: the folder itself, of several paths the folder that holds them all. */
export function sourcesIn(paths: readonly string[], kind: keyof typeof together): FilesSubject {
  const [what, content] = together[kind];
  const folder = commonFolder(paths.map(realPath));
  const files = filesAt(folder);
  if (files === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such folder', { where: folder });
  const [asked = ''] = paths;
  const named = paths.length === 1 && !['', '.', '..'].includes(basename(asked)) ? asked : basename(folder);
  return filesSubject(`${what} in ${named}`, content, files);
}

/** Links followed; as it is written where that cannot be. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function commonFolder(paths: readonly string[]): string {
  const [first = sep, ...others] = paths;
  let folder = first;
  while (!others.every((path) => path === folder || path.startsWith(folder === sep ? sep : folder + sep)))
    folder = dirname(folder);
  return folder;
}
