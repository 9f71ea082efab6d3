import type {
  CvssRating,
  FindingKind,
  Location,
  Plugin,
  Problem,
  Severity,
  Subject,
  Suppression,
} from '../../../core/index.ts';

/** What other tools look for, in our words. */
export type ImportedKind = Extract<FindingKind, 'vulnerability' | 'secret' | 'misconfiguration' | 'weakness'>;

/** A package, as far as another tool names it. */
export interface ImportedPackage {
  readonly name: string;
  readonly version: string;
  /** Type of a package URL: `deb`, `npm` …; empty where it is not known. */
  readonly type: string;
  readonly purl?: string;
}

/** One result of another tool in our words, before it is known who else tells of the same. Texts are as they stand in the report, neither masked nor cut; names are masked when a report was read (`readImport`). */
export interface ImportedResult {
  readonly kind: ImportedKind;
  /** As the tool calls the rule or flaw. */
  readonly rule: string;
  /** Other ids of the same: CVE, GHSA … */
  readonly names: readonly string[];
  readonly title: string;
  /** More than the title says. */
  readonly details?: string;
  readonly severity: Severity;
  /** The tool's own word for it. */
  readonly severityWord?: string;
  /** The first is where it is; several where the tool tells of one thing in several places. */
  readonly places: readonly [Location, ...Location[]];
  /** Text of the line, or a name in the code: stays the same when lines move. */
  readonly context?: string;
  /** By what the tool itself knows it again. */
  readonly ownFingerprint?: string;
  /** The value itself, of a secret where the report has it: only a keyed fingerprint of it is kept. */
  readonly secret?: string;
  /** `CWE-79` … */
  readonly weaknesses: readonly string[];
  readonly references: readonly string[];
  /** What to do, in the words of the tool. */
  readonly advice?: string;
  /** What was seen there. */
  readonly observed?: string;
  readonly package?: ImportedPackage;
  /** Versions without it. */
  readonly fixed?: readonly string[];
  readonly cvss?: readonly CvssRating[];
  /** Where it is about something else than the run. */
  readonly subject?: Subject;
  readonly suppression?: Suppression;
  /** Where in the report it stands. */
  readonly at: string;
}

/** What one tool found in one run. */
export interface ImportedRun {
  readonly tool: string;
  readonly version?: string;
  /** What it is about, where the report says so. */
  readonly subject?: Subject;
  /** The commit that was looked at, and the address of its repository. */
  readonly checkout?: { readonly repository: string; readonly revision?: string };
  readonly results: readonly ImportedResult[];
  /** What it was looking for: also where it found nothing. */
  readonly lookedFor: readonly ImportedKind[];
  /** Things that it says it looked at, where it says so. */
  readonly files?: number;
  /** What it did not judge, by its own word, and what of the report could not be read. */
  readonly problems: readonly Problem[];
}

/** The beginning of a report, from which its format is known. */
export interface ReportHead {
  /** The root of a JSON document; undefined for anything else. */
  readonly json?: unknown;
  /** Name of the root element of an XML document. */
  readonly root?: string;
}

/** A report that was read as what it is made of. */
export type ReportDocument = ReportHead & { readonly bytes: Uint8Array; readonly where: string };

/** One form of report that other tools write. A pure function over bytes. */
export interface ImportFormat extends Plugin {
  /** Whether a document is of this form: by what it says, not by its name. `named`: the user says that it is. */
  knows(head: ReportHead, named: boolean): boolean;
  /** Throws `E_FORMAT` and `E_LIMIT`. What is odd about one result is a problem of the run. */
  read(document: ReportDocument): readonly ImportedRun[] | Promise<readonly ImportedRun[]>;
}
