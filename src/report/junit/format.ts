import {
  type Finding,
  type FindingKind,
  openFindings,
  packageOf,
  pathBeside,
  placeOf,
  type Report,
  setAsideBy,
  subjectTitle,
  timeOf,
} from '../../core/index.ts';
import type { ReportFormat, WriteOptions } from '../format.ts';
import { escapeText } from '../html/markup.ts';
import { clean } from '../terminal/clean.ts';
import { unjudgedTexts } from '../view/not-judged.ts';
import { hiddenText, shownReport } from '../view/shown.ts';
import { kindWord } from '../view/words.ts';

interface TestCase {
  readonly name: string;
  readonly group: string;
  readonly file?: string;
  readonly outcome?: {
    readonly tag: 'failure' | 'error' | 'skipped';
    readonly message: string;
    readonly body?: string;
  };
}

/** One line that is safe in an attribute: escaped, without what XML 1.0 has no character for. */
const attribute = (text: string): string => escapeText(clean(text)).replace(/[\ufffe\uffff]/g, '\ufffd');

function findingCase(finding: Finding, report: Report): TestCase {
  const found = packageOf(finding);
  const { path, line } = placeOf(finding.location);
  const named = pathBeside(finding, report.subject);
  const place = line === undefined ? named : `${named}:${line}`;
  const about = [found === undefined ? '' : `${found.name} ${found.version}`, place].filter(Boolean).join(', ');
  const aside = setAsideBy(finding, timeOf(report));
  const base = {
    name: [finding.id, about].filter(Boolean).join(': '),
    group: kindWord[finding.kind],
    ...(path === '' ? {} : { file: path }),
  };
  if (aside !== undefined)
    return { ...base, outcome: { tag: 'skipped', message: `set aside by ${aside.by}: ${aside.reason}` } };
  const body = [
    `${finding.severity}: ${finding.title}`,
    ...(about === '' ? [] : [`at: ${about}`]),
    `what to do: ${finding.fix.advice}`,
    ...finding.references.slice(0, 3),
  ];
  return {
    ...base,
    outcome: { tag: 'failure', message: `${finding.severity}: ${finding.title}`, body: body.map(clean).join('\n') },
  };
}

/** What was looked for and not found: only where all was judged does it pass. */
function passedCases(report: Report, gaps: readonly TestCase[]): readonly TestCase[] {
  if (gaps.length > 0) return [];
  const found = new Set<FindingKind>(openFindings(report).map(({ kind }) => kind));
  return report.coverage.lookedFor
    .filter((kind) => !found.has(kind))
    .map((kind) => ({ name: `nothing found: ${kind}`, group: kindWord[kind] }));
}

function gapCases(report: Report): readonly TestCase[] {
  const problems = report.coverage.problems.filter(({ incomplete }) => incomplete);
  return [
    ...problems.map(
      ({ code, message, where }): TestCase => ({
        name: `not judged: ${where}`,
        group: 'Coverage',
        outcome: { tag: 'error', message: `${message} [${code}]` },
      }),
    ),
    ...unjudgedTexts(report).map(
      (message): TestCase => ({ name: message, group: 'Coverage', outcome: { tag: 'error', message } }),
    ),
  ];
}

function caseText({ name, group, file, outcome }: TestCase, suite: string): string {
  const at = file === undefined ? '' : ` file="${attribute(file)}"`;
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(`${suite}.${group}`)}"${at} time="0"`;
  if (outcome === undefined) return `${head}/>`;
  const { tag, message, body } = outcome;
  const inner = body === undefined ? '' : escapeText(body).replace(/[\ufffe\uffff]/g, '\ufffd');
  const type = tag === 'skipped' ? '' : ` type="${attribute(group)}"`;
  return `${head}>\n      <${tag} message="${attribute(message)}"${type}>${inner}</${tag}>\n    </testcase>`;
}

function write(report: Report, { show }: WriteOptions): string {
  const shown = shownReport(report, show);
  const suite = subjectTitle(report.subject).replaceAll('.', '_');
  const gaps = gapCases(report);
  const hidden = hiddenText(report, show);
  const cases = [
    ...shown.findings.map((finding) => findingCase(finding, report)),
    ...gaps,
    ...passedCases(report, gaps),
    ...(hidden === undefined
      ? []
      : [{ name: hidden, group: 'Coverage', outcome: { tag: 'skipped', message: 'not shown, as asked' } } as const]),
  ];
  const number = (tag: string): number => cases.filter(({ outcome }) => outcome?.tag === tag).length;
  const counts = `tests="${cases.length}" failures="${number('failure')}" errors="${number('error')}" skipped="${number('skipped')}" time="0"`;
  const time = report.created.slice(0, 19);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Seaworthy" ${counts}>`,
    `  <testsuite name="${attribute(subjectTitle(report.subject))}" ${counts} timestamp="${attribute(time)}">`,
    ...cases.map((one) => caseText(one, suite)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** JUnit's XML as GitLab and Jenkins read it: a finding fails, what is set aside is skipped, what was not judged is an error. */
export const junitFormat: ReportFormat = {
  id: 'junit',
  version: 1,
  title: 'JUnit XML, for what shows the results of tests',
  mediaType: 'application/xml; charset=utf-8',
  tells: ['findings'],
  extension: 'junit.xml',
  showsSome: true,
  write,
};
