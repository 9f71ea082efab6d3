import { bundle } from './bundle.ts';
import { debianImage } from './debian-image.ts';
import type { Command } from './measure.ts';
import type { BenchRow, BenchRows } from './row.ts';

/** Reading the layers of a real Debian image against `gzip -dc` of the same layer, which only inflates. */
export async function layerRows(): Promise<BenchRows> {
  const image = await debianImage();
  if (typeof image === 'string') return { name: 'layers of a Debian image', skipped: image };
  // Digest, inflating and tar headers on one pass, no body kept: the floor under every scan.
  const program = await bundle(new URL('./walk-image.ts', import.meta.url));
  const walk = (target: string): Command => ({ program: process.execPath, arguments: [program, target] });
  const baseline: Command = { program: 'gzip', arguments: ['-dc', image.gzipLayer] };
  const row = (name: string, target: string, cpu: number, wall: number): BenchRow => ({
    name,
    baseline,
    command: walk(target),
    memory: true,
    most: { cpu, wall, memoryMiB: 200 },
  });
  return {
    rows: [
      row('walk Debian, OCI layout, gzip', `oci:${image.layout}`, 0.7, 0.6),
      row('walk Debian, OCI layout, gzip, four layers', `oci:${image.inLayers.layout}`, 0.7, 0.6),
      row('walk Debian, docker archive, plain', `docker-archive:${image.dockerArchive}`, 0.4, 0.3),
    ],
  };
}
