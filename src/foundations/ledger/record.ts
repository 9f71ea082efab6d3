import type { Digest } from '../../core/index.ts';

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
  /** Other names of the subject, to find it by: `repository:tag`, digest of the index or the configuration, chain id of its layers. */
  readonly names?: readonly string[];
  /** What sort of evidence it is: lower case, digits and `-`. The ledger knows no kinds but `prune`, which only it writes. */
  readonly kind: string;
  /** Version of the payload's shape, from 1: raised when a reader of the old one would misread it. */
  readonly shape: number;
  readonly producer: Producer;
  /** Dates of the data behind it. */
  readonly data?: readonly DataDate[];
  /** When it was seen or judged (ISO 8601, UTC, with milliseconds: `2026-01-31T12:00:00.000Z`). */
  readonly time: string;
  /** Anything JSON can carry. */
  readonly payload: unknown;
}

/** Raised when the header has other members. 1: without `origin`; still read. */
export const headerFormat = 2;

/** What the chain is made of: the digest of a record is the SHA-256 of this in canonical JSON. */
export interface RecordHeader {
  readonly format: 1 | typeof headerFormat;
  /** From 1, without gaps but for pruned records. */
  readonly sequence: number;
  readonly subject: string;
  /** Sorted, each once. */
  readonly names: readonly string[];
  /** One that this version knows, or one of a newer version. */
  readonly kind: string;
  /** Version of the payload's shape. */
  readonly shape: number;
  readonly producer: Producer;
  /**
   * The ledger that wrote it: a random id (UUID) made with the ledger's file and kept in it. An export and an import keep it, so that records of several
   * ledgers can be told apart once they lie in one. Absent in format 1.
   */
  readonly origin?: string;
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
