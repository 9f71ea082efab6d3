import {
  defined,
  type Exploitation,
  exploitationOf,
  type Finding,
  fixVersions,
  isIncomplete,
  openFindings,
  packageOf,
  placeOf,
  type Report,
  type Severity,
  severities,
} from '../../core/index.ts';

/** A finding in short. What was seen (evidence, masked edges of secrets) stays with the one who scanned. */
export interface AttestedFinding {
  readonly kind: Finding['kind'];
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly title: string;
  readonly package?: { readonly purl: string; readonly name: string; readonly version: string };
  readonly path: string;
  readonly fix: { readonly state: Finding['fix']['state']; readonly versions: readonly string[] };
  readonly exploitation: Exploitation;
  readonly risk: number;
  readonly fingerprint: string;
  readonly suppression?: Finding['suppression'];
}

/** The predicate of type `https://seaworthy.dev/attestation/scan/v1`: what a scan found, by data of which age, and what it did not look at. */
export interface ScanPredicate {
  readonly scanner: Report['tool'];
  /** When it was judged (ISO 8601), by the scanner's own word. */
  readonly scanned: string;
  /** Something could not be looked at: silence about it means nothing. */
  readonly incomplete: boolean;
  /** Number of findings that nobody has set aside, by severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly findings: readonly AttestedFinding[];
  readonly distribution?: Report['distribution'];
  readonly packages: number;
  /** Sources of data with their dates and digests; parts that looked; what could not be looked at or judged. */
  readonly coverage: Report['coverage'];
}

/** What a report says, in the form in which it is signed. */
export function scanPredicate(report: Report): ScanPredicate {
  const counted = openFindings(report);
  const count = (severity: Severity): number => counted.filter((finding) => finding.severity === severity).length;
  return {
    scanner: report.tool,
    scanned: report.created,
    incomplete: isIncomplete(report.coverage),
    counts: Object.fromEntries(severities.map((severity) => [severity, count(severity)])) as Record<Severity, number>,
    findings: report.findings.map(inShort),
    packages: report.packages.length,
    coverage: report.coverage,
    ...defined({ distribution: report.distribution }),
  };
}

function inShort(finding: Finding): AttestedFinding {
  const { kind, id, aliases, severity, title, location, fix, risk, fingerprint, suppression } = finding;
  const found = packageOf(finding);
  return {
    kind,
    id,
    aliases,
    severity,
    title,
    path: placeOf(location).path,
    fix: { state: fix.state, versions: fixVersions(fix) },
    exploitation: exploitationOf(finding),
    risk: risk.score,
    fingerprint,
    ...(found === undefined ? {} : { package: { purl: found.purl, name: found.name, version: found.version } }),
    ...defined({ suppression }),
  };
}
