import { readSource } from '../../tools/house/source-text.ts';

/** One small change of a source text, such as a slip of the pen would make. */
export interface Mutant {
  /** Of the characters that are replaced: the first, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Kind of the change. */
  readonly kind: string;
  /** Line of the change, from 1. */
  readonly line: number;
}

type Change = Pick<Mutant, 'from' | 'to' | 'text'>;

interface Kind {
  readonly name: string;
  /** Looked for in the code alone: not in comments, strings and regular expressions. */
  readonly pattern: RegExp;
  /** What takes the place of the first group. */
  readonly instead?: (found: string) => readonly string[];
  /** Where the group is not all that is replaced. */
  readonly changes?: (at: number, code: string) => readonly Change[];
}

const swaps =
  (...pairs: readonly (readonly [string, string])[]): ((found: string) => readonly string[]) =>
  (found) =>
    pairs.flatMap(([a, b]) => (found === a ? [b] : found === b ? [a] : []));

const comparisons: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

/** Every kind of change. A new one is an entry. */
const kinds: readonly Kind[] = [
  { name: 'equality', pattern: / (===|!==) /g, instead: swaps(['===', '!==']) },
  { name: 'and, or', pattern: / (&&|\|\|) /g, instead: swaps(['&&', '||']) },
  { name: 'comparison', pattern: / ([<>]=?) /g, instead: (found) => comparisons[found] ?? [] },
  { name: 'sign', pattern: / ([+-]) (?=\d)/g, instead: swaps(['+', '-']) },
  // Behind a colon and before a semicolon it is a type.
  { name: 'truth', pattern: /\b(true|false)\b(?<!: (?:true|false)(?=;))(?!:)/g, instead: swaps(['true', 'false']) },
  { name: 'not', pattern: /(?<=[(\s])(!)(?=[A-Za-z(])/g, instead: () => [''] },
  { name: 'some, every', pattern: /\.(some|every)\(/g, instead: swaps(['some', 'every']) },
  { name: 'first, last', pattern: /\.at\((-1)\)/g, instead: () => ['0'] },
  { name: 'least, most', pattern: /\bMath\.(min|max)\(/g, instead: swaps(['min', 'max']) },
  { name: 'answer', pattern: /\breturn ([^;]+);/g, instead: (found) => (found === 'undefined' ? [] : ['undefined']) },
  { name: 'step left out', pattern: /^ +((?:await )?[\w.#]+\([^;]*?\));$/gm, instead: () => ['0'] },
  { name: 'condition', pattern: /\bif (\()/g, changes: conditionChanges },
];

/** The whole condition is met by everything, or by nothing. */
function conditionChanges(at: number, code: string): readonly Change[] {
  let depth = 0;
  for (let to = at; to < code.length; to++) {
    if (code[to] === '(') depth += 1;
    if (code[to] === ')') depth -= 1;
    if (depth === 0) return ['true', 'false'].map((text) => ({ from: at + 1, to, text }));
  }
  return [];
}

/** All mutants of a text, in the order of their places. A few may be no program. */
export function mutantsOf(text: string): readonly Mutant[] {
  const { code } = readSource(text);
  const found = kinds.flatMap(({ name, pattern, instead, changes }) =>
    [...code.matchAll(pattern)].flatMap((match): readonly Mutant[] => {
      const [whole, group = ''] = match;
      const from = match.index + whole.indexOf(group);
      const made =
        changes?.(from, code) ?? instead?.(group).map((each) => ({ from, to: from + group.length, text: each })) ?? [];
      return made.map((change) => ({ ...change, kind: name, line: text.slice(0, from).split('\n').length }));
    }),
  );
  return found.sort((a, b) => a.from - b.from);
}

/** The text with the change in it. */
export const mutated = (text: string, { from, to, text: instead }: Change): string =>
  text.slice(0, from) + instead + text.slice(to);

/** A mutant in one line, for people. */
export function mutantText(text: string, { from, to, text: instead, kind }: Mutant): string {
  const short = (words: string): string => {
    const line = words.replace(/\s+/g, ' ').trim();
    return line.length > 60 ? `${line.slice(0, 57)}…` : line;
  };
  const line = text.slice(text.lastIndexOf('\n', from) + 1).split('\n', 1)[0] ?? '';
  return `${kind}: ${short(text.slice(from, to)) || 'nothing'} → ${short(instead) || 'nothing'}   in ${short(line)}`;
}
