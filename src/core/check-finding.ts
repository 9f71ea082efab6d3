import type { Assessment } from './assessment.ts';
import type { Check } from './check.ts';
import { defined } from './defined.ts';
import { fingerprint, type OtherFinding } from './finding.ts';
import type { Remedy } from './fix.ts';
import type { Location } from './location.ts';
import type { Severity } from './severity.ts';
import { severityRisk } from './severity-risk.ts';
import type { Subject } from './subject.ts';

/** An assessment of something that is not as it should be, whether somebody has set it aside or not. */
export type FailedAssessment = Assessment & { readonly state: 'fail' | 'excepted' };

/** What a finding tells besides its check and the assessment. */
export interface FoundAt {
  readonly kind?: OtherFinding['kind'];
  readonly subject: Subject;
  readonly location: Location;
  /** What tells it apart from others of the same check, and stays the same when lines move. */
  readonly identity: readonly string[];
  /** Where it is worse or less bad here than the check says. */
  readonly severity?: Severity;
  readonly action?: Remedy['action'];
}

/** A check that is not kept, as a finding: the only way from one to the other. */
export function findingOfCheck(check: Check, failed: FailedAssessment, at: FoundAt): OtherFinding {
  const { kind = 'misconfiguration', severity = check.severity, action = 'change' } = at;
  return {
    kind,
    subject: at.subject,
    id: check.id,
    aliases: check.aliases,
    title: check.title,
    details: check.why,
    severity,
    severitySource: 'seaworthy',
    location: at.location,
    evidence: failed.evidence,
    fix: { state: 'remedy', action, advice: failed.remedy ?? check.remedy },
    risk: severityRisk(kind, severity, `${severity} in the catalogue`),
    references: check.references,
    fingerprint: fingerprint(kind, check.id, ...at.identity),
    ...defined({ suppression: failed.exception }),
  };
}
