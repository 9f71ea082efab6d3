import { causeOfAppeared, causeOfGone, type Finding, type StoredFinding, storedFinding } from '../../core/index.ts';
import type { ReportDiff } from '../../flows/index.ts';

/** A comparison as it is written for programs: a finding says what it is about only where its side of the comparison does not. */
export function writtenDiff(diff: ReportDiff): object {
  const { before, after, findings } = diff;
  const old = (finding: Finding): StoredFinding => storedFinding(finding, before.subject);
  const young = (finding: Finding): StoredFinding => storedFinding(finding, after.subject);
  return {
    ...diff,
    findings: {
      ...findings,
      appeared: findings.appeared.map((one) => ({ ...young(one), cause: causeOfAppeared(one, diff.packages) ?? null })),
      gone: findings.gone.map((one) => ({ ...old(one), cause: causeOfGone(one, diff.packages) ?? null })),
      changed: findings.changed.map((one) => ({ ...one, before: old(one.before), after: young(one.after) })),
    },
  };
}
