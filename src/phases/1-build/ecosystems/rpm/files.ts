import { normalisePath } from '../../../../foundations/formats/index.ts';
import type { RpmHeader } from './header.ts';
import { tags } from './tags.ts';

/** In the modes of files: what kind of file it is, and that it is a folder. */
const kindMask = 0o170000;
const folderKind = 0o040000;
/** `%ghost`: the package speaks for the path and brings nothing there. */
const ghost = 1 << 6;
/** Of the states: the file was installed, and is still the package's. */
const normal = 0;

/**
 * Files that the package brought, without folders, without what was left out (documentation, other languages) or replaced by another package, and without
 * paths that it only speaks for: those would make it the owner of something that somebody else put there.
 */
export function filesOf(header: RpmHeader): string[] {
  const modes = header.numbers(tags.fileModes);
  const flags = header.numbers(tags.fileFlags);
  const states = header.numbers(tags.fileStates);
  const isBrought = (index: number): boolean =>
    ((modes?.[index] ?? 0) & kindMask) !== folderKind &&
    ((flags?.[index] ?? 0) & ghost) === 0 &&
    (states?.[index] ?? normal) === normal;
  return pathsOf(header)
    .filter((_, index) => isBrought(index))
    .map((path) => normalisePath(path).path)
    .filter((path) => path !== '');
}

/** Folder and name of each, since rpm 4; the whole path before. */
function pathsOf(header: RpmHeader): readonly string[] {
  const names = header.texts(tags.baseNames);
  if (names.length === 0) return header.texts(tags.oldFileNames);
  const folders = header.texts(tags.directoryNames);
  const indexes = header.numbers(tags.directoryIndexes) ?? [];
  return names.map((name, index) => `${folders[indexes[index] ?? -1] ?? ''}${name}`);
}
