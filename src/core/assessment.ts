import type { Evidence } from './evidence.ts';
import type { Subject } from './subject.ts';
import type { Suppression } from './suppression.ts';

/**
 * What became of one check on one subject.
 * - `pass`: it was looked at and is as it should be; `fail`: it is not.
 * - `not-applicable`: there is nothing that the check is about.
 * - `not-assessed`: something was missing to say so. It is a state of its own and never a pass.
 * - `manual`: only a person can say.
 * - `excepted`: it is not as it should be, and somebody has set that aside for a time.
 */
export const assessmentStates = ['pass', 'fail', 'not-applicable', 'not-assessed', 'manual', 'excepted'] as const;
export type AssessmentState = (typeof assessmentStates)[number];

/** One check, or rule, on one subject. */
export interface Assessment {
  /** Id of the check or rule. */
  readonly check: string;
  /** What was looked at; absent where whatever holds the assessment says it for all. */
  readonly subject?: Subject;
  readonly state: AssessmentState;
  /** One sentence. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** What would make it pass. */
  readonly remedy?: string;
  /** By whom it is excepted. */
  readonly exception?: Suppression;
}

/** What speaks against a pass. */
export interface Against {
  /** Whether anything is certainly not as it should be. */
  readonly fails: boolean;
  /** Whether something that it depends on is not known. */
  readonly open: boolean;
  /** Who has set aside what speaks against it, where somebody did. */
  readonly exception?: Suppression | undefined;
}

/** The state that follows from what speaks against a pass: what is certain comes first, and nothing passes while something is open. */
export function stateOf({ fails, open, exception }: Against): 'pass' | 'fail' | 'not-assessed' | 'excepted' {
  if (fails) return 'fail';
  if (open) return 'not-assessed';
  return exception === undefined ? 'pass' : 'excepted';
}

/** Whether it stands in nobody's way: it is as it should be, is about nothing, or was set aside. What nobody has said is none of it. */
export function isKept({ state }: Pick<Assessment, 'state'>): boolean {
  return state === 'pass' || state === 'not-applicable' || state === 'excepted';
}
