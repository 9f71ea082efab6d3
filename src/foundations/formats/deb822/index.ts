/**
 * One paragraph (stanza) of a control file: fields by their name in lower case, since names are compared without regard to case.
 */
export interface Paragraph {
  /** Line it begins on, from 1. */
  readonly line: number;
  /** Only the fields that were asked for. Continuation lines are joined by `\n`, without their first space. */
  readonly fields: ReadonlyMap<string, string>;
  /** Lines that are neither field, continuation nor comment, and fields that come twice (the first counts), by line number. */
  readonly malformed: readonly number[];
}

/** Malformed lines are counted per paragraph up to this; hostile input has millions. */
const maxMalformed = 10;

/**
 * Reads paragraphs of deb822(5): parted by blank lines, fields `Name: value`, continuation lines that begin with a space or a tab, comment lines
 * that begin with `#`. A line of spaces and tabs alone parts paragraphs too, as Debian Policy 5.1 allows readers. Never throws.
 *
 * Only the fields in `wanted` (lower case) are kept, so that a file with long descriptions costs little more than finding its line ends.
 */
export function* readParagraphs(text: string, wanted: ReadonlySet<string>): Generator<Paragraph> {
  let draft: Draft | undefined;
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    number++;
    if (isBlank(text, start, end)) {
      if (draft) yield draft.finish();
      draft = undefined;
    } else if (text.charCodeAt(start) !== hash) {
      draft ??= new Draft(number, wanted);
      draft.addLine(text, start, end, number);
    }
    start = end + 1;
  }
  if (draft) yield draft.finish();
}

const [tab, space, carriageReturn, hash, colon] = [0x09, 0x20, 0x0d, 0x23, 0x3a];

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code !== space && code !== tab && code !== carriageReturn) return false;
  }
  return true;
}

/** Where the first colon of the line is; its end when it has none. Not `indexOf`, which would search the rest of the file. */
function colonBetween(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) !== colon) at++;
  return at;
}

/** A paragraph while its lines come in. */
class Draft {
  readonly #line: number;
  readonly #wanted: ReadonlySet<string>;
  readonly #fields = new Map<string, string[]>();
  readonly #malformed: number[] = [];
  /** Lines of the field that continuation lines belong to; undefined while that field is not wanted. */
  #current: string[] | undefined;
  #hasField = false;

  constructor(line: number, wanted: ReadonlySet<string>) {
    this.#line = line;
    this.#wanted = wanted;
  }

  addLine(text: string, start: number, end: number, number: number): void {
    const first = text.charCodeAt(start);
    if (first === space || first === tab) {
      if (!this.#hasField) this.#report(number);
      this.#current?.push(text.slice(start + 1, end).trimEnd());
      return;
    }
    this.#current = undefined;
    const at = colonBetween(text, start, end);
    const name = text.slice(start, at).trimEnd().toLowerCase();
    if (at === end || name === '') this.#report(number);
    else this.#addField(name, text.slice(at + 1, end), number);
  }

  #addField(name: string, value: string, number: number): void {
    this.#hasField = true;
    if (!this.#wanted.has(name)) return;
    if (this.#fields.has(name)) {
      this.#report(number);
      return;
    }
    this.#current = [value.trim()];
    this.#fields.set(name, this.#current);
  }

  finish(): Paragraph {
    const fields = new Map<string, string>();
    for (const [name, lines] of this.#fields) fields.set(name, lines.join('\n'));
    return { line: this.#line, fields, malformed: this.#malformed };
  }

  #report(line: number): void {
    if (this.#malformed.length < maxMalformed) this.#malformed.push(line);
  }
}
