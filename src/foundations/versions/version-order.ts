/** How one packaging system decides which of two versions is older. */
export interface VersionOrder {
  /** `apk`, `dpkg`, `semver`, `go`, `pep440` … */
  readonly id: string;
  readonly title: string;
  /**
   * Negative when `a` is older than `b`, 0 when they are the same, positive when it is newer. A total order over all strings:
   * never throws, whatever it is given.
   */
  compare(a: string, b: string): number;
  /** Whether the text is a version in this system's own grammar; anything else is compared as well as can be, and said aloud. */
  isValid(version: string): boolean;
  /**
   * Whether the order can tell where the text lies among versions: every valid version, and what is near enough to one (`2.0` for semver). Any other
   * text is compared too, but as a bound it says nothing, since all versions lie on one side of it.
   */
  hasPlace(version: string): boolean;
  /**
   * What of a version a text that bounds versions speaks of, where that is not all of it: a local build of a release is the release, unless the bound
   * itself names a local build. Absent where versions have no such part.
   */
  boundedBy?(version: string, bound: string): string;
  /** A command by which people see whether `a` is older than `b`, of the tool that owns the order; absent where there is none that many have. Made by `plainCommand`. */
  askOlder?(a: string, b: string): string | undefined;
}
