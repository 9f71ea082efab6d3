import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import { field, isObject, readFileBytes, readYaml } from '../../../foundations/formats/index.ts';
import { type ManifestFile, readRenderedManifest } from '../../../phases/1-build/checks/index.ts';
import type { Settings } from '../../settings.ts';
import { subjectOfFile } from '../lint-subject.ts';
import { render } from './run-renderer.ts';

/** Entries of one chart; one with more is not rendered. */
const maxEntries = 20_000;
const maxChartBytes = 1024 * 1024;

/** What a file called `Chart.yaml` says: a chart that makes objects, one that others use, or none at all. */
export async function kindOfChart(path: string): Promise<'application' | 'library' | undefined> {
  try {
    const [document] = await readYaml(readFileBytes(path, maxChartBytes) ?? new Uint8Array(), path, { version: '1.1' });
    const chart = document?.value;
    if (!isObject(chart) || typeof chart.name !== 'string' || !/^v[12]$/.test(String(chart.apiVersion)))
      return undefined;
    return field(chart, 'type') === 'library' ? 'library' : 'application';
  } catch {
    return undefined;
  }
}

/** Whether a file below a chart is read by Helm, and not by anybody else. */
export const isOfChart = (inside: string): boolean =>
  /^(?:templates|charts)[/\\]|^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|values[\w.-]*\.(?:ya?ml|json))$/.test(
    inside,
  );

/** The objects that Helm makes of a chart with its own values, by the templates that they come from. Throws what `render` and `readYaml` throw. */
export async function renderChart(chart: string, settings: Settings): Promise<readonly ManifestFile[]> {
  const root = dirname(chart);
  const link = linkOut(root);
  if (link !== undefined)
    throw new SeaworthyError('E_INCOMPLETE', `not rendered: ${link} is a link that leads out of the chart`, {
      where: chart,
    });
  const output = await render('helm', ['template', 'release'], root, settings);
  const byFile = new Map<string, string[]>();
  const texts = new TextDecoder()
    .decode(output)
    .split(/^---\n# Source: /m)
    .slice(1);
  for (const text of texts) {
    const end = text.indexOf('\n');
    const path = templateAt(root, chart, text.slice(0, end));
    byFile.set(path, [...(byFile.get(path) ?? []), text.slice(end + 1)]);
  }
  const files: ManifestFile[] = [];
  for (const [path, documents] of byFile) {
    const bytes = new TextEncoder().encode(documents.map((one) => `---\n${one}`).join(''));
    const file = await readRenderedManifest(path, bytes, subjectOfFile(path, 'manifest'));
    if (file !== undefined) files.push(file);
  }
  return files;
}

/** Templates of the chart, and of charts that lie open inside, of which Helm made no object; `files` is what it made. */
export function silentTemplates(chart: string, files: readonly ManifestFile[]): readonly string[] {
  const root = dirname(chart);
  const made = new Set(files.map(({ path }) => path));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|[/\\])templates[/\\](?:.*[/\\])?[^_/\\][^/\\]*\.(?:ya?ml|json)$/.test(name))
    .map((name) => join(root, name))
    .filter((path) => !made.has(path))
    .sort();
}

/** The template of which Helm says that a document came; the chart itself where that is no file of it: a chart inside may be packed. */
function templateAt(root: string, chart: string, source: string): string {
  const path = join(root, normalize(source).split('/').slice(1).join('/'));
  const isThere = path.startsWith(root + sep) && lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isThere ? path : chart;
}

/** A link in the folder that leads out of it: Helm follows it, and whoever wrote the chart would get a file of this machine rendered. */
function linkOut(root: string): string | undefined {
  const inside = realpathSync(root) + sep;
  let entries = 0;
  const look = (folder: string, way: string): string | undefined => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (++entries > maxEntries)
        throw new SeaworthyError('E_LIMIT', `a chart of more than ${maxEntries} files`, { where: root });
      const name = way === '' ? entry.name : `${way}/${entry.name}`;
      if (entry.isDirectory()) {
        const found = look(join(folder, entry.name), name);
        if (found !== undefined) return found;
      } else if (entry.isSymbolicLink() && !leadsInside(join(folder, entry.name), inside)) return name;
    }
    return undefined;
  };
  return look(root, '');
}

function leadsInside(link: string, inside: string): boolean {
  try {
    return realpathSync(link).startsWith(inside);
  } catch {
    return false;
  }
}
