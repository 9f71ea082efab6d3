import { defined } from '../../src/core/index.ts';
import { type Command, type Cost, measure, median, peakMemory } from './measure.ts';

/** One line of the bench: what is measured, and against what. */
export interface BenchRow {
  readonly name: string;
  /** What the ratio is to; both are run in turns, so that a busy machine slows both. */
  readonly baseline: Command;
  readonly command: Command;
  /** Bars that the ratios must stay under, where there are such. */
  readonly most?: { readonly cpu?: number; readonly wall?: number; readonly memoryMiB?: number };
  /** Measure the highest memory too: only for programs of Node. */
  readonly memory?: boolean;
}

/** Rows, and what is to be ended after them; or why they cannot be had here. */
export type BenchRows =
  | { readonly rows: readonly BenchRow[]; readonly end?: () => Promise<void> }
  | { readonly name: string; readonly skipped: string };

/** What a row gave: medians, and ratios of medians. */
export interface BenchResult {
  readonly row: BenchRow;
  readonly baseline: Cost;
  readonly command: Cost;
  readonly cpuRatio: number;
  readonly wallRatio: number;
  readonly memoryMiB?: number;
  readonly withinBars: boolean;
}

const middleOf = (costs: readonly Cost[]): Cost => ({
  cpuMilliseconds: median(costs.map((cost) => cost.cpuMilliseconds)),
  wallMilliseconds: median(costs.map((cost) => cost.wallMilliseconds)),
});

/** Runs baseline and command in turns, after one run of each that is not counted. */
export async function runRow(row: BenchRow, runs: number): Promise<BenchResult> {
  const costs: { readonly baseline: Cost[]; readonly command: Cost[] } = { baseline: [], command: [] };
  for (let turn = 0; turn <= runs; turn += 1) {
    for (const which of ['baseline', 'command'] as const) {
      const cost = await measure(row[which]);
      if (turn > 0) costs[which].push(cost);
    }
  }
  const [baseline, command] = [middleOf(costs.baseline), middleOf(costs.command)];
  const cpuRatio = command.cpuMilliseconds / baseline.cpuMilliseconds;
  const wallRatio = command.wallMilliseconds / baseline.wallMilliseconds;
  const memoryMiB = row.memory === true ? (await peakMemory(row.command)) / 1024 ** 2 : undefined;
  const most = { cpu: Infinity, wall: Infinity, memoryMiB: Infinity, ...row.most };
  const withinBars = cpuRatio <= most.cpu && wallRatio <= most.wall && (memoryMiB ?? 0) <= most.memoryMiB;
  return { row, baseline, command, cpuRatio, wallRatio, withinBars, ...defined({ memoryMiB }) };
}

const bar = (value: number, most: number | undefined): string =>
  most === undefined ? value.toFixed(2) : `${value.toFixed(2)} (≤ ${most})`;

/** The results as a table with a head; columns are name, ratios with their bars, the times behind them, memory. */
export function benchTable(results: readonly BenchResult[]): string {
  const times = (baseline: number, command: number): string => `${Math.round(command)} / ${Math.round(baseline)}`;
  const lines = results.map(({ row, baseline, command, cpuRatio, wallRatio, memoryMiB, withinBars }) => [
    row.name,
    bar(cpuRatio, row.most?.cpu),
    bar(wallRatio, row.most?.wall),
    times(baseline.cpuMilliseconds, command.cpuMilliseconds),
    times(baseline.wallMilliseconds, command.wallMilliseconds),
    memoryMiB === undefined
      ? '–'
      : `${Math.round(memoryMiB)}${row.most?.memoryMiB === undefined ? '' : ` (≤ ${row.most.memoryMiB})`}`,
    withinBars ? 'ok' : 'OVER',
  ]);
  const table = [['', 'CPU ratio', 'wall ratio', 'CPU ms', 'wall ms', 'peak MiB', ''], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  return table
    .map(
      (line) =>
        `${line
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
