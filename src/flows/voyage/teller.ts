import type { VoyageEvent } from '../../core/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';

/** What a record tells; where and when comes from the record. */
export type Told = Pick<VoyageEvent, 'phase' | 'title' | 'outcome' | 'details' | 'verdict'>;

/** What else is known while a record is told. */
export interface Telling {
  /** Key of the subject whose voyage it is. */
  readonly subject: string;
  /** The record of the same kind and subject before this one. */
  readonly before?: FullRecord;
}

/** Turns a record of one kind into what happened. Throws `E_LEDGER` when it does not understand the payload: then the record is told as an unknown one. */
export type Teller = (record: FullRecord, telling: Telling) => readonly Told[];
