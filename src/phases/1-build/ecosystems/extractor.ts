import type { LinkedCode, PackageOrigin, Plugin, SourcePackage } from '../../../core/index.ts';
import { type ByteSource, sourceOf } from '../../../foundations/formats/index.ts';
import type { Wanted } from './wanted.ts';

/** A package as an extractor sees it, before the inventory knows layer, owner and id. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly versionOrder: string;
  /**
   * The purl without anything that only the distribution tells: `{type, namespace, name, version, qualifiers}` become the text. An operating
   * system's extractor leaves the namespace and the `distro` qualifier to the inventory by setting `distributionPurl`.
   */
  readonly purl: {
    readonly namespace?: string;
    readonly name: string;
    readonly qualifiers?: Readonly<Record<string, string>>;
    readonly subpath?: string;
  };
  /** True for packages of the distribution: namespace is its id, and `distro=ID-VERSION` is added to the qualifiers (purl-spec types `apk`, `deb`, `rpm`). */
  readonly distributionPurl?: boolean;
  /** Where in the file it lies, when that is an archive with others inside: `BOOT-INF/lib/x.jar`, each further way in after `!/`. */
  readonly inside?: string;
  /** As `Package.form`; of one that is `inside`, `part`. */
  readonly form?: 'file' | 'part';
  readonly architecture?: string;
  /** As `Package.os`. */
  readonly os?: string;
  readonly source?: SourcePackage;
  readonly origin?: PackageOrigin;
  /** As `Package.code`. */
  readonly code?: LinkedCode;
  /** As `Package.licences`: by `spdxLicence`. */
  readonly licences?: readonly string[];
  /**
   * What it needs to run, as its record says: for each need the keys of packages any of which fulfils it, the preferred one first. Absent where its kind
   * does not tell. Beyond some thousands they are left out: nothing is judged by them.
   */
  readonly requires?: readonly (readonly string[])[];
  /** Keys by which packages require it, besides its name and `NAME@VERSION`. */
  readonly provides?: readonly string[];
  /** Files it brought, normalised, when the same file tells. */
  readonly files?: readonly string[];
  /** The list that names it says where its files belong and not that they are there: it is, where one of `files` is. */
  readonly onlyWithFiles?: true;
  /** For `packageKey`, when the file that tells the package knows more about the key of its `FoundFiles` than the fields above (dpkg's `Multi-Arch`). */
  readonly filesKey?: string;
  /** As `Package.state`. */
  readonly state?: string;
  /** As `Package.development`. */
  readonly development?: true;
  /** As `Package.direct`; of a declared one. */
  readonly direct?: boolean;
}

/** Files of a package that is told in another file (dpkg's `info/NAME.list`, Python's `RECORD`). */
export interface FoundFiles {
  /** Which package: the key that `packageKey` of the same extractor gives for it, looked for in `database` or, without one, anywhere. */
  readonly key: string;
  readonly files: readonly string[];
}

/** Software that was looked at and that nothing in it names. */
export interface FoundUnidentified {
  /** As `FoundPackage.inside`. */
  readonly inside?: string;
  /** As `Unidentified.what`. */
  readonly what: string;
  /** As `Unidentified.sha1`. */
  readonly sha1?: string;
}

/** What one file told. */
export interface Extraction {
  readonly packages: readonly FoundPackage[];
  readonly files: readonly FoundFiles[];
  /** Lines or records that could not be understood: told in the coverage. Each in one sentence with its line number or offset. */
  readonly problems: readonly string[];
  /** What is worth knowing although nothing was missed that this kind of file could have told. */
  readonly notes?: readonly string[];
  readonly unidentified?: readonly FoundUnidentified[];
  /** All that the file can prove was told, even where that is nothing: it is no trace of anything that nobody read. */
  readonly isSettled?: boolean;
  /** Of an extractor that joins: what a file told that means something only beside others. Plain data, as JSON carries it. */
  readonly parts?: readonly unknown[];
  /** Looked at beside others, and not read for what it names: whoever counts what was read passes over it. */
  readonly aside?: true;
}

/** A file that is in the final file system, and what it told. */
export interface ToldFile {
  readonly path: string;
  readonly extraction: Extraction;
}

export const nothing: Extraction = { packages: [], files: [], problems: [] };

/** How a package that another requires is found; `path` is the file that told the one that requires. */
export type RequirementSearch =
  | { scope(path: string): string; readonly places?: never }
  | { places(key: string, path: string): readonly string[]; readonly scope?: never };

/** What an extractor can tell of a package besides its name and version, where the evidence states it. */
export const gifts = ['architectures', 'code', 'dependencies', 'files', 'licences', 'origins', 'sources'] as const;

export type Gift = (typeof gifts)[number];

/**
 * Reads one kind of evidence that software is installed, or meant to be. A pure function over bytes it was handed: the inventory walks, opens, bounds, cancels,
 * caches and joins. It must not keep `bytes`.
 */
export interface Extractor extends Plugin {
  /** Its files say what is meant to be there, and not what is: they are read in source trees. */
  readonly evidence?: 'declared';
  readonly wanted: Wanted;
  /** What it tells besides names and versions, sorted: a claim that its example must show, neither more nor less. `docs/coverage.md` is made of it. */
  readonly gives: readonly Gift[];
  /** Loads what it reads with where that is heavy: awaited before the first file. */
  prepare?(): Promise<unknown>;
  /** Larger files are not read and are told in the coverage. */
  readonly maxBytes: number;
  /** Throws `E_FORMAT` when the file is not what its place promises. */
  extract(path: string, bytes: Uint8Array): Extraction;
  /** The same of a file that is read where the extractor looks, and never held whole: for kinds whose files are large. Made with `fromSource`. */
  extractFrom?(path: string, source: ByteSource): Extraction;
  /**
   * Where packages that one requires are looked for; without it in the file that tells it. Either by key among the packages of the same `scope`, or by
   * the `places` of the files that would prove them, of which the first that is there counts.
   */
  readonly requirements?: RequirementSearch;
  /**
   * Where what is meant stands in several files (a project and its parent): what of its files that are there say something else in the light of the others.
   * Handed all of them, sorted by path; `problems` and `notes` of what comes back are those that only this look brought up. Pure.
   */
  join?(files: readonly ToldFile[]): readonly ToldFile[];
  /** What it tells counts only where no package of the distribution brought the file that proves it: that package is the same software. */
  readonly yieldsToOwner?: true;
  /** Joins `FoundFiles` with packages; by default they do not join. `path` is the file that told the package. */
  packageKey?(found: FoundPackage, path: string): string;
  /**
   * True when the file is a database that is rewritten as a whole (apk `installed`, dpkg `status`): a package in it came with the first of the
   * consecutive layers whose copy has that package in that version. False when the file is the package's own: it came with its layer.
   */
  readonly isDatabase: boolean;
}

/**
 * An extractor that reads a file where it looks (programs by section), whatever the file's size, unless it says `maxBytes`. What it reads at once is for it to
 * bound.
 */
export function fromSource(
  extractor: Omit<Extractor, 'extract' | 'maxBytes'> &
    Required<Pick<Extractor, 'extractFrom'>> &
    Partial<Pick<Extractor, 'maxBytes'>>,
): Extractor {
  return {
    maxBytes: Number.MAX_SAFE_INTEGER,
    ...extractor,
    extract: (path, bytes) => extractor.extractFrom(path, sourceOf(bytes)),
  };
}
