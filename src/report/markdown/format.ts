import {
  count,
  type Finding,
  fixVersions,
  group,
  imageBeside,
  isExploited,
  packageOf,
  pathBeside,
  placeOf,
  type Report,
  type Subject,
  subjectTitle,
} from '../../core/index.ts';
import type { ReportFormat, WriteOptions } from '../format.ts';
import { markdownText } from '../sarif/markdown.ts';
import { clean } from '../terminal/clean.ts';
import { homeOf } from '../view/links.ts';
import { hiddenText, shownReport } from '../view/shown.ts';
import { summarise, verdict } from '../view/summary.ts';
import { severityMark, severityOrder } from '../view/words.ts';

/** Rows that a reader of a comment still reads; the rest is counted. */
const mostRows = 50;
/** Characters of all rows: escaped text is longer, and GitHub refuses a comment of more than 65,536. */
const mostRowText = 25_000;
/** Problems told one by one. */
const mostProblems = 10;
/** Characters of one cell: GitHub and GitLab take comments of 65,536 and a million characters. */
const longestCell = 200;

const short = (text: string): string => {
  const cut = text.length > longestCell ? `${text.slice(0, longestCell - 1).toWellFormed()}…` : text;
  return markdownText(cut);
};

function row(finding: Finding, subject: Subject): string {
  const found = packageOf(finding);
  const { line } = placeOf(finding.location);
  const path = pathBeside(finding, subject);
  const image = imageBeside(finding, subject);
  const { url } = homeOf(finding.id);
  const id = url === undefined ? short(finding.id) : `[${short(finding.id)}](${url})`;
  const about =
    found === undefined
      ? short(line === undefined ? path : `${path}:${line}`)
      : `${short(found.name)} ${short(found.version)}${image === undefined ? '' : ` of ${short(image)}`}`;
  const fixed = fixVersions(finding.fix).join(', ');
  const does = fixed === '' ? finding.fix.advice : `→ ${fixed}`;
  const mark = `${severityMark[finding.severity]} ${finding.severity}${isExploited(finding) ? ', exploited' : ''}`;
  return `| ${mark} | ${id} | ${about} | ${short(finding.title)} | ${short(does)} |`;
}

/** The first rows, as many as a comment has room for. */
function rowsOf(open: readonly Finding[], subject: Report['subject']): readonly string[] {
  let room = mostRowText;
  const rows: string[] = [];
  for (const finding of open.slice(0, mostRows)) {
    const text = row(finding, subject);
    room -= text.length;
    if (room < 0) break;
    rows.push(text);
  }
  return rows;
}

function counts(report: Report): string {
  const { bySeverity } = summarise(report);
  return severityOrder
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${severityMark[severity]} **${group(bySeverity[severity])}** ${severity}`)
    .join(' · ');
}

function write(report: Report, { show }: WriteOptions): string {
  const shown = shownReport(report, show);
  const { open, setAside } = summarise(shown);
  const said = verdict(report);
  const mark = { findings: '', clean: '✓ ', 'partly-judged': '⚠ ', 'not-judged': '⚠ ' }[said.state];
  const hidden = hiddenText(report, show);
  const problems = report.coverage.problems.filter(({ incomplete }) => incomplete);
  const more = (all: number, most: number, what: string): readonly string[] =>
    all > most ? ['', `and ${count(all - most, `more ${what}`)}`] : [];
  const rows = rowsOf(open, report.subject);
  const lines = [
    `### Seaworthy: ${short(subjectTitle(report.subject))}`,
    '',
    `${mark}**${markdownText(said.line)}.**`,
    ...said.but.map((but) => `\n⚠ ${markdownText(but)}.`),
    ...(said.state === 'findings' ? ['', counts(report)] : []),
    ...(open.length === 0
      ? []
      : [
          '',
          '| severity | id | where | what | what to do |',
          '|---|---|---|---|---|',
          ...rows,
          ...more(open.length, rows.length, 'finding'),
        ]),
    ...(hidden === undefined ? [] : ['', `${clean(hidden)}.`]),
    ...(setAside.length === 0 ? [] : ['', `${count(setAside.length, 'finding')} set aside.`]),
    ...(problems.length === 0
      ? []
      : [
          '',
          '**Not judged:**',
          '',
          ...problems.slice(0, mostProblems).map(({ where, message }) => `- ${short(where)}: ${short(message)}`),
          ...more(problems.length, mostProblems, 'problem'),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A comment on a merge or pull request: the verdict, the riskiest findings, what was not judged. */
export const markdownFormat: ReportFormat = {
  id: 'markdown',
  version: 1,
  title: 'Markdown, for a comment on a pull or merge request',
  mediaType: 'text/markdown; charset=utf-8',
  tells: ['findings'],
  extension: 'md',
  showsSome: true,
  write,
};
