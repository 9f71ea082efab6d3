import { type Digest, SeaworthyError } from '../../core/index.ts';
import { type InUseEvidence, inUseKind, readRecord } from '../../records/index.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';

/** Observations that are joined: older ones say little of today. */
const mostObservations = 50;

/** What the ledger knows of the use of an image, newest first; nothing without a ledger. Throws what a ledger throws. */
export async function inUseOf(image: Digest, given: Settings | Session): Promise<readonly InUseEvidence[]> {
  return inSession(given, async (session) => {
    const ledger = await session.knownLedger();
    if (ledger === undefined) return [];
    const page = await ledger.list({ subject: image, kinds: [inUseKind.name], limit: mostObservations });
    const found: InUseEvidence[] = [];
    for (const { sequence } of page.records) {
      const record = await ledger.get(sequence);
      if (!record) throw new SeaworthyError('E_LEDGER', `record ${sequence} is gone`);
      found.push(readRecord(inUseKind, record));
    }
    return found;
  });
}
