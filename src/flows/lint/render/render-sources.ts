import { basename, dirname, relative, sep } from 'node:path';
import { asSeaworthyError, SeaworthyError, withWhy } from '../../../core/index.ts';
import type { ManifestFile } from '../../../phases/1-build/checks/index.ts';
import type { Settings } from '../../settings.ts';
import type { SourceCandidate } from '../find-sources.ts';
import { type JudgedFile, unjudged } from '../judge-dockerfiles.ts';
import { realPath, subjectOfFile } from '../lint-subject.ts';
import { isOfChart, kindOfChart, renderChart, silentTemplates } from './helm.ts';
import { isKustomization, type Kustomization, partsOf, readKustomization, renderOverlay } from './kustomize.ts';
import { firstProgram } from './run-renderer.ts';

/** What was made of charts and overlays. */
interface RenderedSources {
  /** The objects of each chart and overlay, which are judged together and apart from all others. */
  readonly groups: readonly (readonly ManifestFile[])[];
  /** Charts and overlays that were not judged, and why. */
  readonly unread: readonly JudgedFile[];
  /** Files that are judged as they are. */
  readonly rest: readonly SourceCandidate[];
}

/**
 * Has Helm and Kustomize make the objects of charts and overlays, where they are on the path; else says that those were not judged. What only they read is taken
 * out of the files, so that nobody takes a template for broken YAML or a patch for an object.
 */
export async function renderSources(
  candidates: readonly SourceCandidate[],
  asked: readonly string[],
  settings: Settings,
): Promise<RenderedSources> {
  const charts = await renderCharts(candidates, settings);
  const overlays = await renderOverlays(charts.rest, asked.map(realPath), settings);
  return {
    groups: [...charts.groups, ...overlays.groups],
    unread: [...charts.unread, ...overlays.unread],
    rest: overlays.rest,
  };
}

/** Does it, or tells of the file why it was not done. */
async function orTell(path: string, unread: JudgedFile[], make: () => Promise<void>): Promise<void> {
  try {
    await make();
  } catch (cause) {
    const { code, message, why, where = path } = asSeaworthyError(cause, 'E_INTERNAL', 'it could not be judged', path);
    if (code === 'E_INTERRUPTED') throw cause;
    unread.push(unjudged(subjectOfFile(path, 'manifest'), where, code, withWhy(message, why), 'kubernetes'));
  }
}

/** What is told of a file of which nothing was judged, and that is no gap: nothing would run of it. */
function note(path: string, message: string): JudgedFile {
  const file = unjudged(subjectOfFile(path, 'manifest'), path, 'E_FORMAT', message, 'kubernetes');
  const problems = file.coverage.problems.map((one) => ({ ...one, incomplete: false }));
  return { ...file, coverage: { ...file.coverage, problems } };
}

async function renderCharts(candidates: readonly SourceCandidate[], settings: Settings): Promise<RenderedSources> {
  const named = candidates.filter(({ path }) => basename(path) === 'Chart.yaml');
  const kinds = new Map<string, 'application' | 'library'>();
  for (const { path } of named) {
    const kind = await kindOfChart(path);
    if (kind !== undefined) kinds.set(path, kind);
  }
  const folders = [...kinds.keys()].map((path) => dirname(path));
  const insideOf = (path: string): string | undefined =>
    folders.find((folder) => path.startsWith(folder + sep) && isOfChart(relative(folder, path)));
  const groups: (readonly ManifestFile[])[] = [];
  const unread: JudgedFile[] = [];
  for (const [path, kind] of kinds) {
    const isInner = folders.some(
      (folder) => folder !== dirname(path) && path.startsWith(`${folder}${sep}charts${sep}`),
    );
    if (isInner) continue;
    // What others use makes nothing by itself.
    if (kind === 'library') {
      unread.push(note(path, 'a library chart: it makes no object by itself, so nothing of it was judged'));
      continue;
    }
    await orTell(path, unread, async () => {
      if ((await firstProgram(['helm'], dirname(path), settings)) === undefined)
        throw new SeaworthyError('E_INCOMPLETE', 'a Helm chart, not judged: helm is not on the path');
      const files = await renderChart(path, settings);
      if (files.length === 0) throw new SeaworthyError('E_INCOMPLETE', 'a Helm chart of which helm makes no object');
      groups.push(files);
      const silent = silentTemplates(path, files);
      const [first] = silent;
      const count = silent.length === 1 ? '1 template makes' : `${silent.length} templates make`;
      if (first !== undefined)
        unread.push(note(first, `${count} no object with the chart's own values, so nothing of it was judged`));
    });
  }
  return {
    groups,
    unread,
    rest: candidates.filter(({ path, kind }) => kind === 'dockerfile' || insideOf(path) === undefined),
  };
}

async function renderOverlays(
  candidates: readonly SourceCandidate[],
  asked: readonly string[],
  settings: Settings,
): Promise<RenderedSources> {
  const found: Kustomization[] = [];
  const groups: (readonly ManifestFile[])[] = [];
  const unread: JudgedFile[] = [];
  const taken = new Set<string>();
  for (const { path } of candidates.filter((one) => isKustomization(one.path)))
    await orTell(path, unread, async () => {
      taken.add(realPath(path));
      found.push(await readKustomization(path));
    });
  const used = new Set(found.flatMap(({ folders }) => folders));
  const roots = found.filter(({ path, isComponent }) => !isComponent && !used.has(realPath(dirname(path))));
  const reached = new Set<string>();
  for (const root of roots)
    await orTell(root.path, unread, async () => {
      reached.add(realPath(root.path));
      const parts = await partsOf(root, asked.length === 0 ? [] : [...asked, realPath(dirname(root.path))]);
      for (const part of parts) reached.add(realPath(part.path));
      const program = await firstProgram(['kustomize', 'kubectl'], dirname(root.path), settings);
      if (program === undefined)
        throw new SeaworthyError(
          'E_INCOMPLETE',
          'a kustomization, not judged: neither kustomize nor kubectl is on the path',
        );
      const file = await renderOverlay(root, program, settings);
      if (file === undefined) throw new SeaworthyError('E_INCOMPLETE', 'a kustomization that makes no object');
      groups.push([file]);
      // These have been judged as what was made of them.
      for (const one of parts.flatMap(({ files }) => files)) taken.add(one);
    });
  for (const { path } of found)
    if (!reached.has(realPath(path)))
      await orTell(path, unread, async () => {
        throw new SeaworthyError(
          'E_INCOMPLETE',
          'a part that no kustomization here is built of: judge what it is used by',
        );
      });
  const rest = taken.size === 0 ? candidates : candidates.filter(({ path }) => !taken.has(realPath(path)));
  return { groups, unread, rest };
}
