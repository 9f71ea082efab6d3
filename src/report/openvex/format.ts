import { createHash } from 'node:crypto';
import {
  formatPurl,
  jsonText,
  openFindings,
  type Report,
  type Subject,
  subjectKey,
  usageText,
  type VulnerabilityFinding,
} from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';
import { clean } from '../terminal/clean.ts';

/**
 * OpenVEX 0.2.0: what is known of the exploitability of each vulnerability in this image. We state only what was observed:
 * - `affected` when the package with the flaw was seen in use at run time;
 * - `under_investigation` otherwise, with what was observed and its limits. Not having been seen is never `not_affected`.
 */
function write(report: Report): string {
  const statements = openFindings(report)
    .filter((finding) => finding.kind === 'vulnerability')
    .filter(({ package: found }) => found !== undefined)
    .map((finding) => statement(finding, report));
  const body = { author: 'Seaworthy', timestamp: report.created, version: 1, tooling: tooling(report), statements };
  const id = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32);
  const document = { '@context': 'https://openvex.dev/ns/v0.2.0', '@id': `urn:seaworthy:vex:${id}`, ...body };
  return jsonText(document);
}

const tooling = ({ tool }: Report): string => `${tool.name} ${tool.version}`;

function statement(finding: VulnerabilityFinding, report: Report): object {
  const { package: found, usage } = finding;
  const isUsed = usage?.state === 'in-use';
  const notes = usage && found ? usageText(usage, found) : 'No observation of this image at run time is known.';
  return {
    vulnerability: {
      name: clean(finding.id),
      ...(finding.aliases.length > 0 ? { aliases: finding.aliases.map(clean) } : {}),
      description: clean(finding.title),
    },
    products: [{ '@id': productId(report.subject), subcomponents: [{ '@id': found?.purl }] }],
    status: isUsed ? 'affected' : 'under_investigation',
    status_notes: clean(notes),
    ...(isUsed ? { action_statement: clean(finding.fix.advice) } : {}),
    timestamp: report.created,
  };
}

/** The image by its digest (purl-spec, type `oci`); its name is the last part of the repository. */
function productId(subject: Subject): string {
  if (subject.kind !== 'image')
    return `urn:seaworthy:${subject.kind}:${encodeURIComponent(subjectKey(subject).slice(subject.kind.length + 1))}`;
  const repository = subject.name.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const name =
    repository
      .split('/')
      .at(-1)
      ?.toLowerCase()
      .replace(/[^a-z0-9._-]/g, '') || 'image';
  return formatPurl({ type: 'oci', name, version: subject.digest });
}

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
