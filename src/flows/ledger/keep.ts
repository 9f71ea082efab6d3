import { SeaworthyError, whatAndWhy } from '../../core/index.ts';
import type { Session } from '../session/session.ts';
import { type Evidenced, recordEvidence } from './record-evidence.ts';

/** What became of evidence that was to be kept. */
export interface Kept {
  /** Number of the record in the ledger; absent where nothing was to be kept, or could be. */
  readonly record?: number;
  /** Why it could not be kept. */
  readonly notRecorded?: string;
}

/**
 * Records one piece of evidence where the settings name a ledger and do not say otherwise. That it could not be kept is told, and does not take the
 * result from the user.
 */
export const keep = (evidence: Evidenced, session: Session): Promise<Kept> => keepAll([evidence], session);

/** The same for several pieces, all of them or none; `record` is the number of the last. */
export async function keepAll(evidence: readonly Evidenced[], session: Session): Promise<Kept> {
  if (!session.records) return {};
  try {
    const record = (await recordEvidence(evidence, session)).at(-1);
    return record === undefined ? {} : { record: record.sequence };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    return { notRecorded: whatAndWhy(error) };
  }
}
