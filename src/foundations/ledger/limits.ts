/** Bounds of a ledger. Crossing one is `E_LIMIT`, and for the whole file `E_LEDGER`. Sizes are bytes. */
export interface LedgerLimits {
  /** One payload in canonical JSON. */
  readonly payloadBytes: number;
  /** Other names of one subject, and the length of each in characters. */
  readonly names: number;
  readonly nameLength: number;
  /** Data dates of one record. */
  readonly dataDates: number;
  /** Rows of one page of a list. */
  readonly page: number;
  /** The file. */
  readonly fileBytes: number;
  /** How long to wait for another writer, in milliseconds. */
  readonly wait: number;
  /** Problems that one check tells one by one; the rest is counted. */
  readonly problems: number;
}

const MiB = 1024 * 1024;

export const ledgerLimits: LedgerLimits = {
  payloadBytes: 128 * MiB,
  names: 64,
  nameLength: 1_024,
  dataDates: 10_000,
  page: 1_000,
  fileBytes: 16 * 1024 * MiB,
  wait: 30_000,
  problems: 1_000,
};
