import type { GreenInput, Oracle } from './green.ts';
import type { Files, World } from './world.ts';

/** A form in which the same files can be given to a command. */
interface Shape {
  readonly name: string;
  /** Lays the files out; gives the target. */
  readonly lay: (world: World, files: Files) => Promise<string>;
}

export const shapes: readonly Shape[] = [
  { name: 'folder', lay: async (world, files) => `dir:${await world.write(files, 'root')}` },
  { name: 'OCI layout', lay: (world, files) => world.layout(files) },
  { name: 'docker archive', lay: (world, files) => world.saved(files) },
];

/** The same files as an input in every form, or in those asked for. Commands: `sbom` for a folder, `scan` for images. */
export function inEveryShape(name: string, files: Files, expect: Oracle, some = shapes): readonly GreenInput[] {
  return some.map((shape) => ({
    name: `${name} (${shape.name})`,
    expect,
    prepare: async (world) => scanWords(world, await shape.lay(world, files)),
  }));
}

/** `scan` of a target into JSON, with every feed at hand but those in `off`. */
export async function scanWords(
  world: World,
  target: string,
  more: readonly string[] = [],
  off: readonly string[] = [],
): Promise<readonly string[]> {
  return ['scan', target, '-o', 'json', '--secrets', 'off', ...more, ...(await world.feeds(off))];
}
