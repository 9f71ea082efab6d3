import type { Report } from '../../core/index.ts';
import type { ReportFormat, WriteOptions } from '../format.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { groupFindings } from '../view/groups.ts';
import { hiddenText, shownReport } from '../view/shown.ts';
import { coverageLines } from './coverage.ts';
import { findingLines } from './findings.ts';
import { headerLines } from './header.ts';
import { closingLines, nextLines, setAsideLines } from './tail.ts';
import { upkeepBlock } from './upkeep.ts';

/** Columns that the narrowest layout needs; a narrower terminal wraps by itself. */
const narrowest = 40;
/** Lines longer than this are hard to read however wide the terminal is. */
const widest = 160;

function write(report: Report, options: WriteOptions): string {
  const width = Math.min(widest, Math.max(narrowest, options.width));
  const style = makeStyle(options);
  const groups = groupFindings(shownReport(report, options.show));
  const hidden = hiddenText(report, options.show);
  const blocks = [
    headerLines(report, style, width),
    upkeepBlock(report, style, width),
    findingLines(groups, style, width),
    hidden === undefined ? [] : wrap(`! ${hidden}.`, width).map(style.warn),
    setAsideLines(report, style, width),
    coverageLines(report, style, width),
    [...closingLines(report, style, width), ...nextLines(groups, style, options)],
  ];
  const text = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'));
  return `${text.join('\n\n')}\n`;
}

/** For people at a terminal. Its form may change at any time: programs read `json`. */
export const tableFormat: ReportFormat = {
  id: 'table',
  version: 1,
  title: 'for people at a terminal',
  mediaType: 'text/plain; charset=utf-8',
  tells: ['findings'],
  extension: 'txt',
  several: 'for people',
  showsSome: true,
  write,
};
