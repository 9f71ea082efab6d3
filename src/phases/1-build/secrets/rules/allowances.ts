import type { Allowance } from './user-rule.ts';

/** What is asked of an allowance: one match of one rule. */
export interface AskedMatch {
  readonly path: string;
  /** Ids of the rule, ours or theirs. */
  readonly ids: readonly string[];
  readonly secret: string;
  readonly match: string;
  readonly line: string;
  readonly commit?: string;
}

/** Whether somebody's list lets this pass. */
export function isAllowed(allowances: readonly Allowance[], asked: AskedMatch): boolean {
  return allowances.some((one) => {
    if (one.rules !== undefined && !one.rules.some((id) => asked.ids.includes(id))) return false;
    const secret = asked.secret.toLowerCase();
    const sorts: readonly (readonly [readonly unknown[], () => boolean])[] = [
      [one.commits, () => asked.commit !== undefined && one.commits.includes(asked.commit.toLowerCase())],
      [one.paths, () => one.paths.some((path) => path.test(asked.path))],
      [one.regexes, () => one.regexes.some((regex) => regex.test(asked[one.target]))],
      [one.stopwords, () => one.stopwords.some((word) => secret.includes(word))],
    ];
    const given = sorts.filter(([list]) => list.length > 0);
    if (given.length === 0) return false;
    return one.all ? given.every(([, fits]) => fits()) : given.some(([, fits]) => fits());
  });
}

/** Whether a whole file is let pass by its name, whatever stands in it. */
export function isAllowedPath(allowances: readonly Allowance[], path: string): boolean {
  return allowances.some(
    (one) =>
      one.rules === undefined &&
      one.paths.some((each) => each.test(path)) &&
      (!one.all || one.commits.length + one.regexes.length + one.stopwords.length === 0),
  );
}
