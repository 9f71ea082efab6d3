import type { SuiteFailure, SuiteGroup, SuiteOptions, SuiteResult, SuiteSkip } from './suite.ts';

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

  pass(group: string): void {
    this.#passed += 1;
    this.#group(group).passed += 1;
  }

  fail(group: string, failure: SuiteFailure): void {
    this.#failures.push(failure);
    this.#group(group).failed += 1;
  }

  skip(group: string, skip: SuiteSkip): void {
    this.#skipped.push(skip);
    this.#group(group).skipped += 1;
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
