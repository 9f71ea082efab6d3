import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { admissionFigures } from './admission.ts';
import { advisoryFigures } from './advisories.ts';
import { commandRows } from './commands.ts';
import { curveFigures } from './curves.ts';
import { ecosystemFigures, ecosystemRows } from './ecosystem-data.ts';
import { type Figure, figureLines } from './figures.ts';
import { floodFigures } from './floods.ts';
import { goCodeFigures } from './go-code.ts';
import { imageScanRows } from './image-scans.ts';
import { layerRows } from './layers.ts';
import { projectRoot } from './program.ts';
import { rejudgingFigures } from './rejudging.ts';
import { replayFigures } from './replay.ts';
import { type BenchResult, type BenchRows, benchTable, runRow } from './row.ts';
import { rulesFigures } from './rules.ts';
import { scanRows } from './scans.ts';
import { sensorFigures } from './sensor.ts';
import { voyageFigures } from './voyages.ts';

/*
 * `node lab/bench/run.ts [--runs N] [--only TEXT] [--minutes N] [--program FILE]`: runs every row in turns with its baseline and prints ratios of medians. Exit
 * code 1 when a bar is crossed. Numbers hold for the machine and the moment; ratios of one run may be compared. FILE is another build's
 * `dist/doors/cli/main.js`: what the same rows cost before a change.
 */

/** Every group of rows, given the program that is measured. A new one is one file beside these and one line here. */
const groups: readonly ((cli: string) => Promise<BenchRows>)[] = [
  layerRows,
  imageScanRows,
  scanRows,
  commandRows,
  ecosystemRows,
];

/** Groups of figures that no bar judges, by the name that `--only` knows them by. The same for a new one. */
const figureGroups: Readonly<Record<string, (minutes: number) => Promise<readonly Figure[]>>> = {
  admission: admissionFigures,
  advisories: advisoryFigures,
  curves: curveFigures,
  ecosystem: ecosystemFigures,
  floods: floodFigures,
  'go-code': goCodeFigures,
  rejudging: rejudgingFigures,
  replay: replayFigures,
  rules: rulesFigures,
  sensor: sensorFigures,
  voyages: voyageFigures,
};

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    minutes: { type: 'string', default: '0' },
    program: { type: 'string', default: join(projectRoot, 'dist/doors/cli/main.js') },
  },
});
const runs = Math.max(1, Number.parseInt(values.runs, 10) || 5);
const results: BenchResult[] = [];
for (const group of groups) {
  const found = await group(values.program);
  if ('skipped' in found) {
    process.stdout.write(`skipped: ${found.name}, ${found.skipped}\n`);
    continue;
  }
  for (const row of found.rows.filter(({ name }) => name.includes(values.only))) results.push(await runRow(row, runs));
  await found.end?.();
}
if (results.length > 0) process.stdout.write(benchTable(results));
for (const [name, group] of Object.entries(figureGroups))
  if (name.includes(values.only)) process.stdout.write(figureLines(await group(Number(values.minutes) || 0)));
process.exitCode = results.every((result) => result.withinBars) ? 0 : 1;
