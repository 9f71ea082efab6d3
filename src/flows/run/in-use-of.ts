import { type Digest, oneDay } from '../../core/index.ts';
import { type InUseEvidence, inUseKind, readRecord } from '../../records/index.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { joinUse } from './join-use.ts';

/** Days that are looked back: what was seen longer ago says little of today. */
const days = 30;
/** Most records that are read: two watches that keep theirs every quarter of an hour, all these days. */
const mostRecords = 6_000;

/** From when on what was seen of use counts (ISO 8601). */
export const useSince = (now: Date): string => new Date(now.getTime() - days * oneDay).toISOString();

/** What the ledger knows of the use of an image in the last thirty days, joined by day, newest first; nothing without a ledger. Throws what a ledger throws. */
export async function inUseOf(image: Digest, given: Settings | Session): Promise<readonly InUseEvidence[]> {
  return inSession(given, async (session) => {
    const ledger = await session.knownLedger();
    if (ledger === undefined) return [];
    const since = useSince(session.settings.clock.now());
    const query = { subject: image, kinds: [inUseKind.name], since, limit: mostRecords };
    const byDay = new Map<string, InUseEvidence>();
    for await (const record of ledger.each(query)) {
      const evidence = readRecord(inUseKind, record);
      const day = evidence.observation.last.slice(0, 'YYYY-MM-DD'.length);
      const same = byDay.get(day);
      byDay.set(day, same === undefined ? evidence : joinUse(same, evidence));
    }
    return [...byDay].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, evidence]) => evidence);
  });
}
