import { splitWords } from './words.ts';

/** A flag with the offset of its first character. */
export interface FlagPart {
  readonly name: string;
  readonly value: string | undefined;
  readonly offset: number;
}

/** The `--name=value` words that begin the arguments, and the offset where the rest begins. A lone `--` ends them. */
export function splitFlags(
  text: string,
  from: number,
  escapeChar: string,
): { readonly flags: readonly FlagPart[]; readonly rest: number } {
  const flags: FlagPart[] = [];
  let rest = from;
  // Only the head is split: a RUN may be long and has at most a handful of flags.
  while (true) {
    const next = /\S/.exec(text.slice(rest, rest + 1)) ? rest : rest + leadingSpace(text, rest);
    if (!text.startsWith('--', next)) return { flags, rest: next };
    const word = splitWords(text.slice(next, next + 4_096), escapeChar)[0]?.raw ?? '--';
    rest = next + word.length;
    if (word === '--') return { flags, rest: rest + leadingSpace(text, rest) };
    const equals = word.indexOf('=');
    flags.push({
      name: equals < 0 ? word.slice(2) : word.slice(2, equals),
      value: equals < 0 ? undefined : word.slice(equals + 1),
      offset: next,
    });
  }
}

function leadingSpace(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) <= 0x20) end += 1;
  return end - from;
}
