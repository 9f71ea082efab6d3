/** Bounds on everything we read. Sizes are bytes, times milliseconds. Crossing one is `E_LIMIT`, never a crash and never silence. */
export interface Limits {
  /** Compressed bytes of one layer. */
  readonly layerBytes: number;
  /** Bytes of one layer once inflated: the bound on decompression bombs. */
  readonly layerInflatedBytes: number;
  /** Entries of one layer. */
  readonly layerEntries: number;
  readonly layers: number;
  /** Bytes of a path inside an image. */
  readonly pathBytes: number;
  /** Symbolic links followed while one path is resolved (Linux: MAXSYMLINKS). */
  readonly linkHops: number;
  /** Bytes of a manifest, an index or an image configuration. */
  readonly manifestBytes: number;
  /** Bytes of one advisory feed file as fetched, and of one once inflated; each feed's own bounds when absent. */
  readonly feedBytes?: number;
  readonly feedInflatedBytes?: number;
  readonly networkTimeout: number;
}

const MiB = 1024 * 1024;

export const defaultLimits: Limits = {
  layerBytes: 16 * 1024 * MiB,
  layerInflatedBytes: 32 * 1024 * MiB,
  layerEntries: 2_000_000,
  layers: 1_000,
  pathBytes: 4_096,
  linkHops: 40,
  manifestBytes: 8 * MiB,
  networkTimeout: 30_000,
};
