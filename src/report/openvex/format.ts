import { createHash } from 'node:crypto';
import { jsonText, type Report, setAsideBy, timeOf } from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';
import { absentFlaws, notThere, observed, taken } from './statements.ts';

/**
 * OpenVEX 0.2.0: what is known of the exploitability of each vulnerability in this image. We state only what was observed:
 * - `affected` when the package with the flaw was seen in use at run time;
 * - `not_affected` when the tables of all programs with the package show that the code with the flaw is in none of them;
 * - `under_investigation` otherwise, with what was observed and its limits. Not having been seen is never `not_affected`.
 * A statement of somebody else that was taken in is handed on as theirs. That somebody has set a finding aside otherwise says nothing of whether the image is
 * affected: it is stated as observed, with who did.
 */
function write(report: Report): string {
  const now = timeOf(report);
  const isAbsent = absentFlaws(report);
  const statements = report.findings.flatMap((finding): readonly object[] => {
    if (finding.kind !== 'vulnerability' || finding.package === undefined) return [];
    const aside = setAsideBy(finding, now);
    const stated = aside?.source?.vex;
    if (stated === undefined && isAbsent(finding)) return [notThere(finding, report)];
    if (aside === undefined) return [observed(finding, report)];
    return [stated === undefined ? observed(finding, report, aside) : taken(finding, aside, stated, report)];
  });
  const body = { author: 'Seaworthy', timestamp: report.created, version: 1, tooling: tooling(report), statements };
  const id = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32);
  const document = { '@context': 'https://openvex.dev/ns/v0.2.0', '@id': `urn:seaworthy:vex:${id}`, ...body };
  return jsonText(document);
}

const tooling = ({ tool }: Report): string => `${tool.name} ${tool.version}`;

/** Statements for whoever runs the image, from what was seen at run time. */
export const openvexFormat: ReportFormat = {
  id: 'openvex',
  version: 1,
  title: 'OpenVEX 0.2.0: what was observed at run time',
  mediaType: 'application/vnd.openvex+json',
  tells: ['vulnerabilities'],
  extension: 'vex.json',
  write,
};
