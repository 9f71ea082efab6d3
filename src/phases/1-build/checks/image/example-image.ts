import { defaultLimits, defined } from '../../../../core/index.ts';
import { EntryList, FileTree, type LayerEntry, parseImageConfig } from '../../../../foundations/images/index.ts';
import type { ImageExample } from './check.ts';
import type { ImageToJudge } from './view.ts';

const digest = `sha256:${'0'.repeat(64)}`;

/** Steps that run nothing bring no layer. */
const isEmpty = (step: string): boolean =>
  /^(?:\S+ -c #\(nop\)\s+)?(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|LABEL|USER)\b/.test(step);

/** The image of an example, as it is read from the configuration that it stands for: for the test that runs the examples of every check. */
export async function exampleImage(example: ImageExample): Promise<ImageToJudge> {
  const { name, created, config = {}, history = [], files, accounts } = example;
  const steps = history.map((step) => ({ created_by: step, empty_layer: isEmpty(step) }));
  const layers = steps.filter(({ empty_layer }) => !empty_layer).length;
  const document = {
    architecture: 'amd64',
    os: 'linux',
    ...defined({ created }),
    config,
    history: steps,
    rootfs: { type: 'layers', diff_ids: Array.from({ length: layers }, () => digest) },
  };
  const parsed = parseImageConfig(Buffer.from(JSON.stringify(document)), 'example', {
    manifestBytes: 1e6,
    layers: 100,
  });
  const hasFiles = files !== undefined || accounts !== undefined;
  const seen = hasFiles ? await filesOf(example, parsed.config) : {};
  return {
    ...seen,
    config: parsed.config,
    layers,
    now: new Date('2026-03-01T00:00:00Z'),
    ...defined({ name }),
  };
}

/** The files of an example, as they are found in a layer. */
async function filesOf(
  { files = [], accounts = {} }: ImageExample,
  config: ImageToJudge['config'],
): Promise<Pick<ImageToJudge, 'files' | 'surface'>> {
  const { attackSurface, cacheOf, imageFiles } = await import('../../inventory/index.ts');
  const entries = files.map(
    ({ path, mode, kind, owner, capabilities }): LayerEntry => ({
      path,
      mode,
      kind: kind ?? 'file',
      size: 0,
      ...defined({ capabilities, owner: owner === undefined ? undefined : { uid: owner, gid: owner } }),
    }),
  );
  const known = Object.keys(accounts).map((path): LayerEntry => ({ path, mode: 0o644, kind: 'file', size: 1 }));
  const managers = new Set(files.flatMap(({ path }) => cacheOf(path) ?? []));
  const tree = FileTree.merge([EntryList.of([...entries, ...known])], defaultLimits);
  const found = imageFiles(tree, {
    config,
    packages: [{ files: files.flatMap(({ path, packaged }) => (packaged ? [path] : [])) }],
    bodies: new Map(Object.entries(accounts).map(([path, text]) => [path, Buffer.from(text)])),
    caches: [...managers].map((manager) => ({ layer: 0, manager })),
  });
  return { files: found, surface: attackSurface(tree) };
}
