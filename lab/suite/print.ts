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

/** The whole of a suite, as one row. */
export function wholeOf(name: string, result: SuiteResult): SuiteGroup {
  return { name, passed: result.passed, failed: result.failures.length, skipped: result.skipped.length };
}

/** All cases there are: those that passed, failed and were skipped. */
const allOf = ({ passed, failed, skipped }: SuiteGroup): number => passed + failed + skipped;

/** Rounded down: only all of them are 100 %. */
function share(passed: number, all: number): string {
  if (all === 0) return '–';
  return passed === all ? '100 %' : `${(Math.floor((1_000 * passed) / all) / 10).toFixed(1)} %`;
}

/**
 * Passes by scheme, kind or suite, as a table with two figures: of what is built (the cases that were run), and of all cases there are, of which what
 * is not built and what was skipped has not passed.
 */
export function groupTable(title: string, groups: readonly SuiteGroup[]): string {
  const rows = groups.map((group) => {
    const { name, passed, failed, skipped } = group;
    const ofAll = `${passed} of ${allOf(group)}`;
    const counts = [passed, failed, skipped].map(String);
    return [name, ...counts, share(passed, passed + failed), ofAll, share(passed, allOf(group))];
  });
  const table = [[title, 'passed', 'failed', 'skipped', 'of those run', 'of all', ''], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return table.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('');
}

/** The last lines of a run: `N of ALL cases`, then `N passed, N failed`, and `, N skipped` where there are such. */
export function closingLines(results: readonly SuiteResult[]): string {
  const sum = (count: (result: SuiteResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  const passed = sum((result) => result.passed);
  const failed = sum((result) => result.failures.length);
  const skipped = sum((result) => result.skipped.length);
  const all = passed + failed + skipped;
  const counts = `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
  return `${passed} of ${all} cases (${share(passed, all)})\n${counts}`;
}
