/** One element of a pattern: a character, any character, or any run of characters. */
type Token = { readonly character: string } | 'any' | 'run';

/**
 * A pattern of `${name#pattern}` (POSIX shell, 2.13, without bracket expressions): `*`, `?`, and `\` before `*`, `?` or `\`. Undefined when the
 * pattern is not well formed.
 */
export function readPattern(pattern: string): readonly Token[] | undefined {
  const characters = [...pattern];
  const tokens: Token[] = [];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? '';
    if (character === '*') tokens.push('run');
    else if (character === '?') tokens.push('any');
    else if (character !== '\\') tokens.push({ character });
    else {
      const next = characters[i + 1] ?? '';
      // A brace or slash is escaped for the sake of `${…}` and not of the pattern.
      if (next === '}' || next === '/') continue;
      if (next !== '*' && next !== '?' && next !== '\\') return undefined;
      tokens.push({ character: next });
      i += 1;
    }
  }
  return tokens;
}

/**
 * How many characters from `from` on the pattern matches: the fewest or the most; undefined when it does not match there. Takes time in proportion
 * to text times pattern, whatever they hold.
 */
export function matchLength(
  tokens: readonly Token[],
  text: readonly string[],
  from: number,
  longest: boolean,
): number | undefined {
  // reached[i]: the tokens so far can end at from + i.
  let reached = new Uint8Array(text.length - from + 1);
  reached[0] = 1;
  for (const token of tokens) {
    const next = new Uint8Array(reached.length);
    for (let i = 0; i < reached.length; i++) {
      if (token === 'run') next[i] = reached[i] || (i > 0 && next[i - 1]) ? 1 : 0;
      else if (i > 0 && reached[i - 1] && (token === 'any' || token.character === text[from + i - 1])) next[i] = 1;
    }
    reached = next;
  }
  const length = longest ? reached.lastIndexOf(1) : reached.indexOf(1);
  return length < 0 ? undefined : length;
}
