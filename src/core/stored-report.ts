import type { Finding, OtherFinding, VulnerabilityFinding } from './finding.ts';
import type { Report } from './report.ts';
import type { Subject } from './subject.ts';

type WithoutSubject<F extends Finding> = Omit<F, 'subject'> & { readonly subject?: Subject };

/** A finding as it is written: without its subject where that is the report's, which says it once for all. */
export type StoredFinding = WithoutSubject<VulnerabilityFinding> | WithoutSubject<OtherFinding>;

/** A report, or a part of one, as it is written. */
export type Stored<R extends Pick<Report, 'findings'> = Report> = Omit<R, 'findings'> & {
  readonly findings: readonly StoredFinding[];
};

/** How a finding is written in what is about `whole`. */
export function storedFinding(finding: Finding, whole: Subject): StoredFinding {
  const isWhole = finding.subject === whole || JSON.stringify(finding.subject) === JSON.stringify(whole);
  if (!isWhole) return finding;
  const { subject: _subject, ...rest } = finding;
  return rest;
}

/** The form in which a report is written to a file or the ledger. */
export function storedReport<R extends Pick<Report, 'findings' | 'subject'>>(report: R): Stored<R> {
  return { ...report, findings: report.findings.map((finding) => storedFinding(finding, report.subject)) };
}

/** The report of its written form. */
export function restoredReport<R extends { readonly subject: Subject; readonly findings: readonly StoredFinding[] }>(
  stored: R,
): Omit<R, 'findings'> & { readonly findings: readonly Finding[] } {
  const { subject } = stored;
  return { ...stored, findings: stored.findings.map((finding): Finding => ({ subject, ...finding })) };
}
