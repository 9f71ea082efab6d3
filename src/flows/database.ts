import { defined, inParallel, type Need, SeaworthyError, unmetNeeds } from '../core/index.ts';
import {
  type Feed,
  FetchedFiles,
  type FoundRecord,
  feeds,
  isStale,
  type PartitionId,
  type PartitionUpdate,
  updatePartition,
} from '../phases/1-build/advisories/index.ts';
import { inSession, type Session } from './session/session.ts';
import type { Settings } from './settings.ts';

export type { FoundRecord } from '../phases/1-build/advisories/index.ts';

/** A partition in the local database. */
export interface PartitionStatus {
  readonly id: PartitionId;
  readonly title: string;
  readonly feed: string;
  /** When its publisher made it, else when it was fetched (ISO 8601). */
  readonly date: string;
  readonly fetched: string;
  readonly records: number;
  /** Size on disk. */
  readonly bytes: number;
  readonly stale: boolean;
  readonly origin: string;
}

/** The feeds that the settings do not switch off. */
export function enabledFeeds(settings: Settings): readonly Feed[] {
  return feeds.filter((feed) => settings.feeds[feed.setting] !== 'off');
}

const everything: ReadonlySet<Need> = new Set<Need>(['network']);
const nothing: ReadonlySet<Need> = new Set<Need>();

/** Whether the settings give a feed what it needs. The network stands for the publisher's server: a copy of it in a folder does as well. */
export function mayFetch(feed: Feed, settings: Settings): boolean {
  const isHere = settings.feeds[feed.setting]?.startsWith('file:') ?? false;
  return unmetNeeds(feed, settings.offline && !isHere ? nothing : everything).length === 0;
}

/** Makes the partitions current: those named, or every one that is there when none is. Throws `E_USAGE` for a name that no feed owns, `E_WRITE`. */
export function updateDatabase(
  partitions: readonly PartitionId[],
  given: Settings | Session,
): Promise<readonly PartitionUpdate[]> {
  return inSession(given, async (session) => {
    const database = await session.database();
    database.checkWritable();
    const known = new Set(database.status().map(({ id }) => id));
    for (const feed of enabledFeeds(session.settings))
      for (const partition of feed.contextPartitions) known.add(partition);
    return updatePartitions(partitions.length > 0 ? partitions : [...known].sort(), session);
  });
}

/** Partitions that are fetched side by side. */
const width = 4;

interface Owned {
  readonly partition: PartitionId;
  readonly feed: Feed;
}

/** Fetches each partition from its feed's address, some side by side; `until one fails` goes one by one, and asks nobody further who does not answer. */
export async function updatePartitions(
  partitions: readonly PartitionId[],
  session: Session,
  how: 'all' | 'until one fails' = 'all',
): Promise<readonly PartitionUpdate[]> {
  const { settings } = session;
  const owned = partitions.map((partition) => ({ partition, feed: feedOf(partition, settings) }));
  const files = new FetchedFiles();
  const given = owned.filter(({ feed }) => mayFetch(feed, settings));
  for (const { feed, partition } of given) files.expect(feed, partition);
  const tell = tellerOf(owned.length, settings);
  const one = async ({ partition, feed }: Owned): Promise<PartitionUpdate> =>
    mayFetch(feed, settings) ? updateOne({ partition, feed }, files, tell, session) : notGiven(partition, feed);
  if (how === 'all') return inParallel(owned, width, one);
  const updates: PartitionUpdate[] = [];
  for (const next of owned) {
    updates.push(await one(next));
    if (isSilent(updates.at(-1))) break;
  }
  return updates;
}

/** Tells of several that are on their way at once: the one that something came of, and the bytes of all. */
function tellerOf(total: number, { progress }: Settings) {
  const coming = new Map<PartitionId, { readonly done: number; readonly total?: number }>();
  let done = 0;
  const tell = (partition: PartitionId): void => {
    const all = [...coming.values()];
    const bytes = all.reduce((sum, one) => sum + one.done, 0);
    const known = all.every((one) => one.total !== undefined);
    const announced = known ? all.reduce((sum, one) => sum + (one.total ?? 0), 0) : undefined;
    const soFar = all.length === 0 ? {} : { coming: { done: bytes, ...defined({ total: announced }) } };
    progress?.({ activity: `Fetching ${partition}`, done, total, ...soFar });
  };
  return {
    begin: tell,
    come(partition: PartitionId, bytes: number, all: number | undefined): void {
      coming.set(partition, { done: bytes, ...defined({ total: all }) });
      tell(partition);
    },
    end(partition: PartitionId): void {
      coming.delete(partition);
      done++;
    },
  };
}

async function updateOne(
  { partition, feed }: Owned,
  files: FetchedFiles,
  tell: ReturnType<typeof tellerOf>,
  session: Session,
): Promise<PartitionUpdate> {
  const { settings } = session;
  tell.begin(partition);
  const update = await updatePartition(await session.database(), feed, partition, {
    base: settings.feeds[feed.setting] ?? feed.base,
    http: session.feeds,
    limits: settings.limits,
    clock: settings.clock,
    force: settings.refresh ?? false,
    allowOlder: settings.allowOlder ?? false,
    files,
    ...defined({ signal: settings.signal }),
    onBytes: (come, all) => tell.come(partition, come, all),
  });
  tell.end(partition);
  return update;
}

function notGiven(partition: PartitionId, { needs, base }: Feed): PartitionUpdate {
  const error = new SeaworthyError('E_OFFLINE', `its feed needs the ${needs.join(', the ')}, which is not given`, {
    where: base,
  });
  return { partition, state: 'refused', why: `${error.message} (${base})`, error, problems: [] };
}

/** Whether a publisher could not be asked, or nothing that it says be kept: the next question has no better answer. */
export function isSilent(update: PartitionUpdate | undefined): boolean {
  const code = update?.error?.code;
  return code === 'E_NETWORK' || code === 'E_TIMEOUT' || code === 'E_AUTH' || code === 'E_WRITE';
}

function feedOf(partition: PartitionId, settings: Settings): Feed {
  const feed = enabledFeeds(settings).find((one) => one.owns(partition));
  if (feed) return feed;
  const names = feeds.map(({ setting }) => setting).join(', ');
  throw new SeaworthyError('E_USAGE', `no feed has a partition ${JSON.stringify(partition)}`, {
    next: `Name one such as alpine/3.20, debian-tracker/bookworm, osv/npm or kev; the feeds are ${names}.`,
  });
}

/** What the local database holds. */
export function databaseStatus(given: Settings | Session): Promise<readonly PartitionStatus[]> {
  return inSession(given, async (session) => {
    const now = session.settings.clock.now();
    return (await session.database()).status().map((manifest) => ({
      ...manifest,
      stale: isStale(
        manifest,
        feeds.find(({ id }) => id === manifest.feed),
        now,
      ),
    }));
  });
}

/**
 * Every statement about a flaw, by its id or an alias, and what is known of its exploitation. Throws `E_INCOMPLETE` where there is no data at all: then
 * nothing found would mean nothing.
 */
export function searchDatabase(id: string, given: Settings | Session): Promise<readonly FoundRecord[]> {
  return inSession(given, async (session) => {
    const database = await session.database();
    if (database.status().length > 0) return database.search(id);
    throw new SeaworthyError('E_INCOMPLETE', 'there is no advisory data here to look in', {
      where: session.settings.databaseDirectory,
      next: 'Fetch some with `seaworthy db update`, name the folder with `--database`, or scan something.',
    });
  });
}
