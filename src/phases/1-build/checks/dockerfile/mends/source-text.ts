import type { Position } from '../../../../../foundations/formats/index.ts';

/** A text by its lines, as the reader of Dockerfiles counts them: a byte order mark is none of the first line's columns. */
export class SourceText {
  readonly text: string;
  /** What ends its lines; that of the first. */
  readonly lineEnd: '\n' | '\r\n';
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [text.startsWith('\ufeff') ? 1 : 0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
    this.lineEnd = /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
  }

  /** Where a place is in the text. */
  offsetOf({ line, column }: Position): number {
    return (this.#starts[line - 1] ?? this.text.length) + column - 1;
  }

  /** Where a line begins, and where its characters end, before what ends it. */
  lineAt(line: number): { readonly start: number; readonly end: number } {
    const start = this.#starts[line - 1] ?? this.text.length;
    const next = this.#starts[line];
    if (next === undefined) return { start, end: this.text.length };
    return { start, end: this.text[next - 2] === '\r' ? next - 2 : next - 1 };
  }

  /** The white space that a line begins with. */
  indentOf(line: number): string {
    const { start, end } = this.lineAt(line);
    return /^[ \t]*/.exec(this.text.slice(start, end))?.[0] ?? '';
  }
}
