import type { Digest } from '../../../core/index.ts';

/** An image that others may be built from, and that somebody looked at who is believed: the team's list, the ledger. */
export interface KnownBase {
  readonly name: string;
  /** Of its manifest. */
  readonly digest?: Digest;
  /** The name of its layers (`chainIdOf`). */
  readonly chainId: Digest;
  readonly created?: string;
  /** Who knows it: `bases.json`, `ledger`. */
  readonly source: string;
}
