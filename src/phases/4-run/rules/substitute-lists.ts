/** A list with the lists that stand in it put in place. */
export interface CompiledList {
  readonly name: string;
  readonly items: readonly string[];
  used: boolean;
}

/** Longest text of a condition once lists stand in it. */
export const maxConditionLength = 4 * 1024 * 1024;

const isBlank = (character: string): boolean =>
  character === ' ' || character === '\t' || character === '\n' || character === '\r';
const isDelimiter = (character: string): boolean => isBlank(character) || '(),='.includes(character);

/** An item as it may stand in a condition: in quotes when it holds a blank and has none yet. */
export function quoteItem(item: string): string {
  return item.includes(' ') && !item.startsWith('"') && !item.startsWith("'") ? `"${item}"` : item;
}

/**
 * Puts the items of lists where their names stand in a condition. It works on the text, as Falco does: a name is one that blanks, parentheses,
 * commas or `=` delimit, and lists come in the order of their definition, so that an item may be the name of a list defined later. Quoted text is
 * left alone. An empty list takes a comma with it. Lists that were put in place are marked as used. `undefined` when the text grows too long.
 */
export function substituteLists(condition: string, lists: Iterable<CompiledList>): string | undefined {
  let text = condition;
  for (const list of lists) {
    if (list.name === '' || !text.includes(list.name)) continue;
    const result = substitute(text, list);
    if (result === undefined) continue;
    list.used = true;
    text = result;
    if (text.length > maxConditionLength) return undefined;
  }
  return text;
}

/** `undefined` when the name does not stand in the text. */
function substitute(text: string, list: CompiledList): string | undefined {
  const items = list.items.map(quoteItem).join(', ');
  const quoted = quotedParts(text);
  let out = '';
  let from = 0;
  let found = text.indexOf(list.name);
  for (; found >= 0; found = text.indexOf(list.name, Math.max(found + 1, from))) {
    let start = found;
    let end = found + list.name.length;
    if (start > 0 && !isDelimiter(text.charAt(start - 1))) continue;
    if (end < text.length && !isDelimiter(text.charAt(end))) continue;
    if (quoted(found)) continue;
    while (start > from && isBlank(text.charAt(start - 1))) start -= 1;
    while (end < text.length && isBlank(text.charAt(end))) end += 1;
    if (items === '') {
      if (start > from && text.charAt(start - 1) === ',') start -= 1;
      else if (text.charAt(end) === ',') end += 1;
    }
    out += `${text.slice(from, start)} ${items} `;
    if (out.length > maxConditionLength) return out;
    from = end;
  }
  return from === 0 ? undefined : out + text.slice(from);
}

/** Whether a place is inside quotes. Places must be asked for in rising order. */
function quotedParts(text: string): (index: number) => boolean {
  if (!/["']/.test(text)) return () => false;
  let at = 0;
  let end = -1;
  return (index) => {
    while (at <= index) {
      const character = text.charAt(at);
      if (character === '"' || character === "'") {
        end = at + 1;
        while (end < text.length && !(text.charAt(end) === character && text.charAt(end - 1) !== '\\')) end += 1;
        if (end > index) return end < text.length;
        at = end;
      }
      at += 1;
    }
    return false;
  };
}
