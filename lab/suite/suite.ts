/** A case that did not go as the suite says. */
export interface SuiteFailure {
  readonly case: string;
  readonly expected: string;
  readonly actual: string;
}

/** A case that was not run, and why. */
export interface SuiteSkip {
  readonly case: string;
  readonly why: string;
}

/** How one case went: nothing when as the suite says, else what differs or why it was not run. */
export type Outcome = undefined | Omit<SuiteFailure, 'case'> | Omit<SuiteSkip, 'case'>;

/** How the cases of one scheme or kind went. */
export interface SuiteGroup {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a run of a suite gave. All cases of the suite are those that passed, failed and were skipped: what was not run has not passed. */
export interface SuiteResult {
  readonly passed: number;
  readonly failures: readonly SuiteFailure[];
  readonly skipped: readonly SuiteSkip[];
  /** The same by scheme or kind, for suites that have them. */
  readonly groups?: readonly SuiteGroup[];
  /** What else is to be said of the figures, a sentence each. */
  readonly notes?: readonly string[];
}

export interface SuiteOptions {
  /** Runs only the cases whose name contains this. */
  readonly only?: string;
}

/** A set of real cases that lies outside the repository, and how ours is measured by it. Cases are samples: no code branches for one. */
export interface Suite {
  /** Also the name of its folder. */
  readonly name: string;
  /** Throws when the folder is not that of this suite. One odd case is a failed case, never the end of the run. */
  run(folder: string, options: SuiteOptions): Promise<SuiteResult>;
}
