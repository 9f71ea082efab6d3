import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from './measure.ts';
import type { BenchRow } from './row.ts';

export const projectRoot = join(import.meta.dirname, '../..');
/** Where the inputs of rows are made, and kept for the next run. */
export const benchFolder = join(tmpdir(), 'seaworthy-bench');
/** Real advisories, layers and rules, where they are at hand. */
export const sharedFolder = join(projectRoot, '../shared');

/** Advisories of real size where they are at hand, else the small set of the tour. Feeds that neither has are off. */
function feedFlags(): string[] {
  const feeds = join(sharedFolder, 'feeds');
  const tour = join(projectRoot, 'examples/tour/advisories');
  const bases: Readonly<Record<string, string>> = existsSync(feeds)
    ? {
        'debian-advisories': join(feeds, 'debian/security-tracker/data'),
        kev: join(feeds, 'kev'),
        alpine: join(feeds, 'alpine'),
      }
    : { 'debian-advisories': join(tour, 'debian-advisories'), kev: join(tour, 'kev') };
  const off = ['alpine', 'debian-tracker', 'epss', 'nvd', 'osv'].filter((name) => !(name in bases));
  const on = Object.entries(bases).map(([name, path]) => `${name}=${pathToFileURL(path).href}/`);
  return [...off.map((name) => `${name}=off`), ...on].flatMap((feed) => ['--feed', feed]);
}

/** A run of the program, as it is shipped. */
export function programCommand(cli: string, ...words: string[]): Command {
  return { program: process.execPath, arguments: [cli, ...words] };
}

export function scanCommand(cli: string, target: string, ...flags: string[]): Command {
  const folders = ['--database', join(benchFolder, 'database'), '--ledger', join(benchFolder, 'ledger')];
  return programCommand(
    cli,
    'scan',
    target,
    '--offline',
    '--allow-partial',
    ...folders,
    '-o',
    'json',
    ...feedFlags(),
    ...flags,
  );
}

/** The least that a script costs: what is above it is ours. */
export async function emptyScript(): Promise<Command> {
  await mkdir(benchFolder, { recursive: true });
  const empty = join(benchFolder, 'empty.mjs');
  await writeFile(empty, '');
  return { program: process.execPath, arguments: [empty] };
}

/** Makes rows of one baseline, which tell the memory too. */
export function rowsAgainst(baseline: Command): (name: string, command: Command, most?: BenchRow['most']) => BenchRow {
  return (name, command, most) => ({ name, baseline, command, memory: true, ...(most ? { most } : {}) });
}
