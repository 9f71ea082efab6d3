import { asSeaworthyError, errorLine, type Problem } from '../../core/index.ts';

/** What kept a base image from being looked at, so that the others can be looked at all the same; `otherwise` is said where the fault is our own. Throws what interrupts. */
export function baseProblem(error: unknown, otherwise: string, where: string): Problem {
  const fault = asSeaworthyError(error, 'E_INTERNAL', otherwise, where);
  if (fault.code === 'E_INTERRUPTED') throw error;
  return { code: fault.code, message: errorLine(fault), where, part: 'bases', incomplete: true };
}
