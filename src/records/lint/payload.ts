import { type Report1, type Stored, storedReport, upgradeReport } from '../../core/index.ts';
import type { OlderShape } from '../record-kind.ts';
import { membersOf, object, type Shape } from '../shape.ts';
import { fillReport, report1Shape, reportShape } from '../shapes/report.ts';

/** Payload of a `lint` record. */
export interface LintPayload<R = Stored> {
  readonly report: R;
}

export const lintShape: Shape<LintPayload> = object<LintPayload>({ report: reportShape });

/** When reports were of version 1. */
export const lint1: OlderShape<LintPayload, LintPayload<Report1>> = {
  payload: object<LintPayload<Report1>>({ report: report1Shape }),
  today: ({ report }) => ({ report: storedReport(upgradeReport(report)) }),
};

export function fillLint(stored: unknown): unknown {
  const members = membersOf(stored);
  return members === undefined ? stored : { ...members, report: fillReport(members.report) };
}
