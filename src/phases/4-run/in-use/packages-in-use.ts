import type { Inventory, Package } from '../../../core/index.ts';
import type { Touch, TouchedPath } from './file-tally.ts';

/** A file of a package that was used. */
export interface UsedFile {
  /** With leading slash, as it was seen. */
  readonly path: string;
  readonly counts: Readonly<Record<Touch, number>>;
  /** Nanoseconds since 1970. */
  readonly first: bigint;
  readonly last: bigint;
}

/** A package of which files were used. */
export interface PackageInUse {
  readonly package: Package;
  /** The strongest use: run, then mapped as code, then opened. */
  readonly strongest: Touch;
  /** Uses of all its files together. */
  readonly counts: Readonly<Record<Touch, number>>;
  readonly first: bigint;
  readonly last: bigint;
  /** Its files that were used, the most telling first; at most as many as asked for. */
  readonly files: readonly UsedFile[];
  readonly fileCount: number;
}

export interface PackagesInUseOptions {
  /** Files told for each package; 10 when not given. */
  readonly filesOfOne?: number;
}

/** What was found. */
export interface PackagesInUse {
  /** Sorted by package id. */
  readonly packages: readonly PackageInUse[];
  /** Paths that were used and belong to no package we know: added at run time, mounted, or of a kind whose files no list tells. Sorted. */
  readonly unowned: readonly string[];
}

const strength: readonly Touch[] = ['exec', 'map', 'open'];

/** The strongest use in counts. */
const strongestOf = (counts: Readonly<Record<Touch, number>>): Touch =>
  strength.find((touch) => counts[touch] > 0) ?? 'open';

/**
 * The packages whose files were used. A file counts for every package that lists it, for those that it proves, and for the packages in whose directory it
 * lies where their kind lists none (a Python or Node module). Pure.
 *
 * That a package is not among them means only that no use of it was seen.
 */
export function packagesInUse(
  inventory: Inventory,
  touched: readonly TouchedPath[],
  options: PackagesInUseOptions = {},
): PackagesInUse {
  const owners = new Owners(inventory.packages);
  const used = new Map<Package, TouchedPath[]>();
  const unowned: string[] = [];
  for (const one of touched) {
    const found = owners.of(one.path.replace(/^\/+/, ''));
    if (found.length === 0) unowned.push(one.path);
    for (const owner of found) {
      const files = used.get(owner);
      if (files === undefined) used.set(owner, [one]);
      else files.push(one);
    }
  }
  const packages = [...used]
    .map(([owner, files]) => inUse(owner, files, options.filesOfOne ?? 10))
    .sort((a, b) => (a.package.id < b.package.id ? -1 : 1));
  return { packages, unowned: unowned.sort() };
}

function inUse(owner: Package, files: readonly TouchedPath[], most: number): PackageInUse {
  const counts: Record<Touch, number> = { exec: 0, map: 0, open: 0 };
  let [first, last] = [files[0]?.first ?? 0n, files[0]?.last ?? 0n];
  for (const file of files) {
    for (const touch of strength) counts[touch] += file.counts[touch];
    if (file.first < first) first = file.first;
    if (file.last > last) last = file.last;
  }
  const telling = [...files].sort((a, b) => compareUse(a, b)).slice(0, most);
  return {
    package: owner,
    strongest: strongestOf(counts),
    counts,
    first,
    last,
    files: telling,
    fileCount: files.length,
  };
}

function compareUse(a: TouchedPath, b: TouchedPath): number {
  for (const touch of strength) if (a.counts[touch] !== b.counts[touch]) return b.counts[touch] - a.counts[touch];
  return a.path < b.path ? -1 : 1;
}

/** Which packages a file belongs to. */
class Owners {
  readonly #byFile = new Map<string, Package[]>();
  readonly #byDirectory = new Map<string, Package[]>();

  constructor(packages: readonly Package[]) {
    for (const one of packages) {
      for (const file of one.files) add(this.#byFile, oneTree(file), one);
      if (one.files.length > 0) continue;
      for (const path of [one.path, ...one.paths]) {
        const directory = moduleDirectory(path);
        if (directory === undefined) add(this.#byFile, oneTree(path), one);
        else add(this.#byDirectory, oneTree(directory), one);
      }
    }
  }

  of(path: string): readonly Package[] {
    const place = oneTree(path);
    const listed = this.#byFile.get(place) ?? this.#byFile.get(sourceOf(place)) ?? [];
    // Of modules inside modules the innermost counts.
    for (let slash = place.lastIndexOf('/'); slash > 0; slash = place.lastIndexOf('/', slash - 1)) {
      const inside = this.#byDirectory.get(place.slice(0, slash));
      if (inside !== undefined) return [...new Set([...listed, ...inside])];
    }
    return listed;
  }
}

function add(map: Map<string, Package[]>, key: string, value: Package): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [value]);
  else if (!found.includes(value)) found.push(value);
}

/** Most distributions have made `/bin`, `/sbin` and `/lib…` links into `/usr`: what lists one is seen as the other. */
const merged = /^(?:usr\/)?(s?bin|lib(?:32|64|x32)?)\//;

/** The path as if the directories of `/usr` had never been two. Without the leading slash. */
function oneTree(path: string): string {
  return path.replace(merged, 'usr/$1/');
}

/** What Python compiled a file from: what is compiled when a package is installed stands in no list. Other paths are themselves. */
function sourceOf(path: string): string {
  return path.replace(/__pycache__\/([^/]+?)\.[a-z]+-\d+(?:\.opt-\d)?\.pyc$/, '$1.py');
}

/** The directory whose files are a package, where its kind lists none: that of its `package.json`. Others are their file alone. */
function moduleDirectory(path: string): string | undefined {
  if (!path.endsWith('/package.json')) return undefined;
  return path.slice(0, path.lastIndexOf('/'));
}
