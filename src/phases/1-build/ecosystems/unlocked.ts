import { count, defined } from '../../../core/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from './extractor.ts';
import { fileName, folderOf, nearestAbove } from './near.ts';
import { isNotForUse } from './not-for-use.ts';
import { isPlaceNamed } from './wanted.ts';

/** A kind of projects whose manifest says which packages are wanted in which ranges, and whose lock file says in which versions. */
export interface ManifestKind extends Pick<Extractor, 'id' | 'version' | 'title' | 'prepare'> {
  /** Names of manifests, each with a star or none. */
  readonly manifests: readonly string[];
  /** Names of manifests that are programs: only running them tells what they ask for. */
  readonly programs?: readonly string[];
  /** Names of files that say the versions, whoever reads them. */
  readonly locks: readonly string[];
  /** How versions get locked: a command. */
  readonly lock: string;
  /** What one asks for. Throws `E_FORMAT`. */
  wants(path: string, bytes: Uint8Array): readonly FoundPackage[];
  accepts?(path: string): boolean;
}

/**
 * Manifests without a lock file: which versions they mean nobody can tell. What they ask for is told without a version, and that this is so. The lock files
 * themselves are looked at for being there: others read them.
 */
export function unlockedManifests(kind: ManifestKind): Extractor {
  const { id, version, title, manifests, programs = [], locks, lock, wants, accepts, prepare } = kind;
  const isProgram = (path: string): boolean => programs.some((name) => isPlaceNamed(fileName(path), name));
  // A lock file that lies in a folder of its own belongs to the folder around that.
  const lockedFolder = (path: string): string | undefined => {
    const place = locks.find((name) => isPlaceNamed(fileName(path), fileName(name)));
    if (place === undefined) return undefined;
    return place.split('/').reduce((folder) => folderOf(folder), path);
  };
  const isLock = (path: string): boolean => lockedFolder(path) !== undefined;
  return {
    id,
    version,
    title,
    evidence: 'declared',
    wanted: { anywhere: [...manifests, ...programs, ...locks], ...defined({ accepts }) },
    gives: [],
    maxBytes: 64 * 1024 * 1024,
    isDatabase: false,
    ...defined({ prepare }),
    extract(path, bytes): Extraction {
      if (isLock(path) || isProgram(path)) return { packages: [], files: [], problems: [], aside: true };
      return {
        packages: wants(path, bytes).map((found) => ({ ...found, direct: true })),
        files: [],
        problems: [],
        aside: true,
      };
    },
    join(files): readonly ToldFile[] {
      const locked = new Map(
        files.flatMap(({ path }) => {
          const folder = lockedFolder(path);
          return folder === undefined ? [] : [[folder, path] as const];
        }),
      );
      const gap = (path: string, packages: readonly FoundPackage[]): readonly ToldFile[] => {
        const asked = isProgram(path)
          ? 'is a program that says what is wanted'
          : `asks for ${count(packages.length, 'package')}`;
        const what = `${asked}, and no lock file beside or above it says in which versions`;
        // A manifest of the project's own tests asks for nothing that the project runs; a service may be called so all the same, so that it is told.
        if (isNotForUse(path)) return [{ path, extraction: { packages: [], files: [], problems: [], notes: [what] } }];
        return [{ path, extraction: { packages, files: [], problems: [`${what}: ${lock} makes one`] } }];
      };
      return files.flatMap(({ path, extraction: { packages } }) => {
        if (isLock(path) || (packages.length === 0 && !isProgram(path))) return [];
        if (nearestAbove(path, locked) === undefined) return gap(path, packages);
        return [{ path, extraction: { packages: [], files: [], problems: [] } }];
      });
    },
  };
}
