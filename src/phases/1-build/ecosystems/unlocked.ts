import { count, defined } from '../../../core/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from './extractor.ts';
import { isNamed, namesInLock } from './lock-names.ts';
import { fileName, folderOf } from './near.ts';
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
  /** Names of lock files that are no text with the names of the registry in it: that they are there is all that is known of them. */
  readonly opaque?: readonly string[];
  /** Of programs: folders of which the lock file above them locks what lies in them (what was fetched, members of one build). */
  readonly below?: readonly string[];
  /** How versions get locked: a command. */
  readonly lock: string;
  /** What one asks for. Throws `E_FORMAT`. */
  wants(path: string, bytes: Uint8Array): readonly FoundPackage[];
  /**
   * Names that every lock file of the project has: without those that it leaves out by right (for other systems, of extras, of its own folders). Without it what is
   * wanted and not for development.
   */
  required?(path: string, bytes: Uint8Array): readonly string[];
  /** Whether a manifest says that what it asks for stands elsewhere, as a program does. */
  asksElsewhere?(path: string, bytes: Uint8Array): boolean;
  accepts?(path: string): boolean;
}

/** What a manifest or a lock file says to `join`; both are plain data. */
type Part =
  | { readonly required: readonly string[]; readonly elsewhere?: true }
  | { readonly names: readonly string[]; readonly opaque: boolean };

interface Locked {
  readonly names: Set<string>;
  opaque: boolean;
}

const mostTold = 10;

/**
 * Manifests without a lock file: which versions they mean nobody can tell. What they ask for is told without a version, and that this is so; likewise what a
 * lock file beside them does not name. A lock file further up counts where it names what is asked for, as that of a workspace does for its members. Which
 * versions lock files say is for others to read.
 */
export function unlockedManifests(kind: ManifestKind): Extractor {
  const { id, version, title, manifests, programs = [], locks, opaque = [], below = [], lock, wants, accepts } = kind;
  const isOneOf = (path: string, names: readonly string[]): boolean =>
    names.some((name) => isPlaceNamed(fileName(path), fileName(name)));
  const isProgram = (path: string): boolean => isOneOf(path, programs);
  // A lock file that lies in a folder of its own belongs to the folder around that.
  const lockedFolder = (path: string): string | undefined => {
    const place = locks.find((name) => isPlaceNamed(fileName(path), fileName(name)));
    if (place === undefined) return undefined;
    return place.split('/').reduce((folder) => folderOf(folder), path);
  };
  const isLock = (path: string): boolean => lockedFolder(path) !== undefined;
  const part = (path: string, bytes: Uint8Array, packages: readonly FoundPackage[]): Part => {
    if (isLock(path)) {
      const isOpaque = isOneOf(path, opaque);
      return { names: isOpaque ? [] : namesInLock(bytes), opaque: isOpaque };
    }
    const all = packages.filter(({ development }) => development !== true).map(({ name }) => name);
    const required = kind.required?.(path, bytes) ?? all;
    return { required, ...(kind.asksElsewhere?.(path, bytes) === true ? { elsewhere: true } : {}) };
  };
  return {
    id,
    version,
    title,
    evidence: 'declared',
    wanted: { anywhere: [...manifests, ...programs, ...locks], ...defined({ accepts }) },
    gives: [],
    maxBytes: 64 * 1024 * 1024,
    isDatabase: false,
    ...defined({ prepare: kind.prepare }),
    extract(path, bytes): Extraction {
      const packages = isLock(path) || isProgram(path) ? [] : wants(path, bytes);
      return {
        packages: packages.map((found) => ({ ...found, direct: true })),
        files: [],
        problems: [],
        parts: [part(path, bytes, packages)],
        aside: true,
      };
    },
    join(files): readonly ToldFile[] {
      const byFolder = new Map<string, Locked>();
      for (const { path, extraction } of files) {
        const folder = lockedFolder(path);
        const said = extraction.parts?.[0] as Part | undefined;
        if (folder === undefined || said === undefined || !('names' in said)) continue;
        const locked = byFolder.get(folder) ?? { names: new Set(), opaque: false };
        byFolder.set(folder, locked);
        for (const name of said.names) locked.names.add(name);
        locked.opaque ||= said.opaque;
      }
      const asking = new Set(
        files
          .filter(({ path, extraction }) => isProgram(path) || extraction.packages.length > 0)
          .map(({ path }) => folderOf(path)),
      );
      return files.flatMap(({ path, extraction: { packages, parts } }) => {
        const said = parts?.[0] as Part | undefined;
        // What says that it asks elsewhere is told by what lies beside it, where that asks for something.
        const isOpen =
          said !== undefined && 'required' in said && said.elsewhere === true && !asking.has(folderOf(path));
        if (isLock(path) || (packages.length === 0 && !isProgram(path) && !isOpen)) return [];
        const required = said !== undefined && 'required' in said ? said.required : [];
        const tell = (what: string, mend: string, told: readonly FoundPackage[]): readonly ToldFile[] => {
          // A manifest of the project's own tests asks for nothing that the project runs; a service may be called so all the same, so that it is told.
          if (isNotForUse(path))
            return [{ path, extraction: { packages: [], files: [], problems: [], notes: [what] } }];
          return [{ path, extraction: { packages: told, files: [], problems: [`${what}: ${lock} ${mend}`] } }];
        };
        const lying = byFolder.get(folderOf(path));
        // What a program asks for is not known: a lock file without a word in it locks none of it.
        const beside = (isProgram(path) || isOpen) && lying?.names.size === 0 && !lying.opaque ? undefined : lying;
        const missing = beside === undefined ? required : missingIn(beside, required, packages);
        if (beside !== undefined && missing.length === 0)
          return [{ path, extraction: { packages: [], files: [], problems: [] } }];
        if (!isOpen && isLockedAbove(path, byFolder, required, packages))
          return [{ path, extraction: { packages: [], files: [], problems: [] } }];
        if (beside === undefined) {
          const asked = isProgram(path)
            ? 'is a program that says what is wanted'
            : isOpen && packages.length === 0
              ? 'says that what is wanted stands elsewhere'
              : `asks for ${count(packages.length, 'package')}`;
          return tell(`${asked}, and no lock file beside or above it says in which versions`, 'makes one', packages);
        }
        const more = missing.length > mostTold ? ` and ${missing.length - mostTold} more` : '';
        const list = `${missing.slice(0, mostTold).join(', ')}${more}`;
        const absent = new Set(missing);
        return tell(
          `asks for ${list}, and the lock file beside it does not name ${missing.length === 1 ? 'it' : 'them'}`,
          'brings it in step',
          packages.filter(({ name }) => absent.has(name)),
        );
      });
    },
  };

  /** Whether a lock file in a folder above locks this one too. */
  function isLockedAbove(
    path: string,
    byFolder: ReadonlyMap<string, Locked>,
    required: readonly string[],
    packages: readonly FoundPackage[],
  ): boolean {
    for (let folder = folderOf(path); folder !== ''; ) {
      folder = folderOf(folder);
      const locked = byFolder.get(folder);
      if (locked === undefined) continue;
      const rest = folder === '' ? path : path.slice(folder.length + 1);
      if (
        isProgram(path)
          ? below.some((name) => rest.startsWith(`${name}/`))
          : missingIn(locked, required, packages).length === 0
      )
        return true;
    }
    return false;
  }
}

/** What a lock file does not name of what it has to. Where only development asks for something, one of these names shows that it is of this project. */
function missingIn(locked: Locked, required: readonly string[], packages: readonly FoundPackage[]): readonly string[] {
  if (locked.opaque) return [];
  if (required.length > 0) return required.filter((name) => !isNamed(name, locked.names));
  const development = packages.filter((found) => found.development).map(({ name }) => name);
  return development.some((name) => isNamed(name, locked.names)) ? [] : development;
}
