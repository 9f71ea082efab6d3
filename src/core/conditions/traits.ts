import type { Coverage } from '../coverage.ts';
import { defined } from '../defined.ts';
import { cvssOf, exploitationOf, type Finding, isReachable, isSeenInUse } from '../finding.ts';
import type { FindingKind } from '../finding-kind.ts';
import { isFixable } from '../fix.ts';
import type { Severity } from '../severity.ts';

/** What conditions ask of a finding. What nobody has stated is absent, which is no answer: neither yes nor no. */
export interface Traits {
  readonly kind: FindingKind;
  /** `unknown` when nobody has said. */
  readonly severity: Severity;
  /** 0 to 100. */
  readonly risk?: number;
  /** The worst base score that anybody gives, 0 to 10. */
  readonly cvss?: number;
  /** Probability of exploitation, 0 to 1. */
  readonly epss?: number;
  /** Whether there is a version without it. */
  readonly fixable?: boolean;
  /** Whether it is known to be exploited in the wild. */
  readonly exploited?: boolean;
  /** Milliseconds since it was published. */
  readonly age?: number;
  /** Whether it is not in the report that is compared with. */
  readonly isNew?: boolean;
  /** Whether its package was seen in use. */
  readonly inUse?: boolean;
  /** Whether the program comes to the code that has the flaw. */
  readonly reachable?: boolean;
}

/** What a scan had to judge by: a finding is on no list of exploited ones only where there was a list. */
export type Basis = Pick<Coverage, 'lookedFor' | 'sources'> & {
  /** Fingerprints of the report that is compared with; absent where there is none. */
  readonly baseline?: ReadonlySet<string>;
};

/** What a scan says of a finding. That it was not seen in use is no proof that it is not used, so that stays open here. */
export function traitsOf(finding: Finding, { sources, baseline }: Omit<Basis, 'lookedFor'>, now: Date): Traits {
  const { kind, severity, risk, fix } = finding;
  const scores = cvssOf(finding).map(({ score }) => score);
  const { epss, known } = exploitationOf(finding);
  const fixable = isFixable(fix);
  const asked = kind !== 'vulnerability' || sources.some(({ tells }) => tells === 'exploited');
  const exploited = known !== undefined ? true : asked ? false : undefined;
  return {
    kind,
    severity,
    risk: risk.score,
    ...(scores.length === 0 ? {} : { cvss: Math.max(...scores) }),
    ...(epss === undefined ? {} : { epss: epss.probability }),
    ...defined({ fixable, exploited, reachable: isReachable(finding) }),
    ...defined({ age: ageAt(publishedOf(finding), now), isNew: baseline && !baseline.has(finding.fingerprint) }),
    ...(isSeenInUse(finding) ? { inUse: true } : {}),
  };
}

/** When the flaw was published, as its data says; undefined where it does not, and of what is no flaw. */
export const publishedOf = (finding: Finding): string | undefined =>
  finding.kind === 'vulnerability' ? finding.published : undefined;

/** How old something is, in milliseconds. A date that is none, or still to come, says nothing of it. */
export function ageAt(published: string | undefined, now: Date): number | undefined {
  const age = published === undefined ? Number.NaN : now.getTime() - Date.parse(published);
  return age >= 0 ? age : undefined;
}
