import {
  dayOf,
  type Finding,
  fixVersions,
  isExploited,
  packageOf,
  pathBeside,
  placeOf,
  type Report,
  setAsideBy,
  timeOf,
  weaknessesOf,
} from '../../core/index.ts';
import type { ReportFormat, WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { unjudgedTexts } from '../view/not-judged.ts';
import { hiddenText, shownReport } from '../view/shown.ts';

const columns = [
  'state',
  'severity',
  'risk',
  'id',
  'kind',
  'title',
  'package',
  'version',
  'fixed in',
  'path',
  'line',
  'exploited',
  'weaknesses',
  'reported by',
  'advice',
  'set aside by',
  'reason',
  'until',
  'fingerprint',
] as const;

type Row = Partial<Record<(typeof columns)[number], string>>;

/** What a spreadsheet would take for a formula begins with one of these, also in their full-width forms. */
const formula = /^[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;

/** One cell (RFC 4180), always quoted. An apostrophe before what looks like a formula makes it a text. */
export function cell(text: string): string {
  const plain = clean(text);
  return `"${(formula.test(plain) ? `'${plain}` : plain).replaceAll('"', '""')}"`;
}

const rowText = (row: Row): string => columns.map((name) => cell(row[name] ?? '')).join(',');

function findingRow(finding: Finding, report: Report): Row {
  const found = packageOf(finding);
  const { line } = placeOf(finding.location);
  const path = pathBeside(finding, report.subject);
  const aside = setAsideBy(finding, timeOf(report));
  const tools = [...new Set((finding.reportedBy ?? []).map(({ tool }) => tool))];
  return {
    state: aside === undefined ? 'open' : 'set aside',
    severity: finding.severity,
    risk: String(finding.risk.score),
    id: finding.id,
    kind: finding.kind,
    title: finding.title,
    package: found?.name ?? '',
    version: found?.version ?? '',
    'fixed in': fixVersions(finding.fix).join(' '),
    path,
    line: line === undefined ? '' : String(line),
    exploited: isExploited(finding) ? 'yes' : '',
    weaknesses: weaknessesOf(finding).join(' '),
    'reported by': tools.join(', '),
    advice: finding.fix.advice,
    'set aside by': aside?.by ?? '',
    reason: aside?.reason ?? '',
    until: aside?.until === undefined ? '' : dayOf(aside.until),
    fingerprint: finding.fingerprint,
  };
}

/** What was not read or judged, so that a list without findings does not look like good news. */
function gapRows(report: Report): readonly Row[] {
  const problems = report.coverage.problems
    .filter(({ incomplete }) => incomplete)
    .map(({ code, message, where }): Row => ({ state: 'not judged', id: code, title: message, path: where }));
  return [...problems, ...unjudgedTexts(report).map((title): Row => ({ state: 'not judged', title }))];
}

function write(report: Report, { show }: WriteOptions): string {
  const { findings } = shownReport(report, show);
  const hidden = hiddenText(report, show);
  const all = [
    ...findings.map((finding) => findingRow(finding, report)),
    ...gapRows(report),
    ...(hidden === undefined ? [] : [{ state: 'not shown', title: hidden }]),
  ];
  return [columns.map(cell).join(','), ...all.map(rowText)].map((line) => `${line}\n`).join('');
}

/** A table for spreadsheets: a row a finding, also those set aside, and a row for each thing that was not judged. */
export const csvFormat: ReportFormat = {
  id: 'csv',
  version: 1,
  title: 'comma-separated values, a row a finding, for spreadsheets',
  mediaType: 'text/csv; charset=utf-8',
  tells: ['findings'],
  extension: 'csv',
  showsSome: true,
  write,
};
