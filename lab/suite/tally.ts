import type { Outcome, SuiteFailure, SuiteGroup, SuiteOptions, SuiteResult, SuiteSkip } from './suite.ts';

/** Counts the cases of a suite, by group. */
export class Tally {
  readonly #only: string;
  readonly #failures: SuiteFailure[] = [];
  readonly #skipped: SuiteSkip[] = [];
  readonly #groups = new Map<string, { name: string; passed: number; failed: number; skipped: number }>();
  #passed = 0;

  constructor(options: SuiteOptions) {
    this.#only = options.only ?? '';
  }

  /** Whether the case is to be run. */
  wants(name: string): boolean {
    return name.includes(this.#only);
  }

  /** Runs a case unless it is not wanted, and counts how it went. What it throws is its failure, and the run goes on. */
  async judge(group: string, name: string, judge: () => Outcome | Promise<Outcome>): Promise<void> {
    if (!this.wants(name)) return;
    try {
      this.count(group, name, await judge());
    } catch (error) {
      this.count(group, name, odd(error));
    }
  }

  /** Counts a case that has been run. */
  count(group: string, name: string, outcome: Outcome): void {
    const counts = this.#group(group);
    if (outcome === undefined) {
      this.#passed += 1;
      counts.passed += 1;
    } else if ('why' in outcome) {
      this.#skipped.push({ case: name, why: outcome.why });
      counts.skipped += 1;
    } else {
      this.#failures.push({ case: name, expected: outcome.expected, actual: outcome.actual });
      counts.failed += 1;
    }
  }

  result(): SuiteResult {
    const groups: SuiteGroup[] = [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return { passed: this.#passed, failures: this.#failures, skipped: this.#skipped, groups };
  }

  #group(name: string) {
    const found = this.#groups.get(name);
    if (found !== undefined) return found;
    const made = { name, passed: 0, failed: 0, skipped: 0 };
    this.#groups.set(name, made);
    return made;
  }
}

/** What to say of a case that threw: the runner does not understand it, or the product broke down on it. */
export function odd(error: unknown): Outcome {
  return { expected: 'a case that can be judged', actual: `it threw ${String(error)}` };
}
