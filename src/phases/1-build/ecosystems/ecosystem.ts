import type { Distribution, Package } from '../../../core/index.ts';
import type { Extractor } from './extractor.ts';
import type { ModuleStream } from './module-stream.ts';
import type { Origin } from './origin.ts';
import type { Trace } from './trace.ts';

/**
 * All that is known of one kind of packages, whether or not somebody reads it yet: a folder of the name of its purl type, and a line in `index.ts`. Code
 * that is shared asks for a member and never for a type.
 */
export interface Ecosystem {
  /** The purl type of its packages (purl-spec, "Package URL types", or its list of candidates); also the name of its folder. */
  readonly type: string;
  /** For people, in the plural. */
  readonly title: string;
  /** `system`: a distribution builds its packages and publishes about them. `registry`: their authors do, in a registry of their own. */
  readonly kind: 'system' | 'registry';
  /** Id of the version order that compares them and sorts the events of advisories; absent where we have none yet. */
  readonly versionOrder?: string;
  /** Where its packages are of several orders: that of one, by its name, for documents that do not say; undefined for those of the order above. */
  orderOf?(name: string): string | undefined;
  /** Whether names have a namespace always, or never (purl-spec, "Package URL types"). */
  readonly namespace?: 'required' | 'none';
  /** Names have no capital letters (purl-spec, "Package URL types"), so that a document which writes some means the name without. */
  readonly lowerCase?: true;
  /** Those who read what is installed; a folder each below the ecosystem's. */
  readonly extractors?: readonly Extractor[];
  /** Those who read what is meant to be installed (lock files and the like), in source trees; a folder each below the ecosystem's. */
  readonly declared?: readonly Extractor[];
  /** What proves that its software is there, whoever reads it: told as a problem where no extractor took a package from it. */
  readonly traces?: readonly Trace[];
  /** How OSV names its packages; absent where OSV has no ecosystem of the kind. */
  readonly osv?: OsvNaming;
  /** Which product of the CPE dictionary a package is, where nobody else publishes about it; undefined where that is not certain. */
  cpeOf?(name: string): CpeProduct | undefined;
  /** How a fixed version is got, in one sentence. `version` is the lowest fixed one, as the advisories write it; `installed` the one that is there, where it is known. */
  upgrade?(name: string, version: string, installed?: string): string;
  /** A command that asks the package manager of an image about a package; undefined where there is none to ask. Made by `plainCommand`. */
  askImage?(found: Package, image: string): string | undefined;
  /** Packages without running code, known by name for inventories that do not tell files (an SBOM). Where files are known, they decide too. */
  readonly codeFree?: readonly CodeFreePackage[];
  /**
   * Of a system: whose a package is, by what its record says of its maker; absent where the distribution's word is taken. What an inventory of before does
   * not say makes nothing foreign: a missing field never does.
   */
  originOf?(found: Package, distribution: Distribution | undefined): Origin;
  /** Of a system with streams of modules: which one a package was built for. */
  moduleOf?(found: Package): ModuleStream;
  /** The folder that is a package's with all below it, by the file that proves the package; undefined where that file shares its folder with others. */
  ownFolder?(path: string): string | undefined;
}

/** How an ecosystem of OSV names packages (OSV schema, "Defined Ecosystems"). */
export interface OsvNaming {
  /** As OSV writes it: it is also the name of its folder and of our partition. */
  readonly name: string;
  /** What stands between namespace and name. */
  readonly separator: '/' | ':';
  /** One spelling for names that mean the same. */
  normalise(name: string): string;
  /** Another name that may be meant, and why: looked up besides. Absent where a name means itself alone. */
  alsoMeant?(name: string): { readonly name: string; readonly why: string } | undefined;
  /**
   * Where only some of its packages are known there, perhaps by another name or with versions in another form: what one is called. Undefined for a package
   * of which nothing is published, so that silence about it is never an answer.
   */
  knownAs?(name: string, version: string): { readonly name: string; readonly version: string } | undefined;
}

/** A product in the words of the CPE dictionary: `haxx`, `curl`. */
export interface CpeProduct {
  readonly vendor: string;
  readonly product: string;
}

/** A package that carries the name or the source of something and none of its running code. */
export interface CodeFreePackage {
  /** How its name begins, or the whole name. */
  readonly name: string;
  readonly prefix?: true;
  /** Goes on after the name: "holds …". */
  readonly why: string;
}

export const asWritten = (name: string): string => name;
export const lowerCase = (name: string): string => name.toLowerCase();

export const kernelHeaders = 'holds header files of the kernel; the kernel that runs is the host’s';
