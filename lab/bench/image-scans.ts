import { existsSync } from 'node:fs';
import { debianImage } from './debian-image.ts';
import type { ImageFiles } from './image-files.ts';
import { filesImage, goImage, npmImage } from './large-images.ts';
import type { Command } from './measure.ts';
import { programCommand, scanCommand } from './program.ts';
import type { BenchRow, BenchRows } from './row.ts';

const memoryMiB = 200;

/**
 * What a first scan of an image costs, against `gzip -dc` of the same layers: with packages only and with secrets, in one layer and in several, compressed
 * or not; beside it what the packages alone cost, without judging and recording; and how much memory large programs, many packages and many files take.
 */
export async function imageScanRows(cli: string): Promise<BenchRows> {
  if (!existsSync(cli)) return { name: 'scans of images', skipped: 'the program is not built (npm run build)' };
  const debian = await debianImage();
  if (typeof debian === 'string') return { name: 'scans of images', skipped: debian };
  const gzip = ({ gzipLayers }: ImageFiles): Command => ({ program: 'gzip', arguments: ['-dc', ...gzipLayers] });
  const row = (name: string, image: ImageFiles, command: Command, most: BenchRow['most'] = {}): BenchRow => ({
    name: `image: ${name} / gzip -dc`,
    baseline: gzip(image),
    command,
    memory: true,
    most: { memoryMiB, ...most },
  });
  const cold = (target: string, ...flags: string[]): Command => scanCommand(cli, target, '--no-cache', ...flags);
  const packages = ['--secrets', 'off'];
  const { inLayers } = debian;
  /** What is in it and nothing else: no database is opened, nothing judged, nothing recorded. */
  const listed = (target: string): Command =>
    programCommand(cli, 'sbom', target, '--offline', '--no-cache', '-o', 'cyclonedx');
  const rows = [
    row('Debian, packages', debian, cold(`oci:${debian.layout}`, ...packages), { cpu: 0.7, wall: 0.6 }),
    row('Debian, packages, listed only', debian, listed(`oci:${debian.layout}`), { cpu: 0.7, wall: 0.6 }),
    row('Debian, packages and secrets', debian, cold(`oci:${debian.layout}`), { cpu: 0.85 }),
    row('Debian in four layers, packages', inLayers, cold(`oci:${inLayers.layout}`, ...packages), { wall: 0.45 }),
    row('Debian, plain, packages', debian, cold(`docker-archive:${debian.dockerArchive}`, ...packages), { wall: 0.2 }),
    row('Debian, plain, packages, listed only', debian, listed(`docker-archive:${debian.dockerArchive}`), {
      wall: 0.2,
    }),
    row(
      'Debian in four plain layers, packages',
      inLayers,
      cold(`docker-archive:${inLayers.dockerArchive}`, ...packages),
      { wall: 0.2 },
    ),
  ];
  for (const [name, image] of [
    ['Go programs of 410 MiB', await goImage()],
    ['611 npm packages', await npmImage()],
    ['500,000 files', await filesImage()],
  ] as const) {
    rows.push(row(name, image, cold(`oci:${image.layout}`)));
    rows.push(row(`${name}, plain`, image, cold(`docker-archive:${image.dockerArchive}`)));
  }
  return { rows };
}
