import { openFindings, type Report } from '../../core/index.ts';
import type { ReportFormat, WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { shownReport } from '../view/shown.ts';

function write(report: Report, { show }: WriteOptions): string {
  const open = openFindings(shownReport(report, show));
  return [...new Set(open.map((finding) => clean(finding.id)))].map((id) => `${id}\n`).join('');
}

/** One id a line, for scripts: every id once, riskiest first, without those set aside. */
export const nameFormat: ReportFormat = {
  id: 'name',
  version: 1,
  title: 'finding ids, one a line',
  mediaType: 'text/plain; charset=utf-8',
  tells: ['findings'],
  extension: 'txt',
  several: 'lines',
  showsSome: true,
  write,
};
