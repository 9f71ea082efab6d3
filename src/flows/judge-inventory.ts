import {
  type Coverage,
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Problem,
  type Report,
  reportSchemaVersion,
} from '../core/index.ts';
import { type Database, isStale, match, neededPartitions } from '../phases/build/index.ts';
import { enabledFeeds, updatePartitions } from './database.ts';
import type { Settings } from './settings.ts';

/** What is wrong with what is in an inventory, by the data of today: what is missing or stale is fetched first. */
export async function judgeInventory(inventory: Inventory, database: Database, settings: Settings): Promise<Report> {
  const fetching = await fetchNeeded(database, inventory, settings);
  settings.progress?.({ activity: 'Matching' });
  const judged = match(inventory, enabledFeeds(settings), (id) => database.partition(id), settings.clock.now());
  return {
    ...reportOf(inventory, settings),
    findings: judged.findings,
    coverage: joinCoverage(inventory.coverage, joinCoverage(fetching, judged.coverage)),
  };
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

/** A report of what is there, without findings. */
export function reportOf(inventory: Inventory, settings: Settings): Report {
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
