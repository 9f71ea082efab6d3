import { count, printable } from '../../../../core/index.ts';
import type { PlacedOther } from './scripts.ts';

/** Lines that a note names; the rest is counted. */
const maxLines = 5;
/** Interpreters told one by one: a hostile file may name any number. */
const maxInterpreters = 10;

/** Code that no shell reads, as a note of the result. */
export interface OtherCodeNote {
  readonly line: number;
  readonly message: string;
}

/** What to say of code that the checks of shell commands do not judge: a note for each interpreter, in the order of the file. */
export function otherCodeNotes(others: readonly PlacedOther[]): readonly OtherCodeNote[] {
  const sorted = others.toSorted((a, b) => a.at.line - b.at.line);
  const groups = [...Map.groupBy(sorted, ({ interpreter, isGuessed }) => `${interpreter}\n${isGuessed}`).values()];
  const told = groups.slice(0, maxInterpreters).flatMap((same) => noteOf(same));
  const [rest] = groups.slice(maxInterpreters).flat();
  if (rest === undefined) return told;
  const more = count(groups.length - maxInterpreters, 'more interpreter');
  return [...told, { line: rest.at.line, message: `code of ${more} is not judged by the checks of shell commands` }];
}

function noteOf(same: readonly PlacedOther[]): readonly OtherCodeNote[] {
  const [first] = same;
  if (first === undefined) return [];
  const lines = [...new Set(same.map(({ at }) => at.line))];
  const shown = lines.slice(0, maxLines).join(', ');
  const where = `${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > maxLines ? ', …' : ''}`;
  const how = first.isGuessed
    ? 'is judged only where it reads like a shell’s'
    : 'is not judged by the checks of shell commands';
  const name = printable(first.interpreter.slice(0, 60));
  return [{ line: first.at.line, message: `code of ${name} (${count(same.length, 'place')}: ${where}) ${how}` }];
}
