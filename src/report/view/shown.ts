import { count, openFindings, type Report } from '../../core/index.ts';
import type { ShowFilter } from '../format.ts';

/** A report with the findings that are to be shown; those that are set aside stay, and are told as such. */
export function shownReport(report: Report, show: ShowFilter | undefined): Report {
  if (show === undefined) return report;
  const open = new Set(openFindings(report));
  return { ...report, findings: report.findings.filter((finding) => !open.has(finding) || show.shows(finding)) };
}

/** How many findings are not shown, as a sentence without its full stop; undefined where all are. */
export function hiddenText(report: Report, show: ShowFilter | undefined): string | undefined {
  const hidden = show === undefined ? 0 : openFindings(report).filter((finding) => !show.shows(finding)).length;
  return hidden === 0 || show === undefined
    ? undefined
    : `${count(hidden, 'finding is', 'findings are')} not shown (${show.text})`;
}
