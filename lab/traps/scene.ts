import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Finding, fixedClock, packageOf, type Report } from '../../src/core/index.ts';
import { feeds, offlineSettings, type Settings, sbom, scan } from '../../src/flows/index.ts';
import { reportFormats } from '../../src/report/index.ts';
import { type FixtureEntry, inTemporaryDirectory, layer, ociLayout } from '../fixtures/index.ts';

/** Files of a layer by path; `undefined` for one that the layer takes away. */
export type LayerFiles = Readonly<Record<string, string | Uint8Array | undefined>>;

/** A small image, and what publishers say. */
export interface Scene {
  /** Base first. */
  readonly layers: readonly LayerFiles[];
  /** Files of feeds by path, each below the feed's setting: `debian-tracker/data/json`. Every other feed is off. */
  readonly feeds: Readonly<Record<string, string | Uint8Array>>;
  readonly now?: string;
}

const entryOf = ([path, body]: readonly [string, string | Uint8Array | undefined]): FixtureEntry =>
  body === undefined
    ? { path, kind: 'whiteout' }
    : { path, body, ...(/(?:^|\/)s?bin\/[^/]+$/.test(path) ? { mode: 0o755 } : {}) };

async function prepare(folder: string, scene: Scene): Promise<Settings> {
  const { layers, feeds: files, now = '2026-01-02T03:04:05Z' } = scene;
  await ociLayout(join(folder, 'image'), { layers: layers.map((one) => layer(Object.entries(one).map(entryOf))) });
  for (const [path, body] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'feeds', path)), { recursive: true });
    await writeFile(join(folder, 'feeds', path), body);
  }
  const written = new Set(Object.keys(files).map((path) => path.slice(0, path.indexOf('/'))));
  const base = (setting: string): string =>
    written.has(setting) ? pathToFileURL(join(folder, 'feeds', setting)).href : 'off';
  return offlineSettings({
    databaseDirectory: join(folder, 'database'),
    cacheDirectory: join(folder, 'cache'),
    feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, base(setting)])),
    clock: fixedClock(now),
    toolVersion: 'traps',
    record: false,
    platform: { os: 'linux', architecture: 'amd64' },
  });
}

/** What a scan of the image tells. */
export const judged = (scene: Scene): Promise<Report> =>
  inTemporaryDirectory(async (folder) => scan(`oci:${join(folder, 'image')}`, await prepare(folder, scene)));

/** What scans of the same image tell, one after the other: without a cache, and then with it. */
export const judgedAgain = (scene: Scene, times: number): Promise<readonly Report[]> =>
  inTemporaryDirectory(async (folder) => {
    const settings = await prepare(folder, scene);
    const reports: Report[] = [];
    for (let at = 0; at < times; at++) reports.push(await scan(`oci:${join(folder, 'image')}`, settings));
    return reports;
  });

/** What a scan of the image tells, and what scans of its bills of materials do, by the form that each was written in. */
export const judgedAsBills = (scene: Scene): Promise<ReadonlyMap<string, Report>> =>
  inTemporaryDirectory(async (folder) => {
    const settings = await prepare(folder, scene);
    const image = `oci:${join(folder, 'image')}`;
    const reports = new Map([['image', await scan(image, settings)]]);
    const inventory = await sbom(image, settings);
    for (const form of reportFormats.filter(({ id }) => /^(?:cyclonedx|spdx)/.test(id))) {
      const file = join(folder, `bill-${form.id}.${form.extension}`);
      await writeFile(file, await form.write(inventory, { color: false, width: 100 }));
      reports.set(form.id, await scan(`sbom:${file}`, settings));
    }
    return reports;
  });

/** `id package version` of a finding. */
export function lineOf(finding: Finding): string {
  const found = packageOf(finding);
  return `${finding.id} ${found?.name ?? ''} ${found?.version ?? ''}`;
}

/** What is told, a line each, in order. */
export const told = ({ findings }: Report): readonly string[] =>
  findings
    .filter(({ kind }) => kind !== 'misconfiguration')
    .map(lineOf)
    .sort();

/** Why packages of a report were not judged. */
export const notJudged = ({ coverage }: Report): string => coverage.unjudged.map(({ why }) => why).join('\n');
