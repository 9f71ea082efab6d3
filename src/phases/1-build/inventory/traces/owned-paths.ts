import type { Package } from '../../../../core/index.ts';
import { ecosystemOf } from '../../ecosystems/index.ts';

/** Which package brought a file: by the list of its files, or because the file lies in the folder that a manifest proves to be the package's. */
export interface OwnedPaths {
  ownerOf(path: string): Package | undefined;
}

/** The folder of a package where everything below it is the package's: one in a `node_modules`. */
const folderOf = ({ type, path }: Package): string => ecosystemOf(type)?.ownFolder?.(path) ?? '';

/** Owners of these paths and of no others: an image can have some hundred thousand files, and few are asked about. */
export function ownersOf(paths: Iterable<string>, packages: readonly Package[]): OwnedPaths {
  const asked = new Set(paths);
  const owners = new Map<string, Package>();
  const folders = new Map<string, Package>();
  for (const one of packages) {
    for (const file of one.files) if (asked.has(file) && !owners.has(file)) owners.set(file, one);
    const folder = folderOf(one);
    if (folder !== '') folders.set(folder, one);
  }
  const byFolder = (path: string): Package | undefined => {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const owner = folders.get(path.slice(0, slash));
      if (owner) return owner;
    }
    return undefined;
  };
  return { ownerOf: (path) => owners.get(path) ?? byFolder(path) };
}
