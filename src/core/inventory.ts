import type { Coverage } from './coverage.ts';
import type { AttackSurface, ImageBuild } from './image-build.ts';
import type { LayerRef } from './layer-ref.ts';
import type { LinkedCode } from './linked-code.ts';
import type { Subject } from './subject.ts';

/** What a package was built from; distributions publish advisories about this and not about the package. */
export interface SourcePackage {
  readonly name: string;
  readonly version: string;
}

/** Who made a package, in the words of its database; each member only where it says so. */
export interface PackageOrigin {
  /** Of a deb `Maintainer`, of an apk `m`. */
  readonly maintainer?: string;
  /** Of a deb `Vendor` or `Origin`, of an rpm `Vendor`. */
  readonly vendor?: string;
  /** Of a deb `Bugs`: where bugs are to go. */
  readonly bugs?: string;
  /** Of an apk `c`: the commit of the recipe it was built from. */
  readonly commit?: string;
  /** An address of the web that it gives as its own: home page, else repository. */
  readonly homepage?: string;
  /** Where a build took it from when that was not the registry of its kind, in the words of the list: `local`, `git`. Its version is then no release of that registry. */
  readonly takenFrom?: string;
}

/** What the bytes of a file come to, in hexadecimal, and what kind of file it is (BSI TR-03183-2, 5.2.2). */
export interface PackageFile {
  readonly sha256: string;
  readonly sha512: string;
  /** It can be run as it is: a program, a library, a script, an archive that a runtime loads. */
  readonly executable: boolean;
  /** It holds other files, which can be taken out again. */
  readonly archive: boolean;
}

/** One piece of software that is there. */
export interface Package {
  /** Unique in its inventory and the same in every scan of the same bytes: purl and path. */
  readonly id: string;
  readonly name: string;
  /** As written where it was found; empty when the place tells none. */
  readonly version: string;
  readonly purl: string;
  /** The purl type: `apk`, `deb`, `npm`, `pypi`, `golang` … */
  readonly type: string;
  /** Id of the version order that compares its versions: `apk`, `dpkg`, `semver`, `go`, `pep440` … */
  readonly versionOrder: string;
  readonly architecture?: string;
  /** Operating system that a program was built for, as image indexes write it: `linux`, `windows`, `darwin`; absent where it does not say. */
  readonly os?: string;
  readonly source?: SourcePackage;
  readonly origin?: PackageOrigin;
  /** What of it is in the program that proves it; absent where nothing tells, or not all: then nothing follows. */
  readonly code?: LinkedCode;
  /** SPDX licence expressions; the maker's own words where they are none. All hold together where there are several. */
  readonly licences: readonly string[];
  /**
   * Ids of the packages of this inventory that it says it needs, sorted: as far as its record tells and they are here. Absent where its kind does not
   * tell; nothing follows from what is not among them.
   */
  readonly dependencies?: readonly string[];
  /** The file that proves it, without leading slash; the first of `paths` where several do. */
  readonly path: string;
  readonly paths: readonly string[];
  readonly layer?: LayerRef;
  /**
   * `file`: the file that proves it is all of it (a program, an archive of classes). `part`: it is in one, beside others (linked into a program, an archive
   * inside another). Absent: it has many files, or nobody can say.
   */
  readonly form?: 'file' | 'part';
  /** Of one that is a file, where somebody asked for it: what a bill of materials says of the file. */
  readonly file?: PackageFile;
  /** Files it brought, without leading slash, sorted; empty when its kind does not say. */
  readonly files: readonly string[];
  /** Id of the package that brought the file which proves this one: a Python module owned by a deb is the deb's. */
  readonly ownedBy?: string;
  /** Id of the extractor that found it. */
  readonly foundBy: string;
  /** `declared`: a file says that it is meant to be there (a lock file), and nobody saw it. Absent: it is installed. */
  readonly evidence?: 'declared';
  /** The word of its database for a package that is here and not all of whose scripts have run: `unpacked`, `half-configured`. Absent: it is installed. */
  readonly state?: string;
  /** Wanted for building or testing only. */
  readonly development?: true;
  /** Of a declared one: whether the project itself asks for it (`false`: another package does). Absent where the file does not say. */
  readonly direct?: boolean;
  /** Of a declared one that another package asks for: the packages by way of which the project comes to it, as `NAME@VERSION`, the one that it asks for itself first. */
  readonly byWayOf?: readonly string[];
}

/** The end of the maker's (free) security support. */
export interface EndOfLife {
  readonly date: string;
  readonly passed: boolean;
  /** Whose date it is, where it is not that of the program's own table. */
  readonly source?: string;
  /** The date of the program's own table, where `source` tells another. */
  readonly builtIn?: string;
}

/** Which distribution the file system is, by its own word (os-release(5) and kin). */
export interface Distribution {
  /** `ID` of os-release: `alpine`, `debian`, `ubuntu` … */
  readonly id: string;
  /** `VERSION_ID`; absent on rolling releases and Debian testing. */
  readonly version?: string;
  readonly codename?: string;
  readonly like: readonly string[];
  readonly prettyName?: string;
  /** The file that says so. */
  readonly path: string;
  /** Names of the repositories that its packages were taken from, as a file that came with them says; absent where none does. */
  readonly repositories?: readonly string[];
  /** Absent when nobody has told a date. */
  readonly endOfLife?: EndOfLife;
}

/** Everything known to be in a subject. The only thing that stands between reading and judging. */
export interface Inventory {
  readonly subject: Subject;
  readonly distribution?: Distribution;
  /** Sorted by type, name, version, path. */
  readonly packages: readonly Package[];
  readonly layers: readonly LayerRef[];
  readonly coverage: Coverage;
  /** Of an image: what it tells of how it was made. */
  readonly build?: ImageBuild;
  /** Of an image that was looked at as a whole. */
  readonly surface?: AttackSurface;
}
