import {
  asSeaworthyError,
  type Coverage,
  count,
  defined,
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
  type PartitionId,
  type Questions,
  ratingPartitions,
} from '../phases/1-build/advisories/index.ts';
import { askOnce } from './ask-once.ts';
import { askPublishers } from './ask-publishers.ts';
import { enabledFeeds, mayFetch } from './database.ts';
import { reportOf } from './report-of.ts';
import type { Session } from './session/session.ts';
import { mayAskTeam, takeFromTeam } from './team-database/take-from-team.ts';

/** What is noted of a judging, for whoever wants to know whether it would come out the same again. */
export interface JudgingNotes {
  readonly questions: Questions;
  /** Partitions that were looked at for their age; undefined where something came between that another time may be otherwise. */
  wanted?: readonly PartitionId[];
}

/** What is wrong with what is in an inventory, by the data of today: what is missing or stale is fetched first. */
export async function judgeInventory(inventory: Inventory, session: Session, noting?: JudgingNotes): Promise<Report> {
  const { settings } = session;
  const database = await session.database();
  const feeds = enabledFeeds(settings);
  const asked = await askPublishers(inventory, feeds, session);
  const needed = neededPartitions(inventory, feeds).filter(({ partition }) => !asked.asked.has(partition));
  const fetching = await fetchStale(needed, session);
  const judge = (): Matched => {
    settings.progress?.({ activity: 'Matching' });
    const partition = (id: PartitionId) => asked.partitions.get(id) ?? database.partition(id);
    return match(inventory, feeds, noting?.questions.over(partition) ?? partition, settings.clock.now());
  };
  const first = judge();
  // Whose word is still missing shows only then, and of those who rate flaws only the years of such flaws are wanted.
  const raters = ratingPartitions(first.findings, feeds);
  const rating = await fetchStale(raters, session, 'until one fails');
  const judged = rating.updated === 0 ? first : judge();
  const told = { ...emptyCoverage, problems: asked.problems };
  const problems = joinCoverage(joinCoverage(told, fetching.coverage), rating.coverage);
  if (noting !== undefined && problems.problems.length === 0 && settings.advisories !== 'query')
    noting.wanted = [...needed, ...raters].map(({ partition }) => partition);
  return {
    ...reportOf({ ...inventory, ...defined({ distribution: judged.distribution }) }, settings),
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
  const wanted = needed.filter((one) => isWanted(one, database, session)).map(({ partition }) => partition);
  const fetchable = new Set(needed.flatMap(({ partition, feed }) => (mayFetch(feed, settings) ? [partition] : [])));
  const unwritable = wanted.length === 0 ? undefined : whyUnwritable(database);
  if (unwritable !== undefined) return { coverage: notKept(wanted, database.directory, unwritable), updated: 0 };
  const team = await takeFromTeam(wanted, session);
  const rest = wanted.filter((id) => !team.held.has(id) && fetchable.has(id));
  const updates = await askOnce(rest, session, how);
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

/** Whether it is to be fetched: it is missing or stale, and there is somebody to ask. */
function isWanted({ partition, feed }: NeededPartition, database: Database, { settings }: Session): boolean {
  if (!mayFetch(feed, settings) && !mayAskTeam(settings)) return false;
  return settings.refresh === true || isStale(database.manifest(partition), feed, settings.clock.now());
}

/** Whether nothing would be fetched for the sake of these. */
export async function isAtHand(partitions: readonly PartitionId[], session: Session): Promise<boolean> {
  const database = await session.database();
  const feeds = enabledFeeds(session.settings);
  return partitions.every((partition) => {
    const feed = feeds.find((one) => one.owns(partition));
    return feed !== undefined && !isWanted({ partition, feed }, database, session);
  });
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
