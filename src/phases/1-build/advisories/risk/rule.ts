import type { CodeReach, CvssRating, Exploitation, Package, Severity, VersionFix } from '../../../../core/index.ts';

/** Everything a risk may depend on. Plain values, so that the same finding can be weighed again later with more known. */
export interface RiskFacts {
  readonly severity: Severity;
  readonly severitySource: string;
  readonly cvss: readonly CvssRating[];
  readonly exploitation: Exploitation;
  readonly fix: Pick<VersionFix, 'state'>;
  /** What the program has of the code that has the flaw; absent where that is not known. */
  readonly reach?: CodeReach['state'];
  readonly package: Pick<Package, 'type' | 'name' | 'files' | 'source'>;
  /** Name and date, when the package is of a distribution that is past its end of life. */
  readonly pastEndOfLife?: { readonly name: string; readonly date: string };
  /** Whether the source has not decided if the package is affected. */
  readonly undecided: boolean;
  /** Why the comparison of versions should be taken with care. */
  readonly doubts: readonly string[];
}

/** What one rule finds: by how much it multiplies the risk, and why. */
export interface Weight {
  /** At least 0; more than 1 raises the risk. */
  readonly multiply: number;
  readonly why: string;
}

/** One rule of the risk. Knows nothing of the others. */
export interface RiskFactorRule {
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  /** Undefined when the rule has nothing to say of this finding. */
  weigh(facts: RiskFacts): Weight | undefined;
}
