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

/**
 * The state that follows from what speaks against a pass: whether anything is certainly not as it should be (`fails`), whether anything that it depends on is not
 * known (`open`), and whether what spoke against it was set aside. What is certain comes first, and nothing passes while something is open.
 */
export function stateOf(fails: boolean, open: boolean): 'pass' | 'fail' | 'not-assessed';
export function stateOf(
  fails: boolean,
  open: boolean,
  excepted: boolean,
): 'pass' | 'fail' | 'not-assessed' | 'excepted';
export function stateOf(fails: boolean, open: boolean, excepted = false): AssessmentState {
  if (fails) return 'fail';
  if (open) return 'not-assessed';
  return excepted ? 'excepted' : 'pass';
}

/** Whether it stands in nobody's way: it is as it should be, is about nothing, or was set aside. What nobody has said is none of it. */
export function isKept({ state }: Pick<Assessment, 'state'>): boolean {
  return state === 'pass' || state === 'not-applicable' || state === 'excepted';
}
