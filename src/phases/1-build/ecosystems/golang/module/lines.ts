import type { Problems } from '../../problems.ts';

/** One directive of a `go.mod` or `go.work` (go.dev, "Go Modules Reference"): its word, what follows, and the comment behind it. */
export interface Directive {
  readonly word: string;
  readonly words: readonly string[];
  readonly comment: string;
}

/** The directives of a file, those in parentheses one by one. Lines that are none become problems. */
export function readDirectives(text: string, problems: Problems): readonly Directive[] {
  const directives: Directive[] = [];
  let block: string | undefined;
  let number = 0;
  for (const line of text.split(/\r?\n/)) {
    number++;
    const slashes = line.indexOf('//');
    const comment = slashes < 0 ? '' : line.slice(slashes + 2).trim();
    const words = wordsOf(slashes < 0 ? line : line.slice(0, slashes));
    if (words.length === 0) continue;
    const isWhole = words.length === 1 || !words.some(isParenthesis);
    if (block !== undefined && words[0] === ')' && isWhole) block = undefined;
    else if (block !== undefined && isWhole) directives.push({ word: block, words, comment });
    else if (block === undefined && words[1] === '(' && words.length === 2) block = words[0];
    else if (block === undefined && words.slice(1).join('') === '()') continue;
    else if (words.length > 1 && isWhole) directives.push({ word: words[0] ?? '', words: words.slice(1), comment });
    else problems.add(`line ${number} is not understood`);
  }
  if (block !== undefined) problems.add(`${block} has no end: the file was cut short`);
  return directives;
}

/** They stand at the end of a line or alone on it; what stands between them on one line, Go does not take either. */
const isParenthesis = (word: string): boolean => word === '(' || word === ')';

/** Words, of which some stand in quotes; parentheses are words of their own. */
function wordsOf(line: string): string[] {
  return (line.match(/"[^"]*"|`[^`]*`|[()]|[^\s()]+/g) ?? []).map((word) => word.replace(/^(["`])(.*)\1$/, '$2'));
}
