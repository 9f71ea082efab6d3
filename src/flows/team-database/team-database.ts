import type { WantedSigner } from '../ship/wanted-signer.ts';

/** Which artifact partitions are taken from, and who must have signed it. */
export interface TeamDatabase {
  /** In a registry, or `oci:PATH`. */
  readonly reference: string;
  /** Asked when the artifact is. Throws where its files cannot be read. */
  signer(): WantedSigner;
}
