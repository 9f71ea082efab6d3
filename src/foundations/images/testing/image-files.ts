import assert from 'node:assert/strict';
import { defaultLimits, type Problem, SeaworthyError } from '../../../core/index.ts';
import type { OpenedImage } from '../image.ts';
import type { Layer, LayerEntry } from '../layer.ts';
import { openTarget } from '../open-target.ts';
import { readFiles } from '../read-files.ts';
import type { OpenOptions } from '../target.ts';
import { FileTree } from '../tree.ts';

const options: OpenOptions = { limits: defaultLimits };
export const walkOptions = { limits: defaultLimits };

/** Everything a layer tells. */
export async function entriesOf(of: Layer, problems: Problem[] = []): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  const visitor = {
    entry: (entry: LayerEntry) => {
      entries.push(entry);
      return 'skip' as const;
    },
    body: () => {},
  };
  await of.walk(visitor, { ...walkOptions, onProblem: (problem) => problems.push(problem) });
  return entries;
}

/** Path → text of every file of the image, read in a second pass. */
export async function contents(image: OpenedImage): Promise<Record<string, string>> {
  const layers: LayerEntry[][] = [];
  for (const one of image.layers) layers.push(await entriesOf(one));
  const tree = FileTree.merge(layers, defaultLimits);
  const bodies = await readFiles(image.layers, tree.files(), 10_000, walkOptions);
  return Object.fromEntries([...bodies].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]).sort());
}

/** Opens, uses and closes. */
export async function withImage<T>(
  target: string,
  use: (image: OpenedImage) => Promise<T> | T,
  extra: Partial<OpenOptions> = {},
): Promise<T> {
  const image = await openTarget(target, { ...options, ...extra });
  try {
    return await use(image);
  } finally {
    await image.close();
  }
}

/** The error that opening or using ends with; fails when there is none. */
export async function failure(
  target: string,
  extra: Partial<OpenOptions> = {},
  use: (image: OpenedImage) => unknown = () => {},
): Promise<SeaworthyError> {
  try {
    await withImage(target, use, extra);
  } catch (error) {
    assert.ok(error instanceof SeaworthyError, String(error));
    return error;
  }
  assert.fail(`${target} was opened`);
}

/** Walks every layer. */
export const readAll = async (image: OpenedImage): Promise<void> => {
  for (const one of image.layers) await entriesOf(one);
};
