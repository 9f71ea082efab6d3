import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Figure } from './figures.ts';
import { measure, peakMemory } from './measure.ts';
import { benchFolder, programCommand, projectRoot } from './program.ts';
import { rhelArchive } from './rhel-archive.ts';

const program = join(projectRoot, 'dist/doors/cli/main.js');
const documents = 30_000;
const MiB = 1024 ** 2;

/** What it costs to make a partition of Red Hat's VEX files, of an archive as large as theirs. */
export async function advisoryFigures(): Promise<readonly Figure[]> {
  const folder = await rhelArchive(documents);
  const database = join(benchFolder, 'rhel-vex-database');
  const feed = `rhel-vex=${pathToFileURL(folder).href}/`;
  const update = programCommand(program, 'db', 'update', 'rhel/9', '--refresh', '--database', database, '--feed', feed);
  await rm(database, { recursive: true, force: true });
  const { cpuMilliseconds, wallMilliseconds } = await measure(update);
  const memory = await peakMemory(update);
  const { size } = await stat(join(folder, 'csaf_vex_2026-01-03.tar.zst'));
  return [
    {
      name: `db update rhel/9, ${documents} VEX files`,
      values: [
        ['archive', `${Math.round(size / MiB)} MiB`],
        ['cpu', `${(cpuMilliseconds / 1000).toFixed(1)} s`],
        ['wall', `${(wallMilliseconds / 1000).toFixed(1)} s`],
        ['memory', `${Math.round(memory / MiB)} MiB`],
      ],
    },
  ];
}
