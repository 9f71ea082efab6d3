import type { Coverage } from './coverage.ts';
import type { Finding } from './finding.ts';
import type { ImageBase, Upkeep } from './image-build.ts';
import type { Distribution, Package } from './inventory.ts';
import type { LayerRef } from './layer-ref.ts';
import type { Subject } from './subject.ts';
import { setAsideBy } from './suppression.ts';

/** Version of the JSON form of a report: the major part changes when a reader would break. */
export const reportSchemaVersion = '2.0';

/** How the findings stand against the conditions that a user set. */
export interface Threshold {
  /** As they were written: meeting one of them is enough. */
  readonly failOn: readonly string[];
  /** Findings that meet them. */
  readonly met: number;
  /** Findings of which too little is known to say so: they do not pass. */
  readonly notJudged: number;
  /** What is not known of those, and what nobody looked for: `severity`, `epss`, `kind=secret` … */
  readonly notKnown: readonly string[];
  /** What `new` was held against: what it is of, and when it was made. */
  readonly baseline?: { readonly name: string; readonly created: string };
}

/** What a scan hands to every output format. Its JSON form is `docs/schemas/report-2.0.schema.json`. */
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
  /** Where conditions were set. */
  readonly threshold?: Threshold;
  /** The image that this one was built from, where that can be told. */
  readonly base?: ImageBase;
  /** Of an image: how old it is and what it carries. */
  readonly upkeep?: Upkeep;
}

/** When it was made; a date that says nothing where `created` is none. Whether something is set aside in a report is a question of that time. */
export const timeOf = ({ created }: Pick<Report, 'created'>): Date => new Date(created);

/** Findings that nobody has set aside when the report was made. */
export function openFindings(report: Pick<Report, 'created' | 'findings'>): readonly Finding[] {
  const now = timeOf(report);
  return report.findings.filter((finding) => setAsideBy(finding, now) === undefined);
}
