import {
  count,
  type DataSource,
  isDigest,
  minuteOf,
  type Subject,
  shortDigest,
  subjectSort,
} from '../../core/index.ts';
import type { ComparedReport, ReportDiff } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle, type Style } from '../terminal/style.ts';
import { cut, wrap } from '../terminal/width.ts';
import { findingCounts, findingLines, packageCounts, packageLines } from './changes.ts';

/** Two reports side by side, for people: what they are of, what changed among the findings, what among the packages. */
export function diffText({ before, after, findings, packages }: ReportDiff, options: WriteOptions): string {
  const style = makeStyle(options);
  const { width } = options;
  const { appeared, gone, changed } = findings;
  const short = `${count(appeared.length, 'finding')} appeared, ${gone.length} gone, ${changed.length} changed`;
  const caution = before.incomplete || after.incomplete ? ', as far as both sides were read' : '';
  const blocks = [
    [
      ...sideLines('A', before, style, width),
      ...sideLines('B', after, style, width),
      ...dataLines(before, after, width),
    ],
    [
      ...wrap(`findings: ${findingCounts(findings)}`, width).map(style.strong),
      ...findingLines(findings, style, width, { now: new Date(after.created), packages }),
    ],
    [...wrap(`packages: ${packageCounts(packages)}`, width).map(style.strong), ...packageLines(packages, style, width)],
    wrap(`In short: ${short}${caution}.`, width).map(style.strong),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function sideLines(letter: string, side: ComparedReport, style: Style, width: number): string[] {
  const line = `${letter}  ${clean(side.subject.name)}`;
  return [
    style.strong(cut(line, width)),
    style.faint(`   ${cut(subjectWords(side.subject), width - 24)}, ${minuteOf(side.created)} UTC`),
    ...(side.notListed === undefined
      ? []
      : wrap(`no verdict hangs on it: ${clean(side.notListed)}`, width - 3).map((one) => style.warn(`!  ${one}`))),
    ...(side.incomplete
      ? wrap('incomplete: what is missing in it may be there all the same', width - 3).map((one) =>
          style.warn(`!  ${one}`),
        )
      : []),
  ];
}

function subjectWords(subject: Subject): string {
  if (subject.kind !== 'image') return subjectSort(subject);
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
