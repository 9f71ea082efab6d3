import type { Heredoc, ReadProblem } from './dockerfile.ts';
import type { LineCursor } from './source-lines.ts';
import { splitWords } from './words.ts';

/** Documents of one instruction; more is refused. */
const maxHeredocs = 100;

// A word that opens a document (BuildKit, "Here-documents"): an optional descriptor, `<<`, an optional `-`, a name that may be quoted.
const opening = /^(\d{0,9})<<(-?)([^<]+)$/;

interface Opening {
  readonly name: string;
  readonly descriptor: number;
  readonly expand: boolean;
  readonly chomp: boolean;
}

function openings(text: string, escapeChar: string): readonly Opening[] {
  return splitWords(text, escapeChar).flatMap(({ raw }) => {
    const match = opening.exec(raw);
    if (match === null) return [];
    const [, descriptor = '', dash = '', written = ''] = match;
    const name = unquote(written, escapeChar);
    if (name === '') return [];
    return [{ name, descriptor: Number(descriptor || '0'), expand: name === written, chomp: dash === '-' }];
  });
}

function unquote(word: string, escapeChar: string): string {
  let name = '';
  for (let i = 0; i < word.length; i++) {
    const character = word[i] ?? '';
    if (character === '"' || character === "'") continue;
    if (character === escapeChar) i += 1;
    name += word[i] ?? '';
  }
  return name;
}

/** Reads the documents that `text` opens, from the lines after it. */
export function readHeredocs(
  text: string,
  cursor: LineCursor,
  escapeChar: string,
): { readonly heredocs: readonly Heredoc[]; readonly problems: readonly ReadProblem[] } {
  if (!text.includes('<<')) return { heredocs: [], problems: [] };
  const problems: ReadProblem[] = [];
  const found = openings(text, escapeChar);
  if (found.length > maxHeredocs) {
    problems.push({ line: cursor.number, message: `more than ${maxHeredocs} here-documents` });
  }
  const heredocs = found.slice(0, maxHeredocs).map((open): Heredoc => {
    const line = cursor.number + 1;
    const content: string[] = [];
    while (true) {
      const next = cursor.next();
      if (next === undefined) {
        problems.push({ line: line - 1, message: `the here-document ${open.name} does not end` });
        break;
      }
      const kept = open.chomp ? next.replace(/^\t+/, '') : next;
      if (kept === open.name) break;
      content.push(`${kept}\n`);
    }
    return { ...open, content: content.join(''), line };
  });
  return { heredocs, problems };
}
