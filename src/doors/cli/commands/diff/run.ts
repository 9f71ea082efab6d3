import path from 'node:path';
import { type DataSource, isDigest, jsonText, type Report, type Subject, shortDigest } from '../../../../core/index.ts';
import type { ComparedReport, ReportDiff } from '../../../../flows/index.ts';
import { clean, cut, makeStyle, maxReportLength, type Style, wrap } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { findingCounts, findingLines, packageCounts, packageLines } from '../../diff/diff-text.ts';
import { judgeDiffs } from '../../diff/judge-diffs.ts';
import { reportFile } from '../../diff/report-file.ts';
import { shortTime } from '../../ledger/subject-text.ts';

export async function run(context: Context): Promise<number> {
  const { color, endProgress, flows, host, settings, values, words } = context;
  const [a = '', b = ''] = words;
  // Both are looked at before anything is scanned: a report that is broken should not cost a scan.
  const before = await side(a, context);
  const after = await side(b, context);
  const found = await (await flows()).diff(before, after, settings);
  endProgress();
  const width = host.out.columns;
  await host.out.write(values.on(output.json) ? jsonText(found) : diffText(found, makeStyle({ color, width }), width));
  const missed = [found.before.incomplete ? 'A' : '', found.after.incomplete ? 'B' : ''].filter((one) => one !== '');
  const unjudged = Math.max(0, found.after.unjudged - found.before.unjudged);
  return judgeDiffs([{ findings: found.findings, basis: found.after, unjudged }], missed, context);
}

async function side(reference: string, { host }: Context): Promise<string | Report> {
  const text = reportFile(path.resolve(host.workingFolder, reference), maxReportLength);
  return text === undefined ? reference : (await host.reports()).readReport(text, reference);
}

function diffText({ before, after, findings, packages }: ReportDiff, style: Style, width: number): string {
  const blocks = [
    [
      ...sideLines('A', before, style, width),
      ...sideLines('B', after, style, width),
      ...dataLines(before, after, width),
    ],
    [...wrap(`findings: ${findingCounts(findings)}`, width).map(style.strong), ...findingLines(findings, style, width)],
    [...wrap(`packages: ${packageCounts(packages)}`, width).map(style.strong), ...packageLines(packages, style, width)],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function sideLines(letter: string, side: ComparedReport, style: Style, width: number): string[] {
  const line = `${letter}  ${clean(side.subject.name)}`;
  return [
    style.strong(cut(line, width)),
    style.faint(`   ${cut(subjectWords(side.subject), width - 24)}, ${shortTime(side.created)} UTC`),
    ...(side.incomplete
      ? wrap('incomplete: what is missing in it may be there all the same', width - 3).map((one) =>
          style.warn(`!  ${one}`),
        )
      : []),
  ];
}

function subjectWords(subject: Subject): string {
  if (subject.kind !== 'image') return subject.kind;
  return `image ${isDigest(subject.digest) ? shortDigest(subject.digest) : clean(subject.digest)}`;
}

/** Sources of advisories that are not of the same date on both sides: a finding may have appeared only because more is known. */
function dataLines({ sources: a }: ComparedReport, { sources: b }: ComparedReport, width: number): readonly string[] {
  const day = (source: DataSource | undefined): string => source?.date.slice(0, 10) ?? 'none';
  const ids = [...new Set([...a, ...b].map(({ id }) => id))];
  const other = ids.flatMap((id) => {
    const [from, to] = [a.find((one) => one.id === id), b.find((one) => one.id === id)];
    return from?.digest === to?.digest ? [] : [clean(`${id} ${day(from)} → ${day(to)}`)];
  });
  return other.length === 0 ? [] : wrap(`data differs: ${other.join(', ')}`, width - 3).map((line) => `   ${line}`);
}
