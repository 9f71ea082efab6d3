import type { Digest } from '../../core/index.ts';
import type { RecordKind } from './kinds.ts';

/** How old a source of data was that a record rests on (ISO 8601). */
export interface DataDate {
  /** Partition id: `alpine/3.20` … */
  readonly id: string;
  /** When its publisher made it, else when it was fetched. */
  readonly date: string;
  readonly fetched?: string;
  readonly digest?: Digest;
}

/** The program that says so. */
export interface Producer {
  readonly name: string;
  readonly version: string;
}

/** Evidence to be kept. */
export interface NewRecord {
  /** `subjectKey` of what it is about. */
  readonly subject: string;
  /** Other names of the subject, to find it by: `repository:tag`, digest of the index or the configuration. */
  readonly names?: readonly string[];
  readonly kind: Exclude<RecordKind, 'prune'>;
  readonly producer: Producer;
  /** Dates of the data behind it. */
  readonly data?: readonly DataDate[];
  /** When it was seen or judged (ISO 8601, UTC, with milliseconds: `2026-01-31T12:00:00.000Z`). */
  readonly time: string;
  /** Anything JSON can carry. */
  readonly payload: unknown;
}

/** Raised when the header has other members. */
export const headerFormat = 1;

/** What the chain is made of: the digest of a record is the SHA-256 of this in canonical JSON. */
export interface RecordHeader {
  readonly format: typeof headerFormat;
  /** From 1, without gaps but for pruned records. */
  readonly sequence: number;
  readonly subject: string;
  /** Sorted, each once. */
  readonly names: readonly string[];
  /** A `RecordKind`, or one of a newer version. */
  readonly kind: string;
  /** Version of the payload's shape. */
  readonly shape: number;
  readonly producer: Producer;
  readonly data: readonly DataDate[];
  readonly time: string;
  /** SHA-256 of the payload in canonical JSON, and its length in bytes of UTF-8. */
  readonly payloadDigest: Digest;
  readonly payloadBytes: number;
  /** Digest of the record before; of the ledger's own name for the first. */
  readonly previous: Digest;
}

/** A record in a ledger. */
export interface LedgerRecord extends RecordHeader {
  /** Digest of the header. */
  readonly digest: Digest;
}

/** A record with what it says. */
export interface FullRecord extends LedgerRecord {
  readonly payload: unknown;
}

/** The end of a ledger at some time. Noted elsewhere, it shows later that nothing before it was changed and nothing after it cut off. */
export interface Checkpoint {
  /** The ledger's own name, random. */
  readonly ledger: string;
  /** 0 when it is empty. */
  readonly sequence: number;
  readonly digest: Digest;
}
