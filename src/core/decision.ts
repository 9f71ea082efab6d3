import type { Digest } from './digest.ts';
import type { Evidence } from './evidence.ts';
import type { Subject } from './subject.ts';
import type { Suppression } from './suppression.ts';

/** What one rule of a gate answered. `not-assessed` is a state of its own: a fact was missing, which is never a pass. */
export interface RuleResult {
  readonly rule: string;
  readonly state: 'pass' | 'fail' | 'not-assessed';
  /** What a failure does: refuse, or only say so. */
  readonly action: 'enforce' | 'warn' | 'audit';
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** What would make it pass. */
  readonly remedy?: string;
  /** Set when it passes only because somebody waived what was found. */
  readonly exception?: Suppression;
}

/** The answer of a gate, replayable from the digests of what it was given. */
export interface Decision {
  readonly subject: Subject;
  readonly allowed: boolean;
  readonly results: readonly RuleResult[];
  readonly warnings: readonly string[];
  /** JSON Patch operations (RFC 6902) that the gate asks for. */
  readonly patches: readonly { readonly op: string; readonly path: string; readonly value?: unknown }[];
  readonly inputsDigest: Digest;
  readonly policyDigest: Digest;
}
