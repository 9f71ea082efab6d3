import { dayOf, group, packageOf, placeOf, type Report, sourceText } from '../../core/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import type { Style } from '../terminal/style.ts';
import { cut, wrap } from '../terminal/width.ts';
import type { Group } from '../view/groups.ts';
import { summarise, verdict } from '../view/summary.ts';
import { severityOrder } from '../view/words.ts';
import { heading } from './header.ts';

/** Findings that somebody has set aside: who, why and until when. */
export function setAsideLines(report: Report, style: Style, width: number): readonly string[] {
  const { setAside } = summarise(report);
  if (setAside.length === 0) return [];
  return [
    heading('set aside', style, width),
    ...setAside.flatMap((finding) => {
      const { by = '', reason = '', until } = finding.suppression ?? {};
      const source = finding.suppression && sourceText(finding.suppression);
      const about = packageOf(finding)?.name ?? placeOf(finding.location).path;
      return [
        cut(`${clean(finding.id)}  ${clean(about)}  ${finding.severity}`, width),
        ...wrap(
          `by ${clean(by)}${until === undefined ? '' : ` until ${dayOf(clean(until))}`}: ${clean(reason)}${source === undefined ? '' : ` (${clean(source)})`}`,
          width - 2,
        ).map((line) => style.faint(`  ${line}`)),
      ];
    }),
  ];
}

/** The answer once more, where the reader of a long report has arrived. */
export function closingLines(report: Report, style: Style, width: number): readonly string[] {
  const { state, line, but } = verdict(report);
  const { bySeverity } = summarise(report);
  const counts = severityOrder
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${group(bySeverity[severity])} ${severity}`);
  const text = [line, ...(counts.length === 0 ? [] : [`: ${counts.join(', ')}`])].join('');
  const rest = but.map((one) => clean(one.replace(/ \([^()]*: [^()]*\)$|: .*$/s, '')));
  const paint = state === 'clean' ? style.good : state === 'findings' ? style.strong : style.warn;
  return wrap(`In short: ${lowerFirst([text, ...rest].join('. '))}.`, width).map(paint);
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What to type next. */
export function nextLines(groups: readonly Group[], style: Style, { explainCommand }: WriteOptions): readonly string[] {
  const first = groups[0]?.rows[0]?.finding;
  const command = first === undefined ? undefined : explainCommand?.(first);
  // It stays whole, so that it can be copied.
  return command === undefined ? [] : [style.strong(`next: ${clean(command)}`)];
}
