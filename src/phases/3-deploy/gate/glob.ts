/** Longest pattern; longest text that is compared. */
export const maxGlob = 512;
const maxText = 1_024;

/**
 * Whether the text is what the pattern says, whole: `*` stands for any characters but a slash, `**` for any characters at all; everything else is itself.
 * Costs pattern times text at most, whatever they are.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  if (pattern.length > maxGlob || text.length > maxText) return false;
  // Most patterns are names, or begin with one that settles it.
  const literal = pattern.indexOf('*');
  if (literal === -1) return pattern === text;
  if (!text.startsWith(pattern.slice(0, literal))) return false;
  // reached[i]: the pattern so far can end before character i of the text.
  let reached = Array.from({ length: text.length + 1 }, (_, i) => i === 0);
  for (let at = 0; at < pattern.length; at++) {
    const any = pattern[at] === '*' && pattern[at + 1] === '*';
    const star = pattern[at] === '*';
    const next = Array.from({ length: text.length + 1 }, () => false);
    for (let i = 0; i <= text.length; i++) {
      if (star) next[i] = reached[i] === true || (i > 0 && next[i - 1] === true && (any || text[i - 1] !== '/'));
      else if (i > 0) next[i] = reached[i - 1] === true && text[i - 1] === pattern[at];
    }
    if (any) at++;
    reached = next;
  }
  return reached[text.length] === true;
}

/** Characters that mean something in a regular expression of RE2 or of JavaScript. */
const special = /[\\^$.|?*+()[\]{}/-]/g;

/** The same as a regular expression, whole, for whoever has no such patterns: CEL (RE2) and JavaScript read it alike. */
export function globExpression(pattern: string): string {
  return pattern
    .split(/(\*\*?)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(special, '\\$&')))
    .join('');
}

/** Names that a rule is for: those that `include` has (all when it is absent) without those that `exclude` has. */
export interface NameScope {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export function inScope(scope: NameScope | undefined, name: string): boolean {
  const isIn = (patterns: readonly string[]): boolean => patterns.some((pattern) => matchesGlob(pattern, name));
  return (scope?.include === undefined || isIn(scope.include)) && !isIn(scope?.exclude ?? []);
}
