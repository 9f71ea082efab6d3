import { join } from 'node:path';
import type { Figure } from './figures.ts';
import { filesImage, goImage, layersImage, npmImage } from './large-images.ts';
import { type Command, measure, median, peakMemory } from './measure.ts';
import { projectRoot, scanCommand } from './program.ts';

const runs = 3;
const program = join(projectRoot, 'dist/doors/cli/main.js');

interface Curve {
  readonly name: string;
  readonly sizes: readonly number[];
  target(size: number): Promise<string>;
}

const curves: readonly Curve[] = [
  { name: 'layers', sizes: [8, 32, 120], target: async (size) => (await layersImage(size)).layout },
  { name: 'files', sizes: [125_000, 250_000, 500_000], target: async (size) => (await filesImage(size)).layout },
  { name: 'packages', sizes: [611, 1_222, 2_444], target: async (size) => (await npmImage(size)).layout },
  { name: 'MiB of programs', sizes: [100, 200, 400], target: async (size) => (await goImage([size])).layout },
];

async function costOf(command: Command): Promise<{ readonly cpu: number; readonly memoryMiB: number }> {
  const all: number[] = [];
  for (let run = 0; run < runs; run++) all.push((await measure(command)).cpuMilliseconds);
  return { cpu: median(all), memoryMiB: (await peakMemory(command)) / 1024 ** 2 };
}

/**
 * How the processor time and the memory of a first scan grow with one of an image's sizes. `growth` is what the last step cost a unit, divided by what the
 * step before cost: about 1 where nothing grows faster than its size.
 */
export async function curveFigures(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { name, sizes, target } of curves) {
    const costs: { readonly size: number; readonly cpu: number; readonly memoryMiB: number }[] = [];
    for (const size of sizes) {
      const command = scanCommand(program, `oci:${await target(size)}`, '--no-cache', '--secrets', 'off');
      costs.push({ size, ...(await costOf(command)) });
    }
    const slope = (from: number): number => {
      const [a, b] = [costs[from], costs[from + 1]];
      return a && b ? (b.cpu - a.cpu) / (b.size - a.size) : Number.NaN;
    };
    figures.push({
      name: `curve of ${name}`,
      values: [
        ...costs.map(
          ({ size, cpu, memoryMiB }) => [`${size}`, `${Math.round(cpu)} ms, ${Math.round(memoryMiB)} MiB`] as const,
        ),
        ['growth', (slope(1) / slope(0)).toFixed(2)],
      ],
    });
  }
  return figures;
}
