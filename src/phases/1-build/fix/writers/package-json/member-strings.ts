/** A string that is a member's value: the names that lead to it, what it says, and as it is written between its quotes. */
export interface MemberString {
  readonly path: readonly string[];
  readonly value: string;
  readonly raw: string;
  readonly start: number;
}

/** Far deeper than any manifest. */
const deepest = 100;

const unescaped = (raw: string): string => {
  try {
    return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
  } catch {
    return raw;
  }
};

/** The strings that are values of members, with their places, of a text that is JSON. Strings in lists are passed over. */
export function* memberStrings(text: string): Iterable<MemberString> {
  /** Names of the objects around; undefined for a list. */
  const names: (string | undefined)[] = [];
  let key: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{' || character === '[') {
      names.push(character === '[' ? undefined : (key ?? ''));
      if (names.length > deepest) return;
      key = undefined;
    } else if (character === '}' || character === ']') {
      names.pop();
      key = undefined;
    } else if (character === ',') key = undefined;
    else if (character === '"') {
      const start = at + 1;
      for (at = start; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      const raw = text.slice(start, at);
      if (names.length === 0 || names.includes(undefined)) continue;
      if (key === undefined) key = unescaped(raw);
      else yield { path: [...names.slice(1), key] as string[], value: unescaped(raw), raw, start };
    }
  }
}
