import {
  defined,
  type Finding,
  isIncomplete,
  jsonText,
  openFindings,
  packageOf,
  placeOf,
  type Report,
  type Severity,
  weaknessesOf,
} from '../../core/index.ts';
import type { ReportFormat } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { homeOf, webLinks } from '../view/links.ts';
import { unjudgedTexts } from '../view/not-judged.ts';
import { imageTitle } from '../view/title.ts';

/** The version of GitLab's schemas of security reports that documents have: any GitLab from 16 on reads it. */
export const gitlabSchemaVersion = '15.0.7';

/** Each report of GitLab is of one kind, and has room for its kind of finding alone. */
type ScanType = 'container_scanning' | 'dependency_scanning' | 'sast' | 'secret_detection';

const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  negligible: 'Info',
  unknown: 'Unknown',
};

const longestName = 255;
const longestSolution = 7_000;

/** Which report it is: of an image the one of its packages, of sources that of what was looked for. */
function typeOf(report: Report): ScanType {
  const { lookedFor } = report.coverage;
  if (report.subject.kind === 'image') return 'container_scanning';
  if (lookedFor.length > 0 && lookedFor.every((kind) => kind === 'secret')) return 'secret_detection';
  const isOfPackages = lookedFor.length === 0 || lookedFor.includes('vulnerability');
  return isOfPackages ? 'dependency_scanning' : 'sast';
}

/** Whether a report of this type has a place for a finding. */
function fits(type: ScanType, finding: Finding): boolean {
  if (type === 'secret_detection') return finding.kind === 'secret';
  return type === 'sast' ? finding.kind !== 'secret' : packageOf(finding) !== undefined;
}

/** `name:tag`: the schema asks for one colon behind the name. */
function imageName({ subject }: Report): string {
  const title = clean(subject.kind === 'image' ? imageTitle(subject.name) : subject.name);
  if (/^[^:]+(?::\d+[^:]*)?:[^:]+$/.test(title)) return title;
  return `${title.replaceAll(':', '_') || 'image'}:latest`;
}

function systemOf({ distribution }: Report): string {
  return distribution === undefined
    ? 'unknown'
    : clean([distribution.id, distribution.version].filter(Boolean).join(':'));
}

function locationOf(type: ScanType, finding: Finding, report: Report): object {
  const { path, line } = placeOf(finding.location);
  const found = packageOf(finding);
  const dependency = { package: { name: clean(found?.name ?? '') }, version: clean(found?.version ?? '') };
  if (type === 'container_scanning')
    return { dependency, operating_system: systemOf(report), image: imageName(report) };
  if (type === 'dependency_scanning') return { file: clean(path), dependency };
  const file = { file: clean(path), ...defined({ start_line: line }) };
  // The commit that was looked at; zeros where none is known, as GitLab's own analysers have it.
  const { subject } = report;
  const sha = (subject.kind === 'files' ? subject.revision : undefined) ?? '0000000';
  return type === 'secret_detection' ? { ...file, commit: { sha } } : file;
}

function identifier(id: string): object {
  const { url } = homeOf(id);
  const type = /^CVE-/.test(id) ? 'cve' : /^CWE-/.test(id) ? 'cwe' : /^GHSA-/.test(id) ? 'ghsa' : 'seaworthy';
  const value = type === 'cwe' ? id.slice(4) : clean(id);
  return { type, name: clean(id), value, ...defined({ url }) };
}

function vulnerability(type: ScanType, finding: Finding, report: Report): object {
  const ids = [...new Set([finding.id, ...finding.aliases.slice(0, 20), ...weaknessesOf(finding)])].filter(
    (id) => clean(id) !== '',
  );
  const links = webLinks(finding.references).slice(0, 20);
  return {
    id: finding.fingerprint,
    name: clean(finding.title).slice(0, longestName).toWellFormed(),
    description: clean(finding.details ?? finding.title),
    severity: severityWords[finding.severity],
    solution: clean(finding.fix.advice).slice(0, longestSolution).toWellFormed(),
    identifiers: ids.map(identifier),
    ...(links.length === 0 ? {} : { links: links.map((url) => ({ url })) }),
    location: locationOf(type, finding, report),
  };
}

function document(report: Report): object {
  const type = typeOf(report);
  const open = openFindings(report);
  const told = open.filter((finding) => fits(type, finding));
  const time = report.created.slice(0, 19);
  const scanner = { id: 'seaworthy', name: 'Seaworthy', version: report.tool.version, vendor: { name: 'Seaworthy' } };
  const problems = report.coverage.problems.filter(({ incomplete }) => incomplete);
  const messages = [
    ...problems.map(({ where, message, code }) => ({ level: 'fatal', value: clean(`${where}: ${message} [${code}]`) })),
    ...unjudgedTexts(report).map((text) => ({ level: 'warn', value: clean(text) })),
    ...(told.length === open.length
      ? []
      : [
          {
            level: 'warn',
            value: `${open.length - told.length} of ${open.length} findings have no place in a report of the type ${type}`,
          },
        ]),
    ...(open.length === report.findings.length
      ? []
      : [{ level: 'info', value: `${report.findings.length - open.length} findings are set aside` }]),
  ];
  return {
    version: gitlabSchemaVersion,
    scan: {
      type,
      status: isIncomplete(report.coverage) ? 'failure' : 'success',
      start_time: time,
      end_time: time,
      analyzer: scanner,
      scanner,
      ...(messages.length === 0 ? {} : { messages }),
    },
    vulnerabilities: told.map((finding) => vulnerability(type, finding, report)),
  };
}

/** A security report as GitLab's pipelines take it (`artifacts: reports:`). */
export const gitlabFormat: ReportFormat = {
  id: 'gitlab',
  version: 1,
  title: `GitLab’s security report, schema ${gitlabSchemaVersion}`,
  mediaType: 'application/json',
  tells: ['findings'],
  extension: 'gitlab.json',
  write: (report) => jsonText(document(report)),
};
