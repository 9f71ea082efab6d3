import { type Finding, packageOf, type Report, setAsideBy, timeOf } from '../../core/index.ts';
import type { CyclonedxProperty } from '../../foundations/sbom/index.ts';
import { clean } from '../terminal/clean.ts';

/**
 * What is wrong with packages and is no vulnerability (malware, licences), as properties of the document: CycloneDX has no list for it, and among its
 * vulnerabilities others would take it for one.
 */
export function otherProperties(report: Pick<Report, 'created' | 'findings'>): readonly CyclonedxProperty[] {
  const now = timeOf(report);
  return report.findings
    .filter(({ kind }) => kind !== 'vulnerability')
    .flatMap((finding) => propertyOf(finding, now) ?? []);
}

function propertyOf(finding: Finding, now: Date): CyclonedxProperty | undefined {
  const about = packageOf(finding);
  if (about === undefined) return undefined;
  const aside = setAsideBy(finding, now);
  const end = aside === undefined ? '' : ` (set aside by ${aside.by}: ${aside.reason})`;
  const value = clean(`${finding.id} in ${about.purl}, ${finding.severity}: ${finding.title}${end}`);
  return { name: `seaworthy:${finding.kind}`, value };
}
