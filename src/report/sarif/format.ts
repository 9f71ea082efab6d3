import { errorCatalogue, isIncomplete, jsonText, type Report, subjectSort } from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';
import { stable } from '../view/stable.ts';
import { makeNotification, makeResult, rootId } from './results.ts';
import { makeRules } from './rules.ts';

function write(report: Report): string {
  const rules = makeRules(report.findings);
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const codes = [...new Set(report.coverage.problems.map((problem) => problem.code))].sort();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Seaworthy',
            version: report.tool.version,
            rules,
            notifications: codes.map((id) => ({
              id,
              shortDescription: { text: errorCatalogue[id].means },
              help: { text: errorCatalogue[id].next },
            })),
          },
        },
        automationDetails: { id: `seaworthy/${subjectSort(report.subject)}/${report.subject.name}/` },
        invocations: [
          {
            executionSuccessful: !isIncomplete(report.coverage),
            endTimeUtc: report.created,
            toolExecutionNotifications: report.coverage.problems.map((problem) => makeNotification(report, problem)),
          },
        ],
        originalUriBaseIds: { [rootId]: { description: { text: 'Root of the file system that was scanned.' } } },
        columnKind: 'unicodeCodePoints',
        results: report.findings.map((finding) => makeResult(report, finding, indexes.get(finding.id) ?? -1)),
        properties: {
          subject: report.subject,
          ...(report.distribution === undefined ? {} : { distribution: report.distribution }),
          layers: report.layers,
          packages: report.packages.length,
          parts: report.coverage.parts,
          sources: report.coverage.sources,
          unjudged: report.coverage.unjudged,
          unidentified: report.coverage.unidentified,
        },
      },
    ],
  };
  return jsonText(log, (key, value) => (key === 'properties' ? stable(value) : value));
}

/** SARIF 2.1.0, for code scanning and editors. */
export const sarifFormat: ReportFormat = {
  id: 'sarif',
  version: 1,
  title: 'SARIF 2.1.0, for code scanning',
  mediaType: 'application/sarif+json',
  tells: ['findings'],
  extension: 'sarif',
  write,
};
