import type { Distribution, Package } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import { type Extractor, isLocalPlace, originOf } from '../ecosystems/index.ts';

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

/** Of each file the first package that lists it, unless the file is its own proof. */
function ownersByFile(packages: readonly Package[]): ReadonlyMap<string, Package> {
  const owners = new Map<string, Package>();
  for (const owner of packages) {
    for (const file of owner.files) if (file !== owner.path && !owners.has(file)) owners.set(file, owner);
  }
  return owners;
}

/**
 * Marks packages whose proof is a file that another package brought: a Python module of a deb is the deb's. Whoever lists the file first owns it;
 * packages of the same kind do not own one another, and a package that lists its own proof owns nothing by that. `archives` says of a package inside an
 * archive which file that is, by the package's id.
 */
export function withOwners(packages: readonly Package[], archives: ReadonlyMap<string, string>): Package[] {
  const owners = ownersByFile(packages);
  return packages.map((one) => {
    const owner = owners.get(archives.get(one.id) ?? one.path);
    return owner && owner.foundBy !== one.foundBy ? { ...one, ownedBy: owner.id } : one;
  });
}

/** Whether a file at a path was brought by a package of the distribution, by its list, so that what yields to owners has nothing to tell of it. */
export function placesOfTwins(
  packages: readonly Package[],
  distribution: Distribution | undefined,
): (path: string) => boolean {
  const owners = ownersByFile(packages);
  return (path) => isTwinOf(owners.get(path), path, distribution);
}

/**
 * Any list of files may claim one, so that it is not believed of places where a distribution puts nothing, nor of packages that are not surely the
 * distribution's.
 */
const isTwinOf = (owner: Package | undefined, path: string, distribution: Distribution | undefined): boolean =>
  owner !== undefined && !isLocalPlace(path) && originOf(owner, distribution).from === 'distribution';

/** Leaves out what is the same software as the package of the distribution, or of its own ecosystem, that brought its file. */
export function withoutTwins(
  packages: readonly Package[],
  extractors: ReadonlyMap<string, Extractor>,
  distribution: Distribution | undefined,
): Package[] {
  const owners = new Map(packages.map((one) => [one.id, one]));
  return packages.filter(({ foundBy, ownedBy, path, type }) => {
    const owner = ownedBy === undefined ? undefined : owners.get(ownedBy);
    if (owner === undefined || !extractors.get(foundBy)?.yieldsToOwner) return true;
    // Of one ecosystem: the list that names the file says what it is a part of.
    return owner.type !== type && !isTwinOf(owner, path, distribution);
  });
}
