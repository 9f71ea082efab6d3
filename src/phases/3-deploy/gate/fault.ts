import type { Assessment, Evidence } from '../../../core/index.ts';

/** One thing that speaks against a pass: it fails, or is not assessed where it could not be found out whether it counts. */
export interface Fault extends Assessment {
  readonly state: 'fail' | 'not-assessed';
  /** Names under which an exception may waive it, its own first: a finding's ids, a control. */
  readonly ids: readonly [string, ...string[]];
  readonly remedy: string;
}

/** A fault, told by one piece of evidence. `sure`: whether it certainly counts. */
export function fault(ids: readonly [string, ...string[]], evidence: Evidence, remedy: string, sure = true): Fault {
  const state = sure ? 'fail' : 'not-assessed';
  return { check: ids[0], ids, state, message: evidence.statement, evidence: [evidence], remedy };
}
