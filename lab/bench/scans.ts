import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { layer, ociLayout } from '../fixtures/index.ts';
import { debianImage } from './debian-image.ts';
import type { Command } from './measure.ts';
import type { BenchRow, BenchRows } from './row.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const folder = join(tmpdir(), 'seaworthy-bench');
/** The program as it is shipped. */
const cli = join(root, 'dist/doors/cli/main.js');
const database = join(folder, 'database');
/** Scans record, as they do for everybody; in a ledger of their own, which begins empty. */
const ledger = join(folder, 'ledger');

/** Advisories of real size where they are at hand, else the small set of the tour. Feeds that neither has are off. */
function feedFlags(): string[] {
  const shared = join(root, '../shared/feeds');
  const debian = existsSync(shared)
    ? join(shared, 'debian/security-tracker/data')
    : join(root, 'examples/tour/advisories/debian-advisories');
  const kev = existsSync(shared) ? join(shared, 'kev') : join(root, 'examples/tour/advisories/kev');
  const bases = { 'debian-advisories': debian, kev };
  const off = ['alpine', 'debian-tracker', 'epss', 'nvd', 'osv'].flatMap((name) => ['--feed', `${name}=off`]);
  const on = Object.entries(bases).flatMap(([name, path]) => ['--feed', `${name}=${pathToFileURL(path).href}/`]);
  return [...off, ...on];
}

function scanCommand(target: string, ...flags: string[]): Command {
  const common = [
    '--offline',
    '--allow-partial',
    '--database',
    database,
    '--ledger',
    ledger,
    '-o',
    'json',
    ...feedFlags(),
  ];
  return { program: process.execPath, arguments: [cli, 'scan', target, ...common, ...flags] };
}

/** A small root file system: what is left is start-up, opening, matching and writing. */
async function smallImage(): Promise<string> {
  const layout = join(folder, 'small');
  const packages = Array.from({ length: 15 }, (_, i) => `P:small${i}\nV:1.${i}-r0\nA:x86_64\no:small${i}\nL:MIT\n\n`);
  const release = 'ID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME="Alpine Linux v3.20"\n';
  const files = Array.from({ length: 500 }, (_, i) => ({ path: `usr/share/data/${i}`, body: 'x'.repeat(15_000) }));
  await ociLayout(layout, {
    layers: [
      layer([
        { path: 'lib/apk/db/installed', body: packages.join('') },
        { path: 'etc/os-release', body: release },
        ...files,
      ]),
    ],
  });
  return layout;
}

/** Whole scans by the program as it is shipped, and its start. */
export async function scanRows(): Promise<BenchRows> {
  if (!existsSync(cli)) return { name: 'whole scans', skipped: 'the program is not built (npm run build)' };
  const image = await debianImage();
  if (typeof image === 'string') return { name: 'whole scans', skipped: image };
  const cache = join(folder, 'cache');
  const gzip: Command = { program: 'gzip', arguments: ['-dc', image.gzipLayer] };
  const cold = scanCommand(`oci:${image.layout}`, '--no-cache');
  const warm = scanCommand(`oci:${image.layout}`, '--cache', cache);
  await rm(ledger, { recursive: true, force: true });
  // Fills the database and the cache.
  for (const command of [cold, warm]) await run(command.program, [...command.arguments], { maxBuffer: 2 ** 28 });
  const empty = join(folder, 'empty.mjs');
  await writeFile(empty, '');
  const nothing: Command = { program: process.execPath, arguments: [empty] };
  const against =
    (baseline: Command) =>
    (name: string, command: Command, most: BenchRow['most']): BenchRow => ({
      name,
      baseline,
      command,
      memory: true,
      ...(most ? { most } : {}),
    });
  const [toGzip, toNothing] = [against(gzip), against(nothing)];
  const small = `oci:${await smallImage()}`;
  return {
    rows: [
      toGzip('scan Debian, gzip, cold / gzip -dc', cold, { cpu: 1, wall: 0.9, memoryMiB: 200 }),
      toGzip(
        'scan Debian, docker archive, cold / gzip -dc',
        scanCommand(`docker-archive:${image.dockerArchive}`, '--no-cache'),
        { cpu: 0.7, wall: 0.6, memoryMiB: 200 },
      ),
      toGzip('scan Debian, warm / gzip -dc', warm, { cpu: 0.5, wall: 0.5, memoryMiB: 200 }),
      against(scanCommand(`oci:${image.layout}`, '--cache', cache, '--no-record'))(
        'scan Debian, warm / the same without recording',
        warm,
        { cpu: 1.1, wall: 1.1 },
      ),
      toNothing('scan a small root, cold / empty script', scanCommand(small, '--no-cache'), undefined),
      toNothing(
        '--version / empty script',
        { program: process.execPath, arguments: [cli, '--version'] },
        { cpu: 2, wall: 2 },
      ),
    ],
  };
}
