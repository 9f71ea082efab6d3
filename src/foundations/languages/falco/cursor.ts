import type { SourcePosition } from './ast.ts';

const blank = /[ \t\b\r\n]*/y;

/** Reads tokens off a condition and knows where it stands. */
export class Cursor {
  readonly text: string;
  index = 0;
  /** The token read last, as error messages quote it. */
  last = '';
  #line = 1;
  #column = 1;
  #counted = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Where it stands. A carriage return and a line feed each start a line. */
  get at(): SourcePosition {
    for (; this.#counted < this.index; this.#counted += 1) {
      const code = this.text.charCodeAt(this.#counted);
      this.#column += 1;
      if (code === 10 || code === 13) {
        this.#line += 1;
        this.#column = 1;
      }
    }
    return { index: this.index, line: this.#line, column: this.#column };
  }

  get atEnd(): boolean {
    return this.index >= this.text.length;
  }

  get character(): string {
    return this.text.charAt(this.index);
  }

  /** Goes back to where it stood before; never behind a position that was asked for. */
  rewind(index: number): void {
    this.index = index;
  }

  /** Skips blanks; whether there were any. */
  skipBlank(): boolean {
    blank.lastIndex = this.index;
    blank.exec(this.text);
    const moved = blank.lastIndex > this.index;
    this.index = blank.lastIndex;
    return moved;
  }

  /** Takes the text when it comes next. */
  take(text: string): boolean {
    if (!this.text.startsWith(text, this.index)) return false;
    this.last = text;
    this.index += text.length;
    return true;
  }

  /** Takes what the sticky expression finds here. */
  match(expression: RegExp): string | undefined {
    expression.lastIndex = this.index;
    const found = expression.exec(this.text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.last = found;
    this.index += found.length;
    return found;
  }

  /** Whether what comes next is a blank (or nothing, which is none). */
  get beforeBlank(): boolean {
    return !this.atEnd && ' \t\b\r\n'.includes(this.character);
  }

  /** Whether the character just read is a blank. */
  get afterBlank(): boolean {
    return this.index > 0 && ' \t\b\r\n'.includes(this.text.charAt(this.index - 1));
  }
}
