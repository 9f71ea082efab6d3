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
  | { readonly kind: 'operator'; readonly text: string; readonly offset: number }
  | { readonly kind: 'document'; readonly document: ShellDocument };

/** A here-document. What is in it is known when the line that opens it has ended. */
export interface ShellDocument {
  /** The lines between, as written; empty before the end of the line. */
  readonly text: string;
  readonly offset: number;
  /** The commands that the shell runs to fill it in: none when its name is quoted. */
  readonly scripts: readonly { readonly text: string; readonly offset: number }[];
}

interface OpenDocument extends ShellDocument {
  readonly name: string;
  readonly chomp: boolean;
  readonly expand: boolean;
  text: string;
  offset: number;
  scripts: readonly { readonly text: string; readonly offset: number }[];
}

const operators = ['&&', '||', ';;', '|&', ';', '|', '&', '(', ')', '\n'];
const redirection = /^\d{0,4}(?:&>>?|<<<|>>|>\||[<>]&|<>|[<>])/;
const documentOperator = /^\d{0,4}<<(-?)(?!<)/;

const opensDocument = /^<<(-?)[ \t]{0,100}(["'\\]?)([\w.-]{1,200})\2/;

/** Documents without an end that are looked for: each costs a walk to the end of the text. */
const maxMisses = 50;

/** Offset behind the line that ends the document; where it begins when no line does. */
function afterDocument(text: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : from;
}

/**
 * Offset after the closing bracket that belongs to the one at `from`; quotes and escapes are respected, and in a script comments and here-documents. The
 * end when there is none.
 */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  let quote = '';
  let ends: RegExp[] = [];
  let misses = 0;
  const isScript = open === '(';
  for (let i = from; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '\\' && quote !== "'") i += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (isScript && character === '#' && /[\s;(&|]/.test(text[i - 1] ?? '')) {
      const feed = text.indexOf('\n', i);
      i = feed < 0 ? text.length : feed - 1;
    } else if (isScript && character === '<' && text.startsWith('<<', i)) {
      const [all = '<', dash = '', , name] =
        (text[i + 2] === '<' ? null : opensDocument.exec(text.slice(i, i + 320))) ?? [];
      if (name !== undefined)
        ends.push(new RegExp(`^${dash === '' ? '' : '\\t*'}${name.replaceAll('.', '\\.')}$`, 'gm'));
      i += all.length - 1;
    } else if (character === '\n' && ends.length > 0) {
      for (const end of ends) {
        const after = misses < maxMisses ? afterDocument(text, i + 1, end) : i + 1;
        if (after === i + 1) misses += 1;
        i = after - 1;
      }
      ends = [];
    } else if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return text.length;
}

/**
 * Reads the tokens of a script. Never throws: a quote that does not end takes the rest. Redirections other than here-documents, and comments, are left
 * out.
 */
export class ShellWords {
  readonly #text: string;
  #position = 0;
  /** Documents whose lines are still to come. */
  #opened: OpenDocument[] = [];
  /** Where each line stands last, and with a `-` before it each without leading tabs. */
  #lastLines: Map<string, number> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  next(): ShellToken | undefined {
    while (this.#skipBlank() || this.#skipComment() || this.#skipRedirection());
    const document = this.#document();
    if (document !== undefined) return { kind: 'document', document };
    if (this.#position >= this.#text.length) return undefined;
    const offset = this.#position;
    const operator = operators.find((candidate) => this.#text.startsWith(candidate, offset));
    if (operator !== undefined) {
      this.#position += operator.length;
      if (operator === '\n') this.#takeDocuments();
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
    if (/^[<>]\(/.test(head) || documentOperator.test(head)) return false;
    const match = redirection.exec(head);
    if (match === null) return false;
    this.#position += match[0].length;
    this.#skipBlank();
    const target = this.#text[this.#position];
    if (target !== undefined && !operators.includes(target)) this.#word(this.#position);
    return true;
  }

  /** `<<NAME`: opens a document whose lines follow this one. */
  #document(): ShellDocument | undefined {
    const match = documentOperator.exec(this.#text.slice(this.#position, this.#position + 8));
    if (match === null) return undefined;
    this.#position += match[0].length;
    this.#skipBlank();
    const next = this.#text[this.#position];
    if (next === undefined || operators.includes(next)) return undefined;
    const { text: name, plain } = this.#word(this.#position);
    const made = { name, chomp: match[1] === '-', expand: plain, text: '', offset: this.#text.length, scripts: [] };
    this.#opened.push(made);
    return made;
  }

  #takeDocuments(): void {
    for (const document of this.#opened) {
      document.offset = this.#position;
      // One that does not end would take the rest of the script with it: `((1 << 2))`.
      if (!this.#ends(document)) continue;
      let end = this.#position;
      while (this.#position < this.#text.length) {
        const line = this.#line(this.#position);
        this.#position += line.length + 1;
        if ((document.chomp ? line.replace(/^\t+/, '') : line) === document.name) break;
        end = this.#position;
      }
      document.text = this.#text.slice(document.offset, end);
      if (document.expand) document.scripts = substitutions(document.text, document.offset);
    }
    this.#opened = [];
  }

  #line(from: number): string {
    const feed = this.#text.indexOf('\n', from);
    return this.#text.slice(from, feed < 0 ? undefined : feed);
  }

  /** Whether the line that ends the document is still to come. */
  #ends({ name, chomp }: OpenDocument): boolean {
    if (this.#lastLines === undefined) {
      this.#lastLines = new Map();
      for (let at = 0; at < this.#text.length; ) {
        const line = this.#line(at);
        this.#lastLines.set(line, at).set(`-${line.replace(/^\t+/, '')}`, at);
        at += line.length + 1;
      }
    }
    return (this.#lastLines.get(chomp ? `-${name}` : name) ?? -1) >= this.#position;
  }

  #word(offset: number): Extract<ShellToken, { readonly kind: 'word' }> {
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

/** The scripts that a text in double quotes substitutes; quotes mean nothing in it. */
function substitutions(text: string, base: number): readonly { readonly text: string; readonly offset: number }[] {
  const scripts: { text: string; offset: number }[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '`' || (text[i] === '$' && text[i + 1] === '(' && text[i + 2] !== '(')) {
      const inner = i + (text[i] === '`' ? 1 : 2);
      const closed = text[i] === '`' ? text.indexOf('`', inner) + 1 : closing(text, i + 1, '(', ')');
      const end = closed === 0 ? text.length : closed;
      scripts.push({ text: text.slice(inner, end - 1), offset: base + inner });
      i = end - 1;
    }
  }
  return scripts;
}
