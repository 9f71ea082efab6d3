import { clean } from './clean.ts';
import { cut, cutStart, displayWidth, fit, wrap } from './width.ts';

/** A column of a table. */
export interface TableColumn {
  readonly head: string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
  /** The column that gives way where there is not enough room, and which end of its text is worth keeping. One column may. */
  readonly keeps?: 'start' | 'end';
}

/** Columns that a text is never cut below. */
const least = 12;

/**
 * Rows as aligned columns under a heading, as wide as they need to be and, where one column may give way, no wider than `width`. Cells may hold
 * anything: they are made safe for a terminal.
 */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number): string {
  const all = [columns.map(({ head }) => head), ...rows.map((row) => row.map(clean))];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => displayWidth(row[index] ?? ''))));
  const flexible = columns.findIndex(({ keeps }) => keeps !== undefined);
  if (flexible >= 0) {
    const others = widths.reduce((sum, each) => sum + each + 2, -2) - (widths[flexible] ?? 0);
    widths[flexible] = Math.min(widths[flexible] ?? 0, Math.max(least, width - others));
  }
  return all
    .map((row) => {
      const cells = columns.map((column, index) => {
        const room = widths[index] ?? 0;
        const text = row[index] ?? '';
        const short = column.keeps === 'end' ? cutStart(text, room) : cut(text, room);
        const space = ' '.repeat(Math.max(0, room - displayWidth(short)));
        return column.right ? space + short : short + space;
      });
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}

/**
 * Terms with what they mean beside them; both may hold anything. What is too long goes on below itself, broken between words or, where there is none,
 * inside.
 */
export function facts(rows: readonly (readonly [string, string])[], width: number): string {
  const safe = rows.map(([term, meaning]) => [cut(clean(term), longestTerm), clean(meaning)] as const);
  const column = Math.max(...safe.map(([term]) => displayWidth(term))) + 2;
  return safe
    .flatMap(([term, meaning]) =>
      lines(meaning, width - column).map((line, index) => fit(index === 0 ? term : '', column) + line),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** Columns of a term. */
const longestTerm = 20;

function lines(text: string, width: number): readonly string[] {
  const broken = wrap(text, width);
  return broken.length === 0 ? [''] : broken;
}
