import type { Digest } from '../../core/index.ts';
import { anything, digest, list, object, oneOf, optional, type Shape, text, time } from '../shape.ts';
import { type PlanReason, reasonShape } from '../shapes/reason.ts';

/** Something that was kept of an image before it went: its inventory in the ledger, an exported SBOM. */
export interface Preserved {
  /** `inventory`, `cyclonedx` … */
  readonly what: string;
  readonly digest: Digest;
}

/** The last trace of a manifest in a registry. */
export interface Tombstone {
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
  /** Of manifest: `image`, `index`, `artifact` … */
  readonly kind: string;
  readonly mediaType: string;
  readonly artifactType?: string;
  /** Tags that it had when the plan was made. */
  readonly tags: readonly string[];
  readonly reasons: readonly PlanReason[];
  /** Digest of the plan. */
  readonly plan: Digest;
  /** `found-gone`: it was gone already, by an earlier run that was cut off or by somebody else. */
  readonly state: 'deleted' | 'found-gone';
  /** When that was (ISO 8601). */
  readonly time: string;
  readonly preserved: readonly Preserved[];
}

/** Payload of a `tombstone` record. */
export interface TombstonePayload extends Tombstone {
  /** What was in the image, by the newest inventory that the ledger held; absent where it held none. */
  readonly sbom?: unknown;
}

export const tombstoneShape: Shape<TombstonePayload> = object<TombstonePayload>({
  registry: text,
  repository: text,
  digest,
  kind: text,
  mediaType: text,
  artifactType: optional(text),
  tags: list(text),
  reasons: list(reasonShape),
  plan: digest,
  state: oneOf('deleted', 'found-gone'),
  time,
  preserved: list(object<Preserved>({ what: text, digest })),
  sbom: optional(anything),
});
