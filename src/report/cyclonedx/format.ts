import { jsonText, type Report } from '../../core/index.ts';
import { type CyclonedxVersion, cyclonedxBom } from '../../foundations/sbom/index.ts';
import type { ReportFormat } from '../format.ts';
import { named } from '../named.ts';
import { otherProperties } from './other-properties.ts';
import { makeVulnerabilities } from './vulnerabilities.ts';

/** What a report says, as a bill of materials. Without findings and without a source of advisories nothing was judged. */
export function bomOf(report: Report, version: CyclonedxVersion): object {
  const judged = report.findings.length > 0 || report.coverage.sources.length > 0;
  return cyclonedxBom(
    report,
    judged ? { vulnerabilities: makeVulnerabilities(report), properties: otherProperties(report) } : undefined,
    version,
  );
}

/** CycloneDX 1.6: what is in it and, when it was judged, what is wrong with it. */
export const cyclonedxFormat: ReportFormat = {
  id: 'cyclonedx',
  version: 1,
  title: 'CycloneDX 1.6 bill of materials, with vulnerabilities when judged',
  mediaType: 'application/vnd.cyclonedx+json; version=1.6',
  tells: ['packages'],
  extension: 'cdx.json',
  write: (report, options) => jsonText(bomOf(named(report, options), '1.6')),
};
