import type { Dates, Named, ReleaseFile } from './release-file.ts';

/** Where images say which repositories their packages are from. */
export interface ReleaseRepositories {
  readonly paths: readonly string[];
  /** A folder in which each layer may leave a file of its own, `*.json`. */
  readonly folder?: string;
  read(bytes: Uint8Array, path: string): readonly string[];
}

/**
 * All that is known of one distribution: a folder of the name of its `ID` in os-release(5), and a line in `list.ts`. Code that is shared asks for a
 * member and never for an id.
 */
export interface KnownDistribution {
  /** `ID` of os-release; also the name of its folder. */
  readonly id: string;
  /** Its own name for itself. */
  readonly title: string;
  /** Purl type of the packages that it is made of. */
  readonly packageType?: string;
  /** Namespace of its packages in purls, where that is not its id: as its maker and OSV write it. */
  readonly purlNamespace?: string;
  /** Ids of those whose packages it ships as they built them, besides its own. */
  readonly ships?: readonly string[];
  /** A file of its own that says which release it is, for systems from before os-release and for images that lost it. */
  readonly releaseFile?: ReleaseFile;
  /** The files in which its images say which repositories their packages are from, and the names in one; empty for what is no such file. */
  readonly repositoryFiles?: ReleaseRepositories;
  /** How its line in `system-release` and kin begins: `Amazon Linux`. */
  readonly makerLine?: string;
  /**
   * When security updates end for those who pay nothing, by the version as far as its maker dates it: the last day of support. Which event that is, is
   * told where it is not the end of life by that name. Add the line when a release is announced, correct it when the maker moves it. A release that is
   * missing is reported without a date, never as supported; what rolls has none.
   */
  readonly endOfSupport?: Dates | ((said: Named) => Dates);
  /** What endoflife.date calls it, and which of its days for a release is the one that `endOfSupport` tells. */
  readonly endoflife?: {
    readonly product: string;
    readonly day: 'eolFrom' | 'eoesFrom';
    /** Another product, with the same day, for what goes by the same id and is told apart by more. */
    readonly other?: { readonly product: string; is(said: Named): boolean };
  };
  /** Each version is a release that is dated by itself: of one that is not listed, what it begins with says nothing. */
  readonly datedExactly?: true;
  /** What `endOfSupport` dates, where that is not the version: a branch. */
  datedAs?(said: Named): string | undefined;
  /** The code name of a release, where the maker gives it one that can be known without its own word. */
  codename?(said: Named): string | undefined;
  /** How packages that it builds name their maker. A derivative keeps those of what it took over, so all of one package type count. */
  readonly own?: {
    /** Of the addresses of its maintainers: these and what is below them. */
    readonly domains?: readonly string[];
    /** How the names of its vendor begin. */
    readonly names?: readonly string[];
    /** Words in the address that bugs go to. */
    readonly bugs?: readonly string[];
  };
  /** Marks in the last part of a version by which a package is another distribution's. */
  readonly notOwn?: readonly { readonly revision: RegExp; readonly whose: string }[];
  /** Code names that its own versions never bear, since it numbers its updates: others put them into versions. */
  readonly codenamesNotInVersions?: readonly string[];
  /** Its packages do not say who made them, and nobody else publishes for it. */
  readonly isAlone?: boolean;
}
