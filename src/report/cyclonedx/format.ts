import { isIncomplete, jsonText, type Report } from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';
import { serialNumber, subjectRef } from '../view/identity.ts';
import { makeComponents, makeDependencies, subjectComponent } from './components.ts';
import type { Property } from './types.ts';
import { makeVulnerabilities } from './vulnerabilities.ts';

/** What was judged by which data, and what was not looked at: CycloneDX has no place of its own for it. */
function coverageProperties(report: Report): readonly Property[] {
  return [
    ...report.coverage.sources.map((each) => ({
      name: `seaworthy:source:${each.id}`,
      value: `${each.date}, ${each.records} records, ${each.digest}`,
    })),
    ...report.coverage.problems.map((each) => ({
      name: `seaworthy:problem:${each.code}`,
      value: `${each.where}: ${each.message}`.toWellFormed(),
    })),
    ...report.coverage.unjudged.map((each) => ({
      name: `seaworthy:unjudged:${each.type}`,
      value: `${each.packages} packages: ${each.why}`,
    })),
    ...report.coverage.unidentified.map(({ path, what }) => ({
      name: `seaworthy:unidentified:/${path}`.toWellFormed(),
      value: what.toWellFormed(),
    })),
  ];
}

/**
 * A bill of materials. One made without judging (no finding and no source of advisories) has no `vulnerabilities`: their absence must not look
 * like "none found".
 */
function write(report: Report): string {
  const judged = report.findings.length > 0 || report.coverage.sources.length > 0;
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${serialNumber(report, judged ? 'scan' : 'sbom')}`,
    version: 1,
    metadata: {
      timestamp: report.created,
      ...(report.subject.kind === 'image' ? { lifecycles: [{ phase: 'post-build' }] } : {}),
      tools: { components: [{ type: 'application', name: report.tool.name, version: report.tool.version }] },
      component: subjectComponent(report),
      properties: coverageProperties(report),
    },
    components: makeComponents(report),
    dependencies: makeDependencies(report),
    // What we do not find we cannot list: the list is known to be incomplete, or nothing is known about it.
    compositions: [
      { aggregate: isIncomplete(report.coverage) ? 'incomplete' : 'unknown', assemblies: [subjectRef(report)] },
    ],
    ...(judged ? { vulnerabilities: makeVulnerabilities(report) } : {}),
  };
  return jsonText(bom);
}

/** CycloneDX 1.6: what is in it and, when it was judged, what is wrong with it. */
export const cyclonedxFormat: ReportFormat = {
  id: 'cyclonedx',
  version: 1,
  title: 'CycloneDX 1.6 bill of materials, with vulnerabilities when judged',
  mediaType: 'application/vnd.cyclonedx+json; version=1.6',
  tells: ['packages'],
  extension: 'cdx.json',
  write,
};
