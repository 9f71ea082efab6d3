import {
  fingerprint,
  type Location,
  type OtherFinding,
  placeOf,
  printable,
  type Severity,
} from '../../../core/index.ts';
import { type FieldPath, formatPath, type Workload, workloadName } from '../../../foundations/kubernetes/index.ts';
import type { ControlResult } from './judge-pod.ts';
import { formatStandard, type PodSecurityStandard } from './standard.ts';

const documentation = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/** Findings of one control in one pod that are told one by one. */
const maxPerControl = 100;

/** Id of the rule that a control is: `pod-security/host-ports`. */
export const podSecurityRule = (control: string): string => `pod-security/${control}`;

/**
 * One finding (kind `misconfiguration`) for each field that breaks a control. `locate` gives the place of a field in its file. What could not be assessed is no
 * finding: take it from the results.
 */
export function podSecurityFindings(
  workload: Workload,
  results: readonly ControlResult[],
  standard: PodSecurityStandard,
  locate: (path: FieldPath) => Location,
): readonly OtherFinding[] {
  const subject = workloadName(workload);
  return results.flatMap(({ control, revision, violations }) =>
    violations.slice(0, maxPerControl).map(({ owner, path, observed, expected }): OtherFinding => {
      const place = formatPath(path);
      // Positions change when a container or port is put before another: the owner's name says which it is.
      const stable = formatPath(path.filter((step) => typeof step === 'string'));
      return {
        kind: 'misconfiguration',
        subject: { kind: 'workload', name: subject },
        id: podSecurityRule(control.id),
        aliases: [revision.check],
        title: printable(`${control.title}: ${owner} of ${subject}`),
        details: control.why,
        severity: control.severity,
        severitySource: 'seaworthy',
        location: locate(path),
        evidence: [
          {
            kind: 'file',
            statement: printable(`${place} is ${observed}.`),
            observed: printable(observed),
            expected,
            source: placeOf(locate(path)).path,
          },
          {
            kind: 'rule',
            statement: `Pod Security Standards, ${formatStandard(standard)}: allowed is ${revision.allowed} (${revision.level}, since 1.${revision.from.slice(2)}).`,
            source: documentation,
          },
        ],
        fix: { state: 'remedy', action: 'change', advice: control.remedy },
        risk: {
          score: riskOf[control.severity],
          factors: [
            {
              name: 'severity',
              effect: String(riskOf[control.severity]),
              why: `${control.severity} in the catalogue`,
            },
          ],
        },
        references: [documentation],
        fingerprint: fingerprint('misconfiguration', podSecurityRule(control.id), subject, owner, stable, observed),
      };
    }),
  );
}

/** The same scale as other checks of files have. */
const riskOf: Readonly<Record<Severity, number>> = {
  critical: 60,
  high: 35,
  medium: 15,
  low: 5,
  negligible: 1,
  unknown: 5,
};
