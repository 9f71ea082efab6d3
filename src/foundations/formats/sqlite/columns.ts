/** Longer statements describe no table of interest. */
const longest = 20_000;

/** Words that begin a constraint of the table and no column (sqlite.org, "CREATE TABLE"). */
const constraints = new Set(['constraint', 'primary', 'unique', 'check', 'foreign']);

/**
 * The names of a table's columns, from the statement that made it, in lower case as SQLite compares them. Only what makers of databases write is
 * understood: quotes, brackets, comments. Empty when it is no such statement.
 */
export function columnsOf(sql: string): readonly string[] {
  if (sql.length > longest) return [];
  const words = wordsOf(sql);
  const open = words.findIndex(({ text }) => text === '(');
  if (open < 0) return [];
  const columns: string[] = [];
  let depth = 1;
  let isFirst = true;
  for (const { text, isQuoted } of words.slice(open + 1)) {
    if (text === '(' && !isQuoted) depth++;
    else if (text === ')' && !isQuoted) depth--;
    else if (depth === 1 && isFirst && (isQuoted || !constraints.has(text))) columns.push(text);
    if (depth === 0) break;
    isFirst = depth === 1 && text === ',' && !isQuoted;
  }
  return columns;
}

interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** What is not closed goes to the end, so that no text is looked through twice. */
const word =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"((?:[^"]|"")*)(?:"|$)|'((?:[^']|'')*)(?:'|$)|`([^`]*)(?:`|$)|\[([^\]]*)(?:\]|$)|[A-Za-z_0-9$.\u0080-\uffff]+|[\s\S]/gu;

function wordsOf(sql: string): readonly Word[] {
  return [...sql.matchAll(word)].flatMap(([text, ...quoted]): Word[] => {
    const inner = quoted.find((one) => one !== undefined);
    if (inner !== undefined) return [{ text: inner.toLowerCase(), isQuoted: true }];
    return /^(?:\s|--|\/\*)/.test(text) ? [] : [{ text: text.toLowerCase(), isQuoted: false }];
  });
}
