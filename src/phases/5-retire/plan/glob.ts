/** Whether the whole text is what the pattern says: `*` is any characters, `?` is one. Costs pattern times text at most. */
export function globMatches(pattern: string, text: string): boolean {
  let star = -1;
  let resume = 0;
  let at = 0;
  for (let i = 0; i < text.length; ) {
    const mark = pattern[at];
    if (mark === '*') {
      star = at++;
      resume = i;
    } else if (mark === '?' || mark === text[i]) {
      at++;
      i++;
    } else if (star >= 0) {
      // The last star takes one character more.
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
