import { keyTitle, type OpenQuestion } from '../../core/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';

/** What questions are asked of. Only records that are as they were written. */
export interface VoyageFacts {
  readonly subject: string;
  readonly now: Date;
  /** Age in milliseconds from which data behind a scan is called old. */
  readonly oldAfter: number;
  /** The newest of a kind of each subject, with its payload. */
  newest(kind: string): readonly FullRecord[];
  /** Every one of a kind, oldest first; of inventories and scans only the newest. */
  all(kind: string): readonly FullRecord[];
}

/** Looks for one sort of thing that should be looked into. Throws `E_LEDGER` when it does not understand a record, which is then told elsewhere. */
export type Question = (known: VoyageFacts) => readonly OpenQuestion[];

/** The other subject that a question is about, in brackets; empty for the subject itself. */
export function aboutText(record: FullRecord, known: VoyageFacts): string {
  return record.subject === known.subject ? '' : ` (${keyTitle(record.subject)})`;
}
