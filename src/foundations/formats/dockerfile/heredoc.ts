import type { Heredoc, ReadProblem } from './dockerfile.ts';
import { chomp, type LineCursor } from './source-lines.ts';
import { splitWords } from './words.ts';

/** Documents of one instruction; more is refused. */
const maxHeredocs = 100;

// A word that opens a document (BuildKit, "Here-documents"): an optional descriptor, `<<`, an optional `-`, a name that may be quoted.
const opening = /^(\d{0,9})<<(-?)([^<]+)$/;
/** The same without its name, which then is the next word (BuildKit 0.22 on; shells always). */
const operator = /^\d{0,9}<<-?$/;

interface Opening {
  readonly name: string;
  readonly descriptor: number;
  readonly expand: boolean;
  readonly chomp: boolean;
}

/** The words of the text that open documents, an operator and its name joined. */
function* openingWords(text: string, escapeChar: string): Iterable<string> {
  let before = '';
  for (const { raw } of splitWords(text, escapeChar)) {
    const word = before + raw;
    // `$((1 << 3))` shifts.
    before = operator.test(word) ? word : '';
    if (before === '' && !(word !== raw && raw.includes('))'))) yield word;
  }
}

function openings(text: string, escapeChar: string): readonly Opening[] {
  return [...openingWords(text, escapeChar)].flatMap((word) => {
    const match = opening.exec(word);
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

/**
 * Reads the documents that `text` opens, from the lines after it. One that does not end is told, and taken to end before the next line that
 * `beginsInstruction`: what follows is read all the same.
 */
export function readHeredocs(
  text: string,
  cursor: LineCursor,
  escapeChar: string,
  beginsInstruction: (line: string) => boolean,
): { readonly heredocs: readonly Heredoc[]; readonly problems: readonly ReadProblem[] } {
  if (!text.includes('<<')) return { heredocs: [], problems: [] };
  const problems: ReadProblem[] = [];
  const found = openings(text, escapeChar);
  if (found.length > maxHeredocs) {
    problems.push({ line: cursor.number, message: `more than ${maxHeredocs} here-documents` });
  }
  const heredocs = found.slice(0, maxHeredocs).map((open): Heredoc => {
    const line = cursor.number + 1;
    const ends = cursor.isAhead(open.name, open.chomp);
    if (!ends) problems.push({ line: line - 1, message: `the here-document ${open.name} does not end` });
    const content: string[] = [];
    for (let next = cursor.peek(); next !== undefined; next = cursor.peek()) {
      if (!ends && beginsInstruction(next)) break;
      cursor.next();
      const kept = open.chomp ? chomp(next) : next;
      if (kept === open.name) break;
      content.push(`${kept}\n`);
    }
    return { ...open, content: content.join(''), line };
  });
  return { heredocs, problems };
}
