import {
  type DataSource,
  diffFindings,
  diffPackages,
  type FindingKind,
  type FindingsDiff,
  isIncomplete,
  judgedByNobody,
  type PackagesDiff,
  type Report,
  type Subject,
  wasJudged,
} from '../../core/index.ts';

/** One of two reports that were compared, in short. */
export interface ComparedReport {
  readonly subject: Subject;
  readonly created: string;
  readonly sources: readonly DataSource[];
  readonly lookedFor: readonly FindingKind[];
  /** Something could not be looked at, or nobody has judged it: what is missing here may be there all the same. */
  readonly incomplete: boolean;
  /** How many packages nobody could judge. */
  readonly unjudged: number;
  /** Why no verdict may hang on it, where it is the base of the other side by the word of whoever may have pushed both. */
  readonly notListed?: string;
}

/** What is different in `after`. */
export interface ReportDiff {
  readonly before: ComparedReport;
  readonly after: ComparedReport;
  readonly findings: FindingsDiff;
  readonly packages: PackagesDiff;
}

function inShort({ subject, created, coverage }: Report): ComparedReport {
  const incomplete = isIncomplete(coverage) || !wasJudged(coverage);
  const { sources, lookedFor } = coverage;
  return { subject, created, sources, lookedFor, incomplete, unjudged: judgedByNobody(coverage) };
}

/**
 * What changed from one report to the other: of the same image at two times, or of two images. A pure function; `diffReports(a, b)` and
 * `diffReports(b, a)` say the same with sides exchanged.
 */
export function diffReports(a: Report, b: Report): ReportDiff {
  return {
    before: inShort(a),
    after: inShort(b),
    findings: diffFindings(a, b),
    packages: diffPackages(a.packages, b.packages),
  };
}

/** Whether both reports say the same. */
export function isSame({ findings, packages }: ReportDiff): boolean {
  return [findings.appeared, findings.gone, findings.changed, packages.added, packages.removed, packages.changed].every(
    (list) => list.length === 0,
  );
}
