import type { FileTree } from '../../../foundations/images/index.ts';

/**
 * Turns a path as a package database writes it into the path the file really has: `/bin/ls` is `usr/bin/ls` where `bin` is a link. Links in
 * folders are followed, the last component is not: a package owns the link itself.
 */
export function canonicalPaths(tree: FileTree): (path: string) => string {
  const folders = new Map<string, string>();
  const folderOf = (folder: string): string => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const canonical = tree.resolve(folder)?.path ?? folder;
    folders.set(folder, canonical);
    return canonical;
  };
  return (path) => {
    const slash = path.lastIndexOf('/');
    if (slash < 0) return path;
    const folder = folderOf(path.slice(0, slash));
    return folder === '' ? path.slice(slash + 1) : `${folder}${path.slice(slash)}`;
  };
}
