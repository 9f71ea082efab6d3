import type { Severity } from './severity.ts';

/** A half-open or closed interval of affected versions; an absent `introduced` means "from the first version on". */
export interface VersionRange {
  readonly introduced?: string;
  /** First version that is not affected. */
  readonly fixed?: string;
  /** Last version that is affected. Never together with `fixed`. */
  readonly lastAffected?: string;
}

/**
 * What a source says of one package, kept apart because they mean different things to a reader:
 * - `affected`: affected in `ranges` or `versions`; whether there is a fix is in the ranges.
 * - `unaffected`: looked at and not affected, ever.
 * - `wont-fix`: affected; the maker has said that no fix will come.
 * - `end-of-life`: affected or likely so; the maker no longer looks after this release.
 * - `undetermined`: the maker has not decided yet.
 * - `withdrawn`: the record was taken back.
 */
export type AdvisoryStatus = 'affected' | 'unaffected' | 'wont-fix' | 'end-of-life' | 'undetermined' | 'withdrawn';

/** A CVSS vector and who gave it. */
export interface CvssRating {
  readonly vector: string;
  readonly score: number;
  readonly source: string;
}

/**
 * A part of a package, or a kind of system, that an advisory is limited to. What it does not say is not limited: each member narrows the others down.
 */
export interface AdvisoryScope {
  /** A package of a Go module, by its import path. */
  readonly part?: string;
  /** Functions of the part that have the flaw, `Type.Method` or `Function`; absent where it names none. */
  readonly symbols?: readonly string[];
  /** As `Package.os`. */
  readonly os?: readonly string[];
  /** Processors in the words of its ecosystem: `amd64`, `x86_64`. */
  readonly architectures?: readonly string[];
  /** A stream of a module that it was built for, `NAME:STREAM` (Fedora's Modularity); the empty text stands for builds outside of all modules, and `?` for builds of a stream that the record does not name. */
  readonly module?: string;
}

/** For whom fixes are that are not for everybody: those who pay for them. */
export interface FixAudience {
  /** What they have: `Ubuntu Pro (ESM)`. */
  readonly name: string;
  /** What its versions bear: who has one of them installed has it. Absent where versions do not tell. */
  readonly mark?: string;
}

/** One vendor's or ecosystem's statement about one package. */
export interface Advisory {
  /** Id in its source: `CVE-2024-2511`, `GO-2024-2887`, `DSA-5532-1` … */
  readonly id: string;
  /** Other ids of the same flaw. */
  readonly aliases: readonly string[];
  /** What it tells of: absent, a flaw; `malware`, that the package itself means harm, whatever ids it shares with a flaw. */
  readonly about?: 'malware';
  /**
   * Ids of the flaws it is about, where the record is a bulletin over several (a DSA names CVEs): each becomes a finding of its own.
   * Empty when the record is about one flaw, which `id` and `aliases` name.
   */
  readonly covers: readonly string[];
  /** The name it is looked up by: the source package for Debian and Alpine, the module or package elsewhere. */
  readonly package: string;
  readonly status: AdvisoryStatus;
  readonly ranges: readonly VersionRange[];
  /** Set where the fixed versions of `ranges` are for some alone: whoever is not among them has no fix. */
  readonly fixesFor?: FixAudience;
  /** Versions named one by one. */
  readonly versions: readonly string[];
  /** All that it is about, where that is not the whole package everywhere: at least one. */
  readonly only?: readonly AdvisoryScope[];
  /** The source's own word, and whose it is when the source passes on another's. */
  readonly severity?: { readonly level: Severity; readonly source: string };
  readonly cvss: readonly CvssRating[];
  /** What kind of fault it is, by MITRE's Common Weakness Enumeration: `CWE-79`. */
  readonly weaknesses?: readonly string[];
  readonly title?: string;
  readonly details?: string;
  /** What CISA decided about it. */
  readonly ssvc?: Ssvc;
  /** Of a record about a release of a distribution in place of a package: the last day of its support. */
  readonly supportEnds?: string;
  /** The maker's remark on the state: "Minor issue", "postponed" … */
  readonly note?: string;
  readonly published?: string;
  readonly modified?: string;
  readonly references: readonly string[];
}

/** How soon a flaw asks for something, by the decision points of SSVC that CISA answers as coordinator. */
export interface Ssvc {
  /** Nothing is known of it, a way to exploit it is public, or it is exploited. */
  readonly exploitation: 'none' | 'poc' | 'active';
  /** Whether the steps to exploit it can be automated. */
  readonly automatable: boolean;
  /** What whoever exploits it has of the software then. */
  readonly impact: 'partial' | 'total';
}

/** What is known of the exploitation of one CVE. */
export interface Exploitation {
  /** CISA KEV: exploited in the wild, on the list since `added`. */
  readonly known?: {
    readonly added: string;
    readonly due?: string;
    readonly ransomware: boolean;
    readonly action?: string;
  };
  /** EPSS: probability (0–1) of exploitation in the next 30 days, and the share of CVEs that score no higher. */
  readonly epss?: { readonly probability: number; readonly percentile: number };
  /** In the words of CISA. */
  readonly ssvc?: Ssvc;
}
