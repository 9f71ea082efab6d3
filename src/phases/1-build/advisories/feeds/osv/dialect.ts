import type { Advisory } from '../../../../../core/index.ts';

/** How a distribution fills in the schema: which of its releases is wanted, and what its records say where the schema has no place of its own for it. */
export interface OsvDialect {
  /** What stands behind the colon of its ecosystem: `9` of `AlmaLinux:9`. */
  readonly release: string;
  readonly versionOrder: string;
  /** The record as the distribution means it; undefined when it is about no flaw. */
  adapt(advisory: Advisory, record: unknown): Advisory | undefined;
}
