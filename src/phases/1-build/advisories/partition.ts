import type { Advisory, DataSource, Exploitation } from '../../../core/index.ts';
import type { PartitionId } from './feed.ts';

/** What is written beside a partition's rows. */
export interface PartitionManifest extends DataSource {
  readonly feed: string;
  readonly files: readonly {
    readonly url: string;
    readonly etag?: string;
    readonly lastModified?: string;
    readonly bytes: number;
  }[];
  readonly problems: readonly string[];
  /** Those of the problems that are about records which could not be read. */
  readonly unread?: readonly string[];
}

/** A partition opened for reading. Immutable: a new state of its source is another file. */
export interface Partition {
  readonly id: PartitionId;
  readonly manifest: PartitionManifest;
  /** Set where its publisher was asked about some names alone: their keys. Of others it knows nothing. */
  readonly asked?: ReadonlySet<string>;
  advisories(key: string): readonly Advisory[];
  exploitation(cve: string): Exploitation | undefined;
  /** Rows whose id or alias is `id`, for `db search`. */
  search(id: string): readonly Advisory[];
  close(): void;
}
