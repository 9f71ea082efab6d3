import type { Digest } from './digest.ts';

/** The layer that brought something, and the instruction that made the layer where the image tells. */
export interface LayerRef {
  /** Position among the layers that hold files, the base first, from 0; people are told it from 1. */
  readonly index: number;
  /** Digest of the layer as stored (compressed), or of its content where only that is known. */
  readonly digest: Digest;
  readonly createdBy?: string;
}
