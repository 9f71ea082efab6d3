/** What a script consists of: words, and the operators between commands. */
export type ShellToken =
  | {
      readonly kind: 'word';
      /** Without quotes and escapes. */
      readonly text: string;
      readonly offset: number;
      /** False when some part was quoted or escaped: such a word is no keyword. */
      readonly plain: boolean;
      /** The commands that stand in it: `$(…)`, backquotes, `<(…)`. */
      readonly scripts: readonly { readonly text: string; readonly offset: number }[];
    }
  | { readonly kind: 'operator'; readonly text: string; readonly offset: number };

const operators = ['&&', '||', ';;', '|&', ';', '|', '&', '(', ')', '\n'];
const redirection = /^\d{0,4}(?:&>>?|<<<|<<-?|>>|>\||[<>]&|<>|[<>])/;

/** Offset after the closing bracket that belongs to the one at `from`; quotes and escapes are respected. The end when there is none. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '\\' && quote !== "'") i += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return text.length;
}

/** Reads the tokens of a script. Never throws: a quote that does not end takes the rest. Redirections and comments are left out. */
export class ShellWords {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): ShellToken | undefined {
    while (this.#skipBlank() || this.#skipComment() || this.#skipRedirection());
    if (this.#position >= this.#text.length) return undefined;
    const offset = this.#position;
    const operator = operators.find((candidate) => this.#text.startsWith(candidate, offset));
    if (operator !== undefined) {
      this.#position += operator.length;
      return { kind: 'operator', text: operator, offset };
    }
    return this.#word(offset);
  }

  #skipBlank(): boolean {
    const start = this.#position;
    for (; this.#position < this.#text.length; this.#position++) {
      const character = this.#text[this.#position];
      if (character === '\\' && this.#text[this.#position + 1] === '\n') this.#position += 1;
      else if (character !== ' ' && character !== '\t' && character !== '\r') break;
    }
    return this.#position > start;
  }

  #skipComment(): boolean {
    if (this.#text[this.#position] !== '#') return false;
    const end = this.#text.indexOf('\n', this.#position);
    this.#position = end < 0 ? this.#text.length : end;
    return true;
  }

  #skipRedirection(): boolean {
    const head = this.#text.slice(this.#position, this.#position + 8);
    if (/^[<>]\(/.test(head)) return false;
    const match = redirection.exec(head);
    if (match === null) return false;
    this.#position += match[0].length;
    this.#skipBlank();
    const target = this.#text[this.#position];
    if (target !== undefined && !operators.includes(target)) this.#word(this.#position);
    return true;
  }

  #word(offset: number): ShellToken {
    const parts: string[] = [];
    const scripts: { text: string; offset: number }[] = [];
    let plain = true;
    let quoted = false;
    while (this.#position < this.#text.length) {
      const character = this.#text[this.#position] ?? '';
      const next = this.#text[this.#position + 1] ?? '';
      if (!quoted && this.#position > offset && /[\s;&|()<>]/.test(character)) break;
      if (character === '\\') {
        // Inside double quotes the shell keeps the escape character before most characters (POSIX shell, 2.2.3).
        if (next !== '\n') parts.push(quoted && !/["$`\\]/.test(next) ? character + next : next);
        plain = false;
        this.#position += 2;
      } else if (character === '"') {
        quoted = !quoted;
        plain = false;
        this.#position += 1;
      } else if (character === "'" && !quoted) {
        const end = this.#text.indexOf("'", this.#position + 1);
        parts.push(this.#text.slice(this.#position + 1, end < 0 ? undefined : end));
        this.#position = end < 0 ? this.#text.length : end + 1;
        plain = false;
      } else if ((/[$<>]/.test(character) && next === '(') || character === '`') {
        parts.push(this.#substitution(character, scripts));
      } else if (character === '$' && next === '{') {
        const end = closing(this.#text, this.#position + 1, '{', '}');
        parts.push(this.#text.slice(this.#position, end));
        this.#position = end;
      } else {
        parts.push(character);
        this.#position += 1;
      }
    }
    return { kind: 'word', text: parts.join(''), offset, plain, scripts };
  }

  /** Takes `$(…)`, `<(…)` or a backquoted script, and gives it as written. */
  #substitution(character: string, scripts: { text: string; offset: number }[]): string {
    const start = this.#position;
    const inner = start + (character === '`' ? 1 : 2);
    let end: number;
    if (character === '`') {
      const closed = this.#text.indexOf('`', inner);
      end = closed < 0 ? this.#text.length : closed + 1;
    } else end = closing(this.#text, start + 1, '(', ')');
    scripts.push({ text: this.#text.slice(inner, Math.max(inner, end - 1)), offset: inner });
    this.#position = end;
    return this.#text.slice(start, end);
  }
}
