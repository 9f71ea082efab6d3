import {
  type Report,
  type Report1,
  reportSchemaVersion,
  type Stored,
  type StoredFinding,
  type Threshold,
} from '../../core/index.ts';
import { count, list, type MemberShapes, membersOf, object, oneOf, optional, type Shape, text } from '../shape.ts';
import { coverageShape, upgradeCoverage } from './coverage.ts';
import { layerShape } from './evidence.ts';
import { findingShape } from './finding.ts';
import { finding1Shape } from './finding-1.ts';
import { baseShape, upkeepShape } from './image-build.ts';
import { distributionShape, packageShape } from './inventory.ts';
import { subjectShape, upgradeSubject } from './subject.ts';

/** A report but for what stands in an inventory, and that of before reports were of version 2. */
export type BareReport = Omit<Report, 'packages' | 'layers'>;
export type BareReport1 = Omit<Report1, 'packages' | 'layers'>;

/** A report without what stands in the inventory that it is about. */
export function bareReport(report: Report): BareReport {
  const { packages: _packages, layers: _layers, ...bare } = report;
  return bare;
}

const same: MemberShapes<Omit<BareReport, 'schemaVersion' | 'findings'>> = {
  tool: object<Report['tool']>({ name: oneOf('seaworthy'), version: text }),
  created: text,
  subject: subjectShape,
  distribution: optional(distributionShape),
  coverage: coverageShape,
  threshold: optional(
    object<Threshold>({
      failOn: list(text),
      met: count,
      notJudged: count,
      notKnown: list(text),
      baseline: optional(object<NonNullable<Threshold['baseline']>>({ name: text, created: text })),
    }),
  ),
  base: optional(baseShape),
  upkeep: optional(upkeepShape),
};

const bare = { ...same, schemaVersion: oneOf(reportSchemaVersion), findings: list<StoredFinding>(findingShape) };
const bare1 = { ...same, schemaVersion: oneOf('1.0'), findings: list(finding1Shape) };
const whole = { layers: list(layerShape), packages: list(packageShape) };

export const bareReportShape: Shape<Stored<BareReport>> = object<Stored<BareReport>>(bare);
export const reportShape: Shape<Stored> = object<Stored>({ ...bare, ...whole });

export const bareReport1Shape: Shape<BareReport1> = object<BareReport1>(bare1);
export const report1Shape: Shape<Report1> = object<Report1>({ ...bare1, ...whole });

/** A report with what was not told from the beginning, of whatever was written before. */
export function fillReport(stored: unknown): unknown {
  const members = membersOf(stored);
  if (members === undefined) return stored;
  return { ...members, subject: upgradeSubject(members.subject), coverage: upgradeCoverage(members.coverage) };
}
