import { compileGlob, type GlobMatcher, pathGlob } from '../../../foundations/formats/index.ts';

/** Longest pattern; longest name that is compared. */
export const maxGlob = 512;
const maxName = 1_024;

/** Names that a rule is for: those that `include` has (all when it is absent) without those that `exclude` has. */
export interface NameScope {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export function inScope(scope: NameScope | undefined, name: string): boolean {
  return (
    (scope?.include === undefined || fitsAny(scope.include, name)) &&
    !(scope?.exclude !== undefined && fitsAny(scope.exclude, name))
  );
}

/** Lists of patterns are those of a gate: each is read once, and forgotten with it. */
const known = new WeakMap<readonly string[], readonly GlobMatcher[]>();

/** Whether one of the patterns fits the name. What is longer than a name or a pattern can be fits nothing. */
export function fitsAny(patterns: readonly string[], name: string): boolean {
  if (name.length > maxName) return false;
  let matchers = known.get(patterns);
  if (matchers === undefined) {
    matchers = patterns.filter(({ length }) => length <= maxGlob).map((pattern) => compileGlob(pattern, pathGlob));
    known.set(patterns, matchers);
  }
  return matchers.some((fits) => fits(name));
}
