import { expressionSize } from '../../formats/index.ts';
import { beyondPosix } from './posix-expression.ts';

/** A compiled expression: whether it fits the whole text. */
export type FullMatcher = (text: string) => boolean;

/**
 * Compiles expressions of the POSIX syntax of RE2, or says what is wrong with one. As there, `.` is any character but a line break, and `^` and `$` are the
 * ends of a line.
 */
export type RegularExpressions = (
  expression: string,
) => { readonly matches: FullMatcher } | { readonly problem: string };

/**
 * Instructions of one expression, and of all that one engine compiles: what an expression costs is its size times the length of the text. Real ones have
 * some dozens; `(a{1000}){1000}` would have a million.
 */
const mostInstructions = 5_000;
const mostOfAll = 500_000;

const shown = (expression: string): string => (expression.length > 100 ? `${expression.slice(0, 100)}…` : expression);

/**
 * The engine for expressions that users write: RE2's, whose cost is linear in the text whatever the expression. It is loaded when the first
 * rule needs it. An expression is compiled once, however often it is asked for.
 */
export async function loadRegularExpressions(): Promise<RegularExpressions> {
  const { RE2JS } = await import('re2js');
  const known = new Map<string, ReturnType<RegularExpressions>>();
  let all = 0;
  const compile: RegularExpressions = (expression) => {
    const size = expressionSize(expression);
    if (size > mostInstructions)
      return {
        problem: `regular expression too large: ${shown(expression)} has some ${size} steps, at most ${mostInstructions} are taken`,
      };
    const beyond = beyondPosix(expression);
    if (beyond !== undefined)
      return {
        problem: `invalid regular expression pattern: ${shown(expression)}: '${beyond}' is no part of POSIX extended expressions, which is all that Falco's engine reads`,
      };
    if (all + size > mostOfAll)
      return {
        problem: `regular expressions too large together: at ${shown(expression)}, more than ${mostOfAll} steps`,
      };
    all += size;
    try {
      const compiled = RE2JS.compile(expression, RE2JS.MULTILINE);
      return { matches: (text) => compiled.matches(text) };
    } catch {
      return { problem: `invalid regular expression pattern: ${shown(expression)}` };
    }
  };
  return (expression) => {
    const result = known.get(expression) ?? compile(expression);
    known.set(expression, result);
    return result;
  };
}
