import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { layer, ociLayout } from '../fixtures/index.ts';
import { debianImage } from './debian-image.ts';
import type { Command } from './measure.ts';
import { benchFolder, emptyScript, rowsAgainst, scanCommand } from './program.ts';
import type { BenchRows } from './row.ts';

const run = promisify(execFile);

/** A small root file system: what is left is start-up, opening, matching and writing. */
async function smallImage(): Promise<string> {
  const layout = join(benchFolder, 'small');
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
export async function scanRows(cli: string): Promise<BenchRows> {
  if (!existsSync(cli)) return { name: 'whole scans', skipped: 'the program is not built (npm run build)' };
  const image = await debianImage();
  if (typeof image === 'string') return { name: 'whole scans', skipped: image };
  const cache = join(benchFolder, 'cache');
  const scan = (target: string, ...flags: string[]): Command => scanCommand(cli, target, ...flags);
  const gzip: Command = { program: 'gzip', arguments: ['-dc', image.gzipLayer] };
  const cold = scan(`oci:${image.layout}`, '--no-cache');
  const warm = scan(`oci:${image.layout}`, '--cache', cache);
  // Scans record, as they do for everybody; in a ledger of their own, which begins empty. So does the cache: another build may have filled it.
  for (const filled of ['ledger', 'cache']) await rm(join(benchFolder, filled), { recursive: true, force: true });
  // Fills the database and the cache.
  for (const command of [cold, warm]) await run(command.program, [...command.arguments], { maxBuffer: 2 ** 28 });
  const [toGzip, toNothing] = [rowsAgainst(gzip), rowsAgainst(await emptyScript())];
  const small = `oci:${await smallImage()}`;
  return {
    rows: [
      toGzip('scan Debian, gzip, cold / gzip -dc', cold, { cpu: 1, wall: 0.9, memoryMiB: 200 }),
      toGzip(
        'scan Debian, docker archive, cold / gzip -dc',
        scan(`docker-archive:${image.dockerArchive}`, '--no-cache'),
        { cpu: 0.7, wall: 0.6, memoryMiB: 200 },
      ),
      toGzip('scan Debian, warm / gzip -dc', warm, { cpu: 0.5, wall: 0.5, memoryMiB: 200 }),
      toNothing('scan Debian, warm / empty script', warm, { cpu: 5 }),
      rowsAgainst(scan(`oci:${image.layout}`, '--cache', cache, '--no-record'))(
        'scan Debian, warm / the same without recording',
        warm,
        { cpu: 1.1, wall: 1.1 },
      ),
      toNothing('scan a small root, cold / empty script', scan(small, '--no-cache')),
      toNothing(
        '--version / empty script',
        { program: process.execPath, arguments: [cli, '--version'] },
        { cpu: 2, wall: 2 },
      ),
    ],
  };
}
