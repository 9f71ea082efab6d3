import type { StoredPartitionManifest } from '../../phases/1-build/advisories/index.ts';

/*
 * What a team's advisory database is in a registry: an OCI artifact (image-spec 1.1, "Guidelines for Artifact Usage"). Its configuration lists the
 * manifests of the partitions, and each layer is the file with the rows of one, compressed with zstd. A signature hangs on it as on any image.
 */

export const databaseType = 'application/vnd.seaworthy.database.v1';
export const databaseConfigType = 'application/vnd.seaworthy.database.config.v1+json';
export const partitionType = 'application/vnd.seaworthy.partition.v1.sqlite+zstd';

/** What a layer says of itself, for people and lists; the configuration counts. */
export const partitionAnnotations = {
  id: 'dev.seaworthy.partition.id',
  date: 'dev.seaworthy.partition.date',
  records: 'dev.seaworthy.partition.records',
  digest: 'dev.seaworthy.partition.digest',
} as const;

export const createdAnnotation = 'org.opencontainers.image.created';

/** The configuration. */
export interface DatabaseConfig {
  /** Version of this form. */
  readonly database: 1;
  readonly created: string;
  readonly partitions: readonly StoredPartitionManifest[];
}

const MiB = 1024 * 1024;

/** Far more than the partitions of all feeds come to. */
export const artifactLimits = { manifestBytes: 4 * MiB, layers: 4_000, configBytes: 64 * MiB, layerBytes: 4_096 * MiB };
