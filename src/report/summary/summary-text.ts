import { count, group, type Report } from '../../core/index.ts';
import type { WriteOptions } from '../format.ts';
import { heading } from '../table/header.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { summarise, verdict } from '../view/summary.ts';
import { severityOrder } from '../view/words.ts';

/** What came of one target of several. */
export interface TargetLine {
  readonly target: string;
  /** The exit code that it would have had alone. */
  readonly code: number;
  /** In a few words. */
  readonly said: string;
}

/** A report in a few words: how its verdict stands, and findings by severity. */
export function inShort(report: Report): string {
  const { bySeverity } = summarise(report);
  const counts = severityOrder
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${group(bySeverity[severity])} ${severity}`);
  const { line } = verdict(report);
  return counts.length === 0 ? line : `${line}: ${counts.join(', ')}`;
}

/** Columns of an exit code, and what parts it from the rest. */
const margin = 5;

/** All targets of one run and the exit code of each, for people. `code` is that of the run. */
export function summaryText(lines: readonly TargetLine[], code: number, options: WriteOptions): string {
  const style = makeStyle(options);
  const room = Math.max(20, options.width - margin);
  const blocks = lines.flatMap(({ target, code: own, said }) => {
    const [first = '', ...more] = wrap(clean(target), room);
    const exit = String(own).padStart(margin - 2);
    const paint = own === 0 ? style.good : own === 5 ? style.warn : style.alarm;
    return [
      `${paint(exit)}  ${style.strong(first)}`,
      ...more.map((line) => `${' '.repeat(margin)}${style.strong(line)}`),
      ...wrap(clean(said), room).map((line) => `${' '.repeat(margin)}${line}`),
    ];
  });
  const sum = `${count(lines.length, 'target')}: exit code ${code}${lines.length > 1 ? ', that of the worst' : ''}`;
  return `${[heading('all targets', style, options.width), ...blocks, '', style.strong(sum)].join('\n')}\n`;
}
