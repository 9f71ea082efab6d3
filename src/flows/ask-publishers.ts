import { defined, type Inventory, type Problem, SeaworthyError, withWhy } from '../core/index.ts';
import { askPartition, type Feed, isStale, namesAsked, type Partition } from '../phases/1-build/advisories/index.ts';
import type { Session } from './session/session.ts';

/** What services of publishers said about one inventory. */
export interface AskedPublishers {
  /** In place of what the database holds. */
  readonly partitions: ReadonlyMap<string, Partition>;
  /** Those that were asked for, also in vain: they are not fetched. */
  readonly asked: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * Asks the publishers that have a service about the packages of an inventory, where the user wants that and what is here is missing or stale. One that does not
 * answer makes the result incomplete, whatever older data is here. Throws `E_USAGE` under `offline`.
 */
export async function askPublishers(
  inventory: Inventory,
  feeds: readonly Feed[],
  session: Session,
): Promise<AskedPublishers> {
  const { settings } = session;
  const { advisories, advisoriesApi: base, clock, signal, progress, offline, refresh } = settings;
  const partitions = new Map<string, Partition>();
  const asked = new Set<string>();
  const problems: Problem[] = [];
  if (advisories !== 'query') return { partitions, asked, problems };
  if (offline)
    throw new SeaworthyError('E_USAGE', 'nobody can be asked without a network', {
      next: 'Leave out `--advisories query`, or `--offline`.',
    });
  const database = await session.database();
  for (const feed of feeds.filter(({ asks }) => asks !== undefined))
    for (const [partition, names] of namesAsked(inventory, feed, feeds)) {
      if (refresh !== true && !isStale(database.manifest(partition), feed, clock.now())) continue;
      progress?.({ activity: `Asking ${feed.title} about ${names.size} names` });
      asked.add(partition);
      const options = { http: session.feeds, clock, ...defined({ base, signal }) };
      const { answer } = await askPartition(feed, partition, names, options);
      if (!(answer instanceof SeaworthyError)) partitions.set(partition, answer);
      else {
        const message = withWhy(`${feed.title} could not be asked about ${names.size} names`, whyOf(answer));
        problems.push({ code: 'E_FEED', message, where: partition, part: 'advisories', incomplete: true });
      }
    }
  return { partitions, asked, problems };
}

const whyOf = ({ message, why, where }: SeaworthyError): string =>
  `${withWhy(message, why)}${where === undefined ? '' : ` (${where})`}`;
