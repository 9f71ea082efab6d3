import { defined, errorCatalogue, isIncomplete, jsonText, type Report, subjectSort } from '../../core/index.ts';
import type { ReportFormat, ShowFilter } from '../format.ts';
import { hiddenText, shownReport } from '../view/shown.ts';
import { stable } from '../view/stable.ts';
import { cuts, findingsThatFit } from './limits.ts';
import { cutNotification, makeNotification, makeResult, rootId } from './results.ts';
import { cutRules, makeRules } from './rules.ts';

/** `room` is how many results the document may have. */
export function sarifText(report: Report, room?: number, show?: ShowFilter): string {
  const shown = shownReport(report, show);
  const findings = findingsThatFit(shown, room);
  const hidden = hiddenText(report, show);
  const rules = makeRules(findings);
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const results = findings.map((finding) => makeResult(report, finding, indexes.get(finding.id) ?? -1));
  const cutMessages = results.filter(({ properties }) => properties.message !== undefined).length;
  const notifications = [
    ...report.coverage.problems.map((problem) => makeNotification(report, problem)),
    ...(hidden === undefined ? [] : [cutNotification(report, `${hidden}.`)]),
    ...cuts(shown.findings.length, findings.length, cutRules(findings) + cutMessages).map((text) =>
      cutNotification(report, text),
    ),
  ];
  const codes = [...new Set(notifications.map(({ descriptor }) => descriptor.id))].sort();
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
            toolExecutionNotifications: notifications,
          },
        ],
        originalUriBaseIds: { [rootId]: { description: { text: 'Root of the file system that was scanned.' } } },
        columnKind: 'unicodeCodePoints',
        results,
        properties: {
          subject: report.subject,
          ...defined({ distribution: report.distribution, base: report.base }),
          layers: report.layers,
          packages: report.packages.length,
          findings: report.findings.length,
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
  showsSome: true,
  write: (report, { show }) => sarifText(report, undefined, show),
};
