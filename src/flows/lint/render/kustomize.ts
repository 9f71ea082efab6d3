import { lstatSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import { field, isObject, readFileBytes, readYaml } from '../../../foundations/formats/index.ts';
import { type ManifestFile, readRenderedManifest } from '../../../phases/1-build/checks/index.ts';
import type { Settings } from '../../settings.ts';
import { realPath, subjectOfFile } from '../lint-subject.ts';
import { render } from './run-renderer.ts';

const maxBytes = 1024 * 1024;
/** Kustomizations that one is made of. */
const maxParts = 500;

export const isKustomization = (path: string): boolean =>
  /(?:^|[/\\])(?:kustomization\.ya?ml|Kustomization)$/.test(path);

/** A kustomization, and what it names. */
export interface Kustomization {
  readonly path: string;
  readonly isComponent: boolean;
  /** Folders of other kustomizations, links followed. */
  readonly folders: readonly string[];
  /** Files whose contents it takes or changes others by, links followed. */
  readonly files: readonly string[];
  /** What it would fetch. */
  readonly remote: readonly string[];
}

const remoteForm = /:\/\/|^git@|^github\.com\/|[?&](?:ref|version)=/;

/** Reads one. Throws what `readYaml` throws. */
export async function readKustomization(path: string): Promise<Kustomization> {
  const [document] = await readYaml(readFileBytes(path, maxBytes) ?? new Uint8Array(), path, { version: '1.1' });
  const value = document?.value;
  const list = (from: unknown, name: string): readonly unknown[] => {
    const found = isObject(from) ? field(from, name) : undefined;
    return Array.isArray(found) ? found : [];
  };
  const texts = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => list(value, name)).filter((one): one is string => typeof one === 'string');
  const resources = texts('resources', 'bases', 'components');
  const patches = [...list(value, 'patches'), ...list(value, 'patchesJson6902')].flatMap((one) =>
    isObject(one) && typeof one.path === 'string' ? [one.path] : [],
  );
  const others = [
    ...texts('patchesStrategicMerge', 'crds', 'configurations', 'generators', 'transformers', 'validators'),
    ...patches,
  ];
  const named = [...resources, ...others];
  const charts = [...list(value, 'helmCharts'), ...list(value, 'helmChartInflationGenerator')];
  const local = named
    .filter((one) => !remoteForm.test(one) && !one.includes('\n'))
    .map((one) => join(dirname(path), one));
  const isFolder = (one: string): boolean =>
    lstatSync(realPath(one), { throwIfNoEntry: false })?.isDirectory() === true;
  return {
    path,
    isComponent: isObject(value) && value.kind === 'Component',
    folders: local.filter(isFolder).map(realPath),
    files: local.filter((one) => !isFolder(one)).map(realPath),
    remote: [...named.filter((one) => remoteForm.test(one)), ...charts.map(() => 'helmCharts')],
  };
}

/** Everything that a kustomization is made of. Throws `E_INCOMPLETE` where a part would be fetched or lies outside of the folders, and what `readYaml` throws. */
export async function partsOf(root: Kustomization, folders: readonly string[]): Promise<readonly Kustomization[]> {
  const found = new Map<string, Kustomization>([[realPath(dirname(root.path)), root]]);
  for (const part of found.values()) {
    const [elsewhere] = part.remote;
    if (elsewhere !== undefined)
      throw new SeaworthyError(
        'E_INCOMPLETE',
        'it brings in what lies elsewhere: nothing is fetched, so it was not judged',
        {
          where: part.path,
        },
      );
    for (const folder of part.folders) {
      if (found.has(folder)) continue;
      if (found.size >= maxParts)
        throw new SeaworthyError('E_LIMIT', `made of more than ${maxParts} others`, { where: root.path });
      if (!folders.some((one) => folder === one || folder.startsWith(one === sep ? sep : one + sep)))
        throw new SeaworthyError('E_INCOMPLETE', 'it is made of what lies outside of the folders that were asked for', {
          where: part.path,
          next: 'Name the folder that holds both.',
        });
      const file = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
        .map((name) => join(folder, name))
        .find((one) => lstatSync(one, { throwIfNoEntry: false })?.isFile() === true);
      if (file !== undefined) found.set(folder, await readKustomization(file));
    }
  }
  return [...found.values()];
}

/** The objects that Kustomize makes; they are told at the kustomization. Throws what `render` and `readYaml` throw. */
export async function renderOverlay(
  { path }: Kustomization,
  program: string,
  settings: Settings,
): Promise<ManifestFile | undefined> {
  const bytes = await render(program, [program === 'kubectl' ? 'kustomize' : 'build'], dirname(path), settings);
  return readRenderedManifest(path, bytes, subjectOfFile(path, 'manifest'));
}
