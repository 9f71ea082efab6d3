/** A compiled expression: whether it fits the whole text. */
export type FullMatcher = (text: string) => boolean;

/** Compiles expressions of the RE2 syntax. `undefined` when the expression is malformed. */
export type RegularExpressions = (expression: string) => FullMatcher | undefined;

/**
 * The engine for expressions that users write: RE2's, whose cost is linear in the text whatever the expression. It is loaded when the first
 * rule needs it.
 */
export async function loadRegularExpressions(): Promise<RegularExpressions> {
  const { RE2JS } = await import('re2js');
  return (expression) => {
    try {
      const compiled = RE2JS.compile(expression, RE2JS.DOTALL);
      return (text) => compiled.matches(text);
    } catch {
      return undefined;
    }
  };
}
