const space = /[ \t\n\r]*/y;
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const stringPart = /[^"\\\u0000-\u001f]{1,4096}|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where a match of the sticky pattern that begins at `at` ends; -1 when there is none. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where the string that begins at `at` ends; -1 when there is no whole string. In parts, so that a long one does not fill the stack. */
function stringEnd(text: string, at: number): number {
  if (text[at] !== '"') return -1;
  for (let i = at + 1, next = i; next >= 0; i = next) {
    if (text[i] === '"') return i + 1;
    next = match(stringPart, text, i);
  }
  return -1;
}

/**
 * Index of the first character that cannot be there (RFC 8259), or the length of the text when it ends too early; -1 when nothing is wrong.
 * `JSON.parse` does not tell it for short texts. Only used once a text is known to be wrong, so it need not be fast.
 */
export function findFault(text: string): number {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let wantsValue = true;
  const skip = (): void => {
    at = match(space, text, at);
  };
  /** Passes over `"name":`; false when there is none. */
  const memberName = (): boolean => {
    skip();
    const end = stringEnd(text, at);
    if (end < 0) return false;
    at = end;
    skip();
    if (text[at] !== ':') return false;
    at++;
    return true;
  };
  while (true) {
    skip();
    const character = text[at];
    const inside = open.at(-1);
    if (wantsValue) {
      if (character === '{' || character === '[') {
        at++;
        skip();
        if (text[at] === (character === '{' ? '}' : ']')) {
          at++;
          wantsValue = false;
          continue;
        }
        open.push(character);
        if (character === '{' && !memberName()) return at;
        continue;
      }
      const end = character === '"' ? stringEnd(text, at) : match(plain, text, at);
      if (end < 0) return at;
      at = end;
      wantsValue = false;
    } else if (inside === undefined) {
      return at === text.length ? -1 : at;
    } else if (character === (inside === '{' ? '}' : ']')) {
      at++;
      open.pop();
    } else if (character === ',') {
      at++;
      if (inside === '{' && !memberName()) return at;
      wantsValue = true;
    } else {
      return at;
    }
  }
}
