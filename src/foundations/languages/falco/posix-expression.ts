/**
 * What an expression asks for that Falco's engine refuses: it reads POSIX extended expressions (RE2 with `posix_syntax`), without the additions of Perl.
 * `undefined` where it asks for nothing of that.
 */
export function beyondPosix(expression: string): string | undefined {
  for (let at = 0; at < expression.length; at += 1) {
    const character = expression.charAt(at);
    if (character === '[') {
      const end = classEnd(expression, at);
      const inside = /\\[dDsSwWpPbBAzCQ]/.exec(expression.slice(at, end));
      if (inside !== null) return inside[0];
      at = end - 1;
    } else if (character === '\\') {
      const letter = expression.charAt(at + 1);
      if (/[dDsSwWpPbBAzCQE]/.test(letter)) return `\\${letter}`;
      at += 1;
    } else if (character === '(' && expression.charAt(at + 1) === '?') {
      return expression.slice(at, at + 4);
    }
  }
  return undefined;
}

/** Where a bracket expression ends: a `]` right after its beginning belongs to it, and so do named classes. */
function classEnd(expression: string, start: number): number {
  let at = start + 1;
  if (expression.charAt(at) === '^') at += 1;
  if (expression.charAt(at) === ']') at += 1;
  while (at < expression.length && expression.charAt(at) !== ']') {
    if (expression.startsWith('[:', at)) {
      const close = expression.indexOf(':]', at + 2);
      at = close < 0 ? at + 2 : close + 2;
    } else at += expression.charAt(at) === '\\' ? 2 : 1;
  }
  return at + 1;
}
