import { printable } from '../../src/core/index.ts';
import type { SuiteGroup, SuiteResult } from './suite.ts';

/** Longest text of an expectation that is printed. */
const longest = 2_000;

const line = (text: string): string => printable(text.length > longest ? `${text.slice(0, longest)}…` : text);

/** The failing cases, each with what was expected and what came. */
export function failureText(suite: string, result: SuiteResult): string {
  return result.failures
    .map(
      (failure) =>
        `FAILED ${suite} ${line(failure.case)}\n  expected  ${line(failure.expected)}\n  actual    ${line(failure.actual)}\n`,
    )
    .join('');
}

/** How many cases were skipped, by reason. */
export function skipText(suite: string, result: SuiteResult): string {
  const reasons = Map.groupBy(result.skipped, ({ why }) => why);
  return [...reasons].map(([why, cases]) => `skipped ${suite}: ${cases.length}, ${line(why)}\n`).join('');
}

/** Passes by scheme or kind, as a table. */
export function groupTable(suite: string, groups: readonly SuiteGroup[]): string {
  const rows = groups.map(({ name, passed, failed, skipped }) => {
    const run = passed + failed;
    const share = run === 0 ? '–' : `${((100 * passed) / run).toFixed(passed === run ? 0 : 1)} %`;
    return [name, String(passed), String(failed), String(skipped), share];
  });
  const table = [[suite, 'passed', 'failed', 'skipped', 'of those run'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return table.map((row) => `${row.map(cell).join('  ')}\n`).join('');
}

/** The last line of a run: `N passed, N failed`, and `, N skipped` where there are such. */
export function closingLine(results: readonly SuiteResult[]): string {
  const sum = (count: (result: SuiteResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  const skipped = sum((result) => result.skipped.length);
  const text = `${sum((result) => result.passed)} passed, ${sum((result) => result.failures.length)} failed`;
  return skipped === 0 ? text : `${text}, ${skipped} skipped`;
}
