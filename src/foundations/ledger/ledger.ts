import type { PreparedRecord } from './header.ts';
import type { VerifyResult } from './problem.ts';
import type { PrunePolicy, PruneResult } from './prune-policy.ts';
import type { Checkpoint, FullRecord, LedgerRecord, NewRecord } from './record.ts';

/** Which records are wanted; what is absent does not matter. */
export interface RecordQuery {
  /** The subject's key, or those of several. */
  readonly subject?: string | readonly string[];
  /** Another name of the subject, exactly: every record of the subjects that were ever seen under it. */
  readonly name?: string;
  /** Only records that themselves say this name. */
  readonly says?: string;
  /** Records of one of these subjects, and those that say one of these names. */
  readonly concerning?: { readonly subjects: readonly string[]; readonly names: readonly string[] };
  readonly kinds?: readonly string[];
  /** Not seen or judged before this time, and before this one (ISO 8601, UTC). */
  readonly since?: string;
  readonly until?: string;
  /** Only the newest of each subject and kind. */
  readonly latest?: boolean;
}

/** A page of a list, newest first. */
export interface PageQuery extends RecordQuery {
  /** Only records before this sequence: `next` of the page before. */
  readonly before?: number;
  /** At most 1,000; 100 when absent. */
  readonly limit?: number;
}

export interface RecordPage {
  /** Without their payloads. */
  readonly records: readonly LedgerRecord[];
  /** Where the next page starts; absent on the last one. */
  readonly next?: number;
}

/** What a ledger knows of one subject. */
export interface SubjectSummary {
  readonly subject: string;
  /** Every other name it was seen under, sorted. */
  readonly names: readonly string[];
  /** Number of records by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly records: number;
  /** Times of its oldest and newest record in the order in which they were written. */
  readonly first: string;
  readonly last: string;
}

export interface VerifyOptions {
  /** Ends of this ledger that were noted elsewhere. */
  readonly checkpoints?: readonly Checkpoint[];
  /** When this is (ISO 8601, UTC, with milliseconds): that the ledger was found whole is noted in it. Absent: nothing is. */
  readonly time?: string;
  readonly signal?: AbortSignal;
}

/**
 * What is kept beside the newest record of a subject so that work need not be done again. No evidence: it is not chained, not exported and may be gone at any
 * time, and whoever reads it must be able to do without.
 */
export interface Memo {
  /** The record that it was kept with. */
  readonly sequence: number;
  readonly text: string;
}

export interface NewMemo {
  readonly subject: string;
  readonly sequence: number;
  /** Absent: what was kept before stays, and goes with this record now. */
  readonly text?: string;
}

/**
 * Evidence, only ever added to. All that reads or writes throws `E_LEDGER` when the ledger is damaged, full, or held by another writer for too long,
 * and `E_LEDGER_CHAIN` where it would have to build on records that were altered.
 */
export interface Ledger {
  /** Keeps a record: when it returns, the record is on disk. Throws `E_FORMAT` and `E_LIMIT` for what cannot be kept. */
  append(record: NewRecord): Promise<LedgerRecord>;
  /** Keeps all of them or none, one after the other. What is prepared already was checked then. */
  appendAll(records: readonly (NewRecord | PreparedRecord)[]): Promise<readonly LedgerRecord[]>;
  list(query?: PageQuery): Promise<RecordPage>;
  /** The records of a list with their payloads, newest first, each read and checked when it is asked for: at most `limit` of them, all when absent. */
  each(query?: PageQuery): AsyncIterable<FullRecord>;
  /** How many records a query finds. */
  count(query?: RecordQuery): Promise<number>;
  /**
   * The record with this sequence or digest; a part of the digest (at least 6 hexadecimal digits, with or without `sha256:`) will do when it is the
   * only one. The payload is checked against its digest. Undefined when there is none; throws `E_USAGE` when several begin so.
   */
  get(reference: number | string): Promise<FullRecord | undefined>;
  /** The same, and that it is chained to the records beside it. Throws `E_LEDGER_CHAIN`. */
  getLinked(sequence: number): Promise<FullRecord | undefined>;
  /** The newest record of a subject and kind, with its payload. */
  latest(subject: string, kind: string): Promise<FullRecord | undefined>;
  /** What was kept beside a record of this subject; undefined where nothing was, or it is damaged. */
  memo(subject: string): Promise<Memo | undefined>;
  /** Keeps these, all or none; one a subject, the last. */
  keepMemos(memos: readonly NewMemo[]): Promise<void>;
  /** Subjects whose key is or begins with `text`, or who were seen under that name; all when absent. Newest first, at most `limit` (100). */
  subjects(text?: string, limit?: number): Promise<readonly SubjectSummary[]>;
  /**
   * The names that records of a kind say, and of how many subjects: for who asks of thousands whether anybody says one. Undefined where there are more than
   * `most` (1,000,000).
   */
  namesSaid(kind: string, most?: number): Promise<ReadonlyMap<string, number> | undefined>;
  /** The keys of the subjects that `subjects` finds, those whose newest record fits last come first; at most `limit` (100). */
  keys(text: string, limit?: number): Promise<readonly string[]>;
  /** The subject with exactly this key. */
  subject(key: string): Promise<SubjectSummary | undefined>;
  /** The end of the ledger now. */
  checkpoint(): Promise<Checkpoint>;
  /** Checks every row: each record against its digest and the one before, each payload against its digest, the end against the head. */
  verify(options?: VerifyOptions): Promise<VerifyResult>;
  /**
   * Checks what was written since the ledger was last found whole, that it goes on from there, and that no row is missing or too many; everything where
   * that was never noted or does not fit. `since` says where it began. A record before that is only checked when it is read: see `getLinked`.
   */
  verifyNew(options: VerifyOptions & { readonly time: string }): Promise<VerifyResult>;
  /** One JSON text per line, oldest first, between a first and a last line; `verifyLines` checks them without this ledger. */
  export(query?: RecordQuery): AsyncIterable<string>;
  /** Takes over a whole export into this ledger, which must be empty; all or nothing. Returns the number of records. */
  importLines(lines: AsyncIterable<string> | Iterable<string>): Promise<number>;
  /** Removes records by a policy and leaves a record that says so and over which the chain holds. */
  prune(policy: PrunePolicy): Promise<PruneResult>;
  close(): Promise<void>;
}
