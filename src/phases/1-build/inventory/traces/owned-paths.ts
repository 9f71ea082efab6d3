import type { Distribution, Package } from '../../../../core/index.ts';
import { ecosystemOf, isLocalPlace, isSystemType, originOf } from '../../ecosystems/index.ts';

/** Which package brought a file: by the list of its files, or because the file lies in the folder that a manifest proves to be the package's. */
export interface OwnedPaths {
  ownerOf(path: string): Package | undefined;
}

/** Whether a package is the distribution's, as far as its own record says; without any sign it is. */
export function isOfDistribution(owner: Package, distribution: Distribution | undefined): boolean {
  const origin = originOf(owner, distribution);
  return origin.from === 'distribution' || (origin.from === 'unsure' && !origin.leans);
}

/**
 * Whether a package's list of files settles what a file is. Any list may claim one: that of a system's package is not believed about places where a
 * distribution puts nothing, nor where somebody else built the package, of which nobody's advisories speak.
 */
export const settles = (owner: Package, path: string, distribution: Distribution | undefined): boolean =>
  !isSystemType(owner.type) || (!isLocalPlace(path) && isOfDistribution(owner, distribution));

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
