import {
  type Coverage,
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Problem,
  type Report,
  reportSchemaVersion,
} from '../core/index.ts';
import {
  type Database,
  extractors,
  isStale,
  match,
  neededPartitions,
  openDatabase,
  openLayerCache,
  takeInventory,
} from '../phases/build/index.ts';
import { enabledFeeds, updatePartitions } from './database.ts';
import { openImage } from './open-image.ts';
import type { Settings } from './settings.ts';

/** What is in the target, what is wrong with it, why, and what was not looked at. */
export async function scan(target: string, settings: Settings): Promise<Report> {
  const inventory = await inventoryOf(target, settings);
  const database = openDatabase(settings.databaseDirectory);
  try {
    const fetching = await fetchNeeded(database, inventory, settings);
    settings.progress?.({ activity: 'Matching' });
    const judged = match(inventory, enabledFeeds(settings), (id) => database.partition(id), settings.clock.now());
    return {
      ...reportOf(inventory, settings),
      findings: judged.findings,
      coverage: joinCoverage(inventory.coverage, joinCoverage(fetching, judged.coverage)),
    };
  } finally {
    database.close();
  }
}

/** What is in the target, without judging it. */
export async function sbom(target: string, settings: Settings): Promise<Report> {
  return reportOf(await inventoryOf(target, settings), settings);
}

async function inventoryOf(target: string, settings: Settings): Promise<Inventory> {
  const image = await openImage(target, settings);
  const now = settings.clock.now();
  const cache = settings.cacheDirectory === undefined ? undefined : openLayerCache(settings.cacheDirectory, now);
  try {
    settings.progress?.({ activity: `Reading ${image.description}` });
    return await takeInventory(image, {
      extractors,
      limits: settings.limits,
      now,
      ...(cache ? { cache } : {}),
      ...(settings.signal ? { signal: settings.signal } : {}),
      onLayer: (done, total) => settings.progress?.({ activity: 'Reading layers', done, total }),
    });
  } finally {
    cache?.close();
    await image.close();
  }
}

/**
 * Fetches the partitions that this inventory needs and that are missing or stale; under `--offline` only from feeds that lie in a folder. A
 * partition that cannot be had is a problem of the report: an older state, where there is one, stays in use and its age is told.
 */
async function fetchNeeded(database: Database, inventory: Inventory, settings: Settings): Promise<Coverage> {
  const now = settings.clock.now();
  const wanted = neededPartitions(inventory, enabledFeeds(settings))
    .filter(({ feed }) => !settings.offline || settings.feeds[feed.setting]?.startsWith('file:'))
    .filter(({ partition, feed }) => settings.refresh || isStale(database.manifest(partition), feed, now))
    .map(({ partition }) => partition);
  const problems: Problem[] = [];
  for (const { partition, state, why } of await updatePartitions(database, wanted, settings)) {
    if (state !== 'refused') continue;
    const message = `could not be fetched${why === undefined ? '' : `: ${why}`}`;
    problems.push({ code: 'E_FEED', message, where: partition, part: 'advisories', incomplete: false });
  }
  return { ...emptyCoverage, problems };
}

function reportOf(inventory: Inventory, settings: Settings): Report {
  return {
    schemaVersion: reportSchemaVersion,
    tool: { name: 'seaworthy', version: settings.toolVersion },
    created: settings.clock.now().toISOString(),
    subject: inventory.subject,
    ...(inventory.distribution ? { distribution: inventory.distribution } : {}),
    layers: inventory.layers,
    packages: inventory.packages,
    findings: [],
    coverage: inventory.coverage,
  };
}
