import type { PartitionId, PartitionUpdate } from '../phases/1-build/advisories/index.ts';
import { isSilent, updatePartitions } from './database.ts';
import type { Session } from './session/session.ts';

/** Milliseconds after which a publisher is asked again: a webhook's session lives for months. */
const pause = 5 * 60_000;

interface Asked {
  readonly time: number;
  readonly update: PartitionUpdate;
}

/** What was asked for lately, by session. */
const askedBy = new WeakMap<Session, Map<PartitionId, Asked>>();

/**
 * As `updatePartitions`, but who was asked within this session a moment ago is not asked again: a judging of thousands would wait for a publisher that does not
 * answer, and load it, once for each. What came of it then is what comes of it now.
 */
export async function askOnce(
  partitions: readonly PartitionId[],
  session: Session,
  how: 'all' | 'until one fails',
): Promise<readonly PartitionUpdate[]> {
  const asked = askedBy.get(session) ?? new Map<PartitionId, Asked>();
  askedBy.set(session, asked);
  const now = session.settings.clock.now().getTime();
  const known = partitions.flatMap((partition) => {
    const last = asked.get(partition);
    return last === undefined || now - last.time > pause ? [] : [sameAgain(last.update)];
  });
  const silent = how === 'until one fails' ? known.find(isSilent) : undefined;
  if (silent !== undefined) return [silent];
  const told = new Set(known.map(({ partition }) => partition));
  const fresh = partitions.filter((partition) => !told.has(partition));
  const updates = fresh.length === 0 ? [] : await updatePartitions(fresh, session, how);
  for (const update of updates) asked.set(update.partition, { time: now, update });
  return [...known, ...updates];
}

/** Nothing is new in it that a judging by now would not have seen. */
const sameAgain = (update: PartitionUpdate): PartitionUpdate =>
  update.state === 'updated' ? { ...update, state: 'unchanged' } : update;
