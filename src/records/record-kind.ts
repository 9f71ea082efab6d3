import type { Phase, VoyageEvent } from '../core/index.ts';
import type { FullRecord } from '../foundations/ledger/index.ts';
import type { Shape } from './shape.ts';

/** What a record tells a person; when, and of which phase, comes from the record. */
export interface Told extends Pick<VoyageEvent, 'title' | 'outcome' | 'details' | 'verdict' | 'aside'> {
  /** It found what the record of its kind and subject before it had found. */
  readonly repeats?: boolean;
}

/** A name and what stands under it, for the table that shows one record; an empty name goes on with the one before. */
export type Fact = readonly [name: string, value: string];

/** What else is known while a record is told. */
export interface Telling<Payload> {
  readonly record: FullRecord;
  /** Key of the subject whose voyage it is. */
  readonly subject: string;
  /** What the record of the same kind and subject before this one said. */
  readonly before?: { readonly sequence: number; readonly payload: Payload };
  /** What records of the voyage before this one vouched for; absent where nobody can say. */
  readonly vouched?: ReadonlySet<string>;
}

/** That whoever the record is about is used, or may be: what a plan to retire asks. */
export interface Use<Payload> {
  /** `seen running`, `admitted`. */
  readonly says: string;
  /** Where not every record of the kind says so. One that cannot be read is taken for one that does: what may be in use stays. */
  holds?(payload: Payload): boolean;
}

/** A shape that a payload had once. */
export interface OlderShape<Payload, Old = unknown> {
  readonly payload: Shape<Old>;
  /** The same in the shape of today. Pure; it is given what was checked. */
  today(old: Old): Payload;
}

/** All that is known of one kind of record. Payloads are hostile: somebody else may have written to the ledger. */
export interface RecordKind<Payload = unknown> {
  /** Its name in the ledger, and that of its folder. It stands in ledgers for ever: never changed. */
  readonly name: string;
  /** The phase whose evidence it is; absent where it is about the ledger itself. */
  readonly phase?: Phase;
  /** Version of the payload's shape: raised when a reader of the old one would misread it. Stored with each record. */
  readonly shape: number;
  /** What such a record says, in one sentence. */
  readonly says: string;
  /** Never pruned: the record is the last trace of something. */
  readonly kept: boolean;
  /** What a payload must be. */
  readonly payload: Shape<Payload>;
  /** The shapes of before: the first is shape 1. */
  readonly older?: readonly OlderShape<Payload>[];
  /**
   * Puts into a payload of any shape what its writer did not tell yet, before anybody checks it. Must bear any JSON, and leaves alone what it does not know.
   */
  fill?(payload: unknown): unknown;
  /** For what it vouches: that later checks of the same should end well. */
  vouches?(payload: Payload): string | undefined;
  /** What it tells in the voyage of its subject. */
  tell(payload: Payload, telling: Telling<Payload>): readonly Told[];
  /** What it says in short; absent: its members as they are. */
  facts?(payload: Payload): readonly Fact[];
  /** Payloads are large: of a subject only the newest is held in memory. */
  readonly large?: true;
  /** It cannot come about once its subject is nowhere any more: one that is newer than a removal says that it is still, or again, somewhere. */
  readonly sighting?: true;
  /** It is written while its subject is handled by a name: the name belongs to whom it was written of last. */
  readonly handlesName?: true;
  readonly use?: Use<Payload>;
}
