import {
  asSeaworthyError,
  type Coverage,
  count,
  emptyCoverage,
  type Inventory,
  joinCoverage,
  type Problem,
  type Report,
  withWhy,
} from '../core/index.ts';
import {
  type Database,
  isStale,
  type Matched,
  match,
  type NeededPartition,
  neededPartitions,
  ratingPartitions,
} from '../phases/1-build/advisories/index.ts';
import { askPublishers } from './ask-publishers.ts';
import { enabledFeeds, mayFetch, updatePartitions } from './database.ts';
import { reportOf } from './report-of.ts';
import type { Session } from './session/session.ts';
import { mayAskTeam, takeFromTeam } from './team-database/take-from-team.ts';

/** What is wrong with what is in an inventory, by the data of today: what is missing or stale is fetched first. */
export async function judgeInventory(inventory: Inventory, session: Session): Promise<Report> {
  const { settings } = session;
  const database = await session.database();
  const feeds = enabledFeeds(settings);
  const asked = await askPublishers(inventory, feeds, session);
  const needed = neededPartitions(inventory, feeds).filter(({ partition }) => !asked.asked.has(partition));
  const fetching = await fetchStale(needed, session);
  const judge = (): Matched => {
    settings.progress?.({ activity: 'Matching' });
    return match(inventory, feeds, (id) => asked.partitions.get(id) ?? database.partition(id), settings.clock.now());
  };
  const first = judge();
  // Whose word is still missing shows only then, and of those who rate flaws only the years of such flaws are wanted.
  const rating = await fetchStale(ratingPartitions(first.findings, feeds), session, 'until one fails');
  const judged = rating.updated === 0 ? first : judge();
  const told = { ...emptyCoverage, problems: asked.problems };
  const problems = joinCoverage(joinCoverage(told, fetching.coverage), rating.coverage);
  return {
    ...reportOf(inventory, settings),
    findings: judged.findings,
    coverage: joinCoverage(inventory.coverage, joinCoverage(problems, judged.coverage)),
  };
}

/**
 * Fetches of these partitions those that are missing or stale; under `--offline` only from feeds that lie in a folder. A partition that cannot be had
 * is a problem of the report: an older state, where there is one, stays in use and its age is told.
 */
async function fetchStale(
  needed: readonly NeededPartition[],
  session: Session,
  how: 'all' | 'until one fails' = 'all',
): Promise<{ readonly coverage: Coverage; readonly updated: number }> {
  const { settings } = session;
  const database = await session.database();
  const now = settings.clock.now();
  const wanted = needed
    .filter(({ feed }) => mayFetch(feed, settings) || mayAskTeam(settings))
    .filter(({ partition, feed }) => settings.refresh || isStale(database.manifest(partition), feed, now))
    .map(({ partition }) => partition);
  const fetchable = new Set(needed.flatMap(({ partition, feed }) => (mayFetch(feed, settings) ? [partition] : [])));
  const unwritable = wanted.length === 0 ? undefined : whyUnwritable(database);
  if (unwritable !== undefined) return { coverage: notKept(wanted, database.directory, unwritable), updated: 0 };
  const team = await takeFromTeam(wanted, session);
  const rest = wanted.filter((id) => !team.held.has(id) && fetchable.has(id));
  const updates = await updatePartitions(rest, session, how);
  const left = rest.length - updates.length;
  const problems = updates.flatMap(({ partition, state, why }): Problem[] => {
    if (state !== 'refused') return [];
    const others = left === 0 ? '' : `, and ${left} more of its feed ${left === 1 ? 'was' : 'were'} not asked for`;
    const message = `${withWhy('could not be fetched', why)}${others}`;
    return [{ code: 'E_FEED', message, where: partition, part: 'advisories', incomplete: false }];
  });
  return {
    coverage: { ...emptyCoverage, problems: [...team.problems, ...problems] },
    updated: team.updated + updates.filter(({ state }) => state === 'updated').length,
  };
}

/** Why nothing can be put into the database; undefined where it can. */
function whyUnwritable(database: Database): string | undefined {
  try {
    database.checkWritable();
    return undefined;
  } catch (error) {
    const { why, message } = asSeaworthyError(error, 'E_WRITE', 'it cannot be written');
    return why ?? message;
  }
}

/** What is there is judged by all the same; what is not makes its packages not judged, which is told with them. */
function notKept(wanted: readonly string[], directory: string, why: string): Coverage {
  const [first = '', ...more] = wanted;
  const which = more.length === 0 ? first : `${first} and ${more.length} more`;
  const message = `the database cannot be written, so ${count(wanted.length, 'partition')} that ${wanted.length === 1 ? 'is' : 'are'} missing or stale could not be fetched (${which}); name another folder with --database: ${why}`;
  return {
    ...emptyCoverage,
    problems: [{ code: 'E_WRITE', message, where: directory, part: 'advisories', incomplete: false }],
  };
}
