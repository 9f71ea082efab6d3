import type { Problems } from '../../problems.ts';

/** A member of a Yarn lock file: what stands behind its name, or what stands below it. */
export interface Syml {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  readonly below: Syml[];
}

/** Deeper than any that Yarn writes. */
const maxDepth = 8;

/**
 * The members of a Yarn lock file, of either form: `name "value"` of Yarn 1, `name: value` of the later ones, which is a small part of YAML. What is indented
 * stands below. Lines that are neither become problems.
 */
export function readSyml(text: string, problems: Problems): readonly Syml[] {
  const top: Syml[] = [];
  /** The lists that are open, each with how far what is in it is indented. */
  const open: { readonly indent: number; readonly members: Syml[] }[] = [{ indent: 0, members: top }];
  let number = 0;
  for (const line of text.split(/\r?\n/)) {
    number++;
    const indent = line.length - line.trimStart().length;
    const body = line.trim();
    if (body === '' || body.startsWith('#')) continue;
    while (open.length > 1 && indent < (open.at(-1)?.indent ?? 0)) open.pop();
    const last = open.at(-1);
    const before = last?.members.at(-1);
    if (last !== undefined && indent > last.indent && before !== undefined && open.length < maxDepth)
      open.push({ indent, members: before.below });
    const member = memberOf(body, number);
    if (member === undefined || open.at(-1)?.indent !== indent) problems.add(`line ${number} is not understood`);
    else open.at(-1)?.members.push(member);
  }
  return top;
}

/** `name:`, `name: value`, `name value`; a name may be several with commas, each in quotes or not. */
function memberOf(body: string, line: number): Syml | undefined {
  const words: string[] = [];
  let at = 0;
  let name = '';
  for (;;) {
    const word = wordAt(body, at);
    if (word === undefined) return undefined;
    words.push(word.text);
    at = word.end;
    if (body[at] !== ',') break;
    at++;
    while (body[at] === ' ') at++;
  }
  name = words.join(', ');
  if (body[at] === ':') at++;
  else if (body[at] !== ' ') return undefined;
  const rest = body.slice(at).trim();
  if (rest === '') return { name, value: '', line, below: [] };
  const value = rest.startsWith('"') ? wordAt(rest, 0)?.text : rest;
  return value === undefined ? undefined : { name, value, line, below: [] };
}

/** A word in quotes, as JSON writes them, or up to what ends it. */
function wordAt(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  if (text[start] !== '"') {
    let end = start;
    // A colon ends a name only before a space or the end: there are some in it (`a@npm:^1`).
    while (end < text.length && text[end] !== ',' && text[end] !== ' ' && !isEnd(text, end)) end++;
    return end === start ? undefined : { text: text.slice(start, end), end };
  }
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  if (end >= text.length) return undefined;
  try {
    return { text: String(JSON.parse(text.slice(start, end + 1))), end: end + 1 };
  } catch {
    return undefined;
  }
}

const isEnd = (text: string, at: number): boolean =>
  text[at] === ':' && (at + 1 === text.length || text[at + 1] === ' ');
