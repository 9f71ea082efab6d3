import { SeaworthyError } from '../../../core/index.ts';

/** A Dockerfile of this size is not one that a person wrote. */
export const maxBytes = 4 * 1024 * 1024;
const maxLines = 100_000;

/**
 * The lines of a file without their ends, whether LF or CR LF; a byte order mark is dropped.
 * Throws `E_LIMIT` for a file that is too long, `E_FORMAT` for one that is no text.
 */
export function sourceLines(bytes: Uint8Array, where: string): readonly string[] {
  if (bytes.length > maxBytes) {
    throw new SeaworthyError('E_LIMIT', `a Dockerfile of more than ${maxBytes} bytes`, { where });
  }
  if (bytes.includes(0)) {
    throw new SeaworthyError('E_FORMAT', 'not a Dockerfile', { where, why: 'it holds a zero byte, so it is no text' });
  }
  const lines = new TextDecoder().decode(bytes).split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length > maxLines) {
    throw new SeaworthyError('E_LIMIT', `a Dockerfile of more than ${maxLines} lines`, { where });
  }
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Walks lines in order and knows the number of the one it gave last. */
export class LineCursor {
  readonly #lines: readonly string[];
  /** The last line that reads so, as it is and without leading tabs: made when somebody asks, so that asking often costs no walk. */
  #last: { readonly exact: ReadonlyMap<string, number>; readonly chomped: ReadonlyMap<string, number> } | undefined;
  /** Number of the line given last, from 1. */
  number = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  next(): string | undefined {
    const line = this.#lines[this.number];
    if (line !== undefined) this.number += 1;
    return line;
  }

  /** The next line without taking it. */
  peek(): string | undefined {
    return this.#lines[this.number];
  }

  /** Whether a line that reads so, leading tabs aside when `chomped`, is still to come. */
  isAhead(text: string, chomped: boolean): boolean {
    this.#last ??= {
      exact: new Map(this.#lines.map((line, index) => [line, index + 1])),
      chomped: new Map(this.#lines.map((line, index) => [chomp(line), index + 1])),
    };
    return ((chomped ? this.#last.chomped : this.#last.exact).get(text) ?? 0) > this.number;
  }
}

/** Without leading tabs, as `<<-` takes them. */
export function chomp(line: string): string {
  return line.replace(/^\t+/, '');
}
