import type { FileStat } from '../../../foundations/images/index.ts';
import { PathIndex } from './path-index.ts';

/**
 * What an extractor wants to read, as data: whoever walks asks one table about a file, and not every extractor. A star stands for anything but a slash,
 * once between two slashes.
 */
export interface Wanted {
  /**
   * Places from the root, without leading slash; a star in the last part only. Resolved through links in the final file system: a database that lies
   * elsewhere behind a link is still found.
   */
  readonly places?: readonly string[];
  /** Files below any folder: `*.dist-info/METADATA`. Also found where a symbolic link leads to them or to a folder above. */
  readonly anywhere?: readonly string[];
  /**
   * Programs and libraries, by their first bytes (ELF, PE, Mach-O): for kinds that a path does not tell. They are known wherever they lie, under whatever
   * name.
   */
  readonly programs?: boolean;
  /**
   * Folders at `places` of which the name alone tells (a store in which each package has a path of its own): they are handed without a byte, as they stand in the
   * final file system.
   */
  readonly folders?: true;
  /** The last word on a path that is one of these places; where absent they are all wanted. */
  accepts?(path: string): boolean;
}

const library = /\.(?:exe|dll|so|dylib|node|so\.[0-9][^/]*)$/;

/** Whether a name is that of a library, a plug-in or a Windows program, which are loaded or run without an execute bit: `x.so`, `x.so.1.2`. */
export const isLibrary = (path: string): boolean => library.test(path);

const nobody: readonly never[] = [];

/** Who wants which file. */
export class WantedIndex<Reader extends { readonly wanted: Wanted }> {
  readonly #places: PathIndex<Reader>;
  /** Those who want programs. */
  readonly programs: readonly Reader[];

  constructor(readers: readonly Reader[]) {
    this.#places = new PathIndex(
      readers.flatMap((value) => [
        ...(value.wanted.places ?? []).map((place) => ({ place, value, isRooted: true })),
        ...(value.wanted.anywhere ?? []).map((place) => ({ place, value })),
      ]),
    );
    this.programs = readers.filter(({ wanted }) => wanted.programs);
  }

  /** Those who want a file for its path. */
  byPath(path: string): readonly Reader[] {
    const placed = this.#places.file(path);
    if (placed.length === 0) return nobody;
    const wanting = new Set(placed.map(({ value }) => value));
    return [...wanting].filter(({ wanted }) => wanted.accepts?.(path) ?? true);
  }

  /** Those who want a regular file, programs if its first bytes say that it is one. */
  at(path: string, { size, mode }: FileStat): readonly Reader[] {
    const wanting = this.byPath(path);
    if (this.programs.length === 0 || size < 64 || ((mode & 0o111) === 0 && !isLibrary(path))) return wanting;
    return wanting.length === 0 ? this.programs : [...wanting, ...this.programs];
  }
}

/** Whether the name of a file is that of a place of one part, with a star or none. */
export function isPlaceNamed(name: string, place: string): boolean {
  const star = place.indexOf('*');
  if (star < 0) return name === place;
  const [start, end] = [place.slice(0, star), place.slice(star + 1)];
  return name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
}

/** Whether a path is one of the fixed places of an extractor, all of whose name is known. */
export function isPlaceOf({ wanted }: { readonly wanted: Wanted }, path: string): boolean {
  return wanted.places?.includes(path) ?? false;
}
