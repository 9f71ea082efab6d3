import type { Digest } from '../../../core/index.ts';
import type { DeleteEntry, Reason } from '../plan/retire-plan.ts';

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
  readonly kind: DeleteEntry['kind'];
  readonly mediaType: string;
  readonly artifactType?: string;
  /** Tags that it had when the plan was made. */
  readonly tags: readonly string[];
  readonly reasons: readonly Reason[];
  /** Digest of the plan. */
  readonly plan: Digest;
  /** `found-gone`: it was gone already, by an earlier run that was cut off or by somebody else. */
  readonly state: 'deleted' | 'found-gone';
  /** When that was (ISO 8601). */
  readonly time: string;
  readonly preserved: readonly Preserved[];
}

export function tombstoneOf(
  entry: DeleteEntry,
  rest: Pick<Tombstone, 'plan' | 'state' | 'time' | 'preserved'>,
): Tombstone {
  const { registry, repository, digest, kind, mediaType, artifactType, tags, reasons } = entry;
  return {
    registry,
    repository,
    digest,
    kind,
    mediaType,
    ...(artifactType === undefined ? {} : { artifactType }),
    tags,
    reasons,
    ...rest,
  };
}
