import type { LedgerRecord, NewRecord } from '../../foundations/ledger/index.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { producerOf } from './record-scan.ts';
import { withLedger } from './with-ledger.ts';

/** What a flow has to say; who says it and when comes from the settings, unless it happened at another time. */
export type Evidenced = Omit<NewRecord, 'producer' | 'time'> & { readonly time?: string };

/** Keeps what a flow has seen or decided, all of it or nothing. Throws what a ledger throws. */
export async function recordEvidence(
  evidence: readonly Evidenced[],
  given: Settings | Session,
): Promise<readonly LedgerRecord[]> {
  return inSession(given, async (session) => {
    const { settings } = session;
    const now = settings.clock.now().toISOString();
    const records = evidence.map((one) => ({ time: now, ...one, producer: producerOf(settings) }));
    return withLedger(session, (ledger) => ledger.appendAll(records));
  });
}
