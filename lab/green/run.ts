import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printable, whyOf } from '../../src/core/index.ts';
import type { GreenInput, GreenKind } from './green.ts';
import { greenKinds } from './kinds/index.ts';
import { Worlds } from './world.ts';

/*
 * `npm run green [-- --only TEXT]`: inputs made to be green without being judged, each given to one command line over the real flows. Prints how many
 * of each kind were told, each that came out green, and ends with `N told, N green`. Controls are inputs that were judged: they are to be green, and
 * one that is refused is printed as well. Exit codes: 0, 1 when one is not as it should be, 2 for wrong use.
 */

interface Counts {
  told: number;
  green: number;
  controls: number;
}

interface Fault {
  readonly name: string;
  readonly isControl: boolean;
  readonly words: readonly string[];
  readonly what: string;
}

/** Runs one input in a folder of its own; gives what is wrong, nothing when all is right. */
async function judge(worlds: Worlds, kind: GreenKind, input: GreenInput): Promise<Fault | undefined> {
  const fault = { name: `${kind.id}: ${input.name}`, isControl: input.control === true };
  let words: readonly string[] = [];
  try {
    const world = await worlds.next();
    const run = await input.prepare(world);
    words = shortened(run, world.folder);
    const what = input.expect(await world.run(run, input.piped));
    await rm(world.folder, { recursive: true, force: true });
    return what === undefined ? undefined : { ...fault, words, what };
  } catch (error) {
    return { ...fault, words, what: `it could not be run: ${String(error)}` };
  }
}

/** The command line as a person would want to read it: without the feeds, and without the folder. */
function shortened(words: readonly string[], folder: string): readonly string[] {
  const isFeed = (index: number): boolean => words[index] === '--feed' || words[index - 1] === '--feed';
  return words.filter((_, index) => !isFeed(index)).map((word) => word.replaceAll(folder, 'FOLDER'));
}

/** Runs every kind, and prints what came of it. Gives the exit code. */
export async function runGreen(
  kinds: readonly GreenKind[],
  only: string,
  print: (text: string) => void,
): Promise<number> {
  const root = await mkdtemp(join(tmpdir(), 'green-'));
  const counts = new Map<GreenKind, Counts>();
  const faults: Fault[] = [];
  try {
    await using worlds = new Worlds(root);
    for (const kind of kinds) {
      for (const input of kind.inputs) {
        if (!`${kind.id}: ${input.name}`.includes(only)) continue;
        const of = counts.get(kind) ?? { told: 0, green: 0, controls: 0 };
        counts.set(kind, of);
        const fault = await judge(worlds, kind, input);
        if (fault === undefined) of[input.control === true ? 'controls' : 'told'] += 1;
        else {
          of.green += 1;
          faults.push(fault);
          print(faultText(fault));
        }
      }
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  print(table(counts));
  const sum = (of: (count: Counts) => number): number => [...counts.values()].reduce((all, one) => all + of(one), 0);
  const wrongControls = faults.filter(({ isControl }) => isControl).length;
  print(`${sum(({ controls }) => controls)} that were judged are green, ${wrongControls} are not\n`);
  print(`${sum(({ told }) => told)} told, ${faults.length - wrongControls} green\n`);
  return faults.length === 0 ? 0 : 1;
}

function faultText({ name, isControl, words, what }: Fault): string {
  const title = isControl ? 'REFUSED although it was judged' : 'GREEN without being judged';
  return `${title}  ${printable(name)}\n  command  seaworthy ${printable(words.join(' '))}\n  it gave  ${printable(what)}\n`;
}

function table(counts: ReadonlyMap<GreenKind, Counts>): string {
  const rows = [...counts].map(([kind, { told, green, controls }]) => [
    kind.id,
    String(told),
    String(green),
    String(controls),
    kind.title,
  ]);
  const all = [['kind', 'told', 'wrong', 'controls', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : column < 4 ? cell.padStart(widths[column] ?? 0) : cell,
      );
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}

if (import.meta.main) {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
    process.exitCode = await runGreen(greenKinds, values.only, (text) => process.stdout.write(text));
  } catch (error) {
    process.stderr.write(`${whyOf(error)}\n`);
    process.exitCode = 2;
  }
}
