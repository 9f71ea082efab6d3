import type { Assessment } from './assessment.ts';
import type { Digest } from './digest.ts';
import type { Subject } from './subject.ts';

/** What one rule of a gate says of one image or workload. It is excepted when it passes only because somebody waived what was found. */
export interface RuleAssessment extends Assessment {
  readonly state: 'pass' | 'fail' | 'not-assessed' | 'excepted';
  /** The rule, once more: the name of `check` in what was written first, for whoever reads that. */
  readonly rule: string;
  /** What a failure does: refuse, or only say so. */
  readonly action: 'enforce' | 'warn' | 'audit';
}

/** The answer of a gate, replayable from the digests of what it was given. */
export interface Decision {
  readonly subject: Subject;
  readonly allowed: boolean;
  readonly results: readonly RuleAssessment[];
  readonly warnings: readonly string[];
  /** JSON Patch operations (RFC 6902) that the gate asks for. */
  readonly patches: readonly { readonly op: string; readonly path: string; readonly value?: unknown }[];
  readonly inputsDigest: Digest;
  readonly policyDigest: Digest;
}
