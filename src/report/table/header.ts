import { count, distributionName, group, type Report } from '../../core/index.ts';
import { clean } from '../terminal/clean.ts';
import type { Style } from '../terminal/style.ts';
import { cut, wrap } from '../terminal/width.ts';
import { holdsSoftware, isSourceTree, subjectFacts, supportOf } from '../view/subject.ts';
import { summarise, verdict } from '../view/summary.ts';
import { severityMark, severityOrder } from '../view/words.ts';

/** What was scanned, and the answer in one line. */
export function headerLines(report: Report, style: Style, width: number): readonly string[] {
  return [...subjectLines(report, style, width), '', ...verdictLines(report, style, width)];
}

function subjectLines(report: Report, style: Style, width: number): readonly string[] {
  if (!holdsSoftware(report)) {
    const facts = subjectFacts(report).map(clean).join(' · ');
    return [...wrap(clean(report.subject.name), width).map(style.strong), ...wrap(facts, width).map(style.faint)];
  }
  const support = supportOf(report);
  const distribution = report.distribution === undefined ? '' : `${clean(distributionName(report.distribution))}, `;
  const facts = [
    ...subjectFacts(report),
    count(report.packages.length, 'package'),
    ...(isSourceTree(report) ? [] : [count(report.layers.length, 'layer')]),
  ];
  const system = isSourceTree(report) ? [] : wrap(`${distribution}${clean(support.text)}`, width);
  return [
    ...wrap(clean(report.subject.name), width).map(style.strong),
    ...wrap(facts.map(clean).join(' · '), width).map(style.faint),
    ...system.map(support.state === 'ended' ? style.alarm : style.faint),
  ];
}

function verdictLines(report: Report, style: Style, width: number): readonly string[] {
  const said = verdict(report);
  const paint = said.state === 'findings' ? style.strong : said.state === 'clean' ? style.good : style.warn;
  const mark = { findings: '', clean: '✓ ', 'partly-judged': '! ', 'not-judged': '! ' }[said.state];
  return [
    ...wrap(`${mark}${said.line}.`, width).map(paint),
    ...(said.state === 'findings' ? [countsLine(report, style, width)] : []),
    ...said.but.flatMap((but) => indented(`! ${clean(but)}.`, width).map(style.warn)),
  ];
}

function indented(text: string, width: number): readonly string[] {
  return wrap(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));
}

function countsLine(report: Report, style: Style, width: number): string {
  const summary = summarise(report);
  const severities = severityOrder
    .filter((severity) => summary.bySeverity[severity] > 0)
    .map((severity) => {
      const text = `${severityMark[severity]} ${group(summary.bySeverity[severity])} ${severity}`;
      return { text, shown: style.severity[severity](text) };
    });
  const others = [
    {
      text: `${group(summary.exploited)} exploited`,
      shown: style.alarm(`${group(summary.exploited)} exploited`),
      number: summary.exploited,
    },
    { text: `${group(summary.fixable)} fixable`, shown: `${group(summary.fixable)} fixable`, number: summary.fixable },
    {
      text: `${group(summary.setAside.length)} set aside`,
      shown: `${group(summary.setAside.length)} set aside`,
      number: summary.setAside.length,
    },
  ].filter((each) => each.number > 0);
  const lines: string[] = [];
  for (const list of [severities, others]) {
    let line = '';
    let used = 0;
    for (const { text, shown } of list) {
      if (used > 0 && used + 2 + text.length > width) {
        lines.push(line);
        [line, used] = ['', 0];
      }
      line += `${used === 0 ? '' : '  '}${shown}`;
      used += (used === 0 ? 0 : 2) + text.length;
    }
    if (line !== '') lines.push(line);
  }
  return lines.join('\n');
}

/** A heading between parts. */
export function heading(title: string, style: Style, width: number): string {
  const text = `── ${title} `;
  return style.faint(cut(text + '─'.repeat(Math.max(0, width - text.length)), width));
}
