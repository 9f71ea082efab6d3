import { SeaworthyError } from '../../../../core/index.ts';

/** The part of the calculator that we use. */
interface Calculator {
  fromVector(vector: string): { calculateScores(): { readonly base?: number; readonly overall: number } } | null;
}

let calculator: Calculator | undefined;

/** Loads the calculator of CVSS scores. It is needed when a feed is read and never when a package is looked up. */
export async function loadCalculator(): Promise<void> {
  calculator = (await import('ae-cvss-calculator')).default;
}

/**
 * The score of a CVSS 2.0, 3.0, 3.1 or 4.0 vector with all the metrics that it has, 0 to 10 (FIRST, "CVSS Specification Document"). Undefined when
 * it is no vector or lacks a base metric. `loadCalculator` must have been awaited.
 */
export function cvssScore(vector: string): number | undefined {
  if (calculator === undefined) throw new SeaworthyError('E_INTERNAL', 'the CVSS calculator was not loaded before use');
  if (vector.length > 500) return undefined;
  const scores = calculator.fromVector(vector)?.calculateScores();
  // An incomplete vector has no base score and an overall score of 0.
  return scores?.base === undefined ? undefined : scores.overall;
}
