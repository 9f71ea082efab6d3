/** Characters that mean something in a regular expression of RE2 or of JavaScript. */
const special = /[\\^$.|?*+()[\]{}/-]/g;

/** A pattern of `pathGlob` as a regular expression, whole, for whoever has no such patterns: CEL (RE2) and JavaScript read it alike. */
export function pathGlobExpression(pattern: string): string {
  return pattern
    .split(/(\*\*?)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(special, '\\$&')))
    .join('');
}
