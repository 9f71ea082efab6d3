import type { Coverage } from './coverage.ts';
import type { Finding } from './finding.ts';
import type { Distribution, LayerRef, Package } from './inventory.ts';
import type { Subject } from './subject.ts';

/** Version of the JSON form of a report: the major part changes when a reader would break. */
export const reportSchemaVersion = '1.0';

/** What a scan hands to every output format. Its JSON form is `docs/schemas/report-1.0.schema.json`. */
export interface Report {
  readonly schemaVersion: typeof reportSchemaVersion;
  readonly tool: { readonly name: 'seaworthy'; readonly version: string };
  /** ISO 8601, from the clock or SOURCE_DATE_EPOCH. */
  readonly created: string;
  readonly subject: Subject;
  readonly distribution?: Distribution;
  readonly layers: readonly LayerRef[];
  readonly packages: readonly Package[];
  /** Riskiest first. */
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}
