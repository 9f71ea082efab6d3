/*
 * A scanner for TypeScript that knows just enough to tell code from comments, strings and regular expressions, so that a rule about code is
 * not set off by a sentence about it. (The compiler has no programming interface that could do it for us.)
 */

/** Source text with parts replaced by spaces; line breaks stay, so line numbers do. */
export interface SourceText {
  /** Without comments. */
  readonly withoutComments: string;
  /** Without comments, and without what is inside strings, template texts and regular expressions. */
  readonly code: string;
}

/** Characters and words after which a slash begins a regular expression and not a division. */
const beforeRegex = /(?:^|[(,=:[!&|?{};<>+\-*%~^]|\b(?:return|typeof|case|in|of|do|else|void|delete|await|yield))\s*$/;

/** Characters at which something may begin or end that is no code. */
const specialCharacters = /[/'"`{}]/g;

export function readSource(text: string): SourceText {
  const special = new RegExp(specialCharacters);
  const blank = (from: number, to: number): string => text.slice(from, to).replace(/[^\n]/g, ' ');
  const templates: number[] = [];
  let braces = 0;
  let withoutComments = '';
  let code = '';
  let at = 0;

  const take = (to: number, isComment: boolean, inner: boolean): void => {
    withoutComments += isComment ? blank(at, to) : text.slice(at, to);
    code += isComment ? blank(at, to) : inner ? text[at] + blank(at + 1, to - 1) + text[to - 1] : text.slice(at, to);
    at = to;
  };

  while (at < text.length) {
    const character = text[at];
    const next = text[at + 1];
    if (character === '/' && next === '/') take(endOf(text, at, '\n', 0), true, false);
    else if (character === '/' && next === '*') take(endOf(text, at + 2, '*/', 2), true, false);
    else if (character === "'" || character === '"') take(endOfString(text, at, character), false, true);
    else if (character === '`') take(endOfTemplate(text, at, templates, braces), false, true);
    else if (character === '}' && templates.at(-1) === braces) {
      templates.pop();
      take(endOfTemplate(text, at, templates, braces), false, true);
    } else if (character === '/' && beforeRegex.test(code.slice(-20))) take(endOfRegex(text, at), false, true);
    else {
      if (character === '{') braces += 1;
      if (character === '}') braces -= 1;
      special.lastIndex = at + 1;
      take(special.exec(text)?.index ?? text.length, false, false);
    }
  }
  return { withoutComments, code };
}

function endOf(text: string, from: number, mark: string, length: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + length;
}

function endOfString(text: string, from: number, quote: string): number {
  let at = from + 1;
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** Up to the closing backtick, or to the `${` of an expression, whose end `templates` then waits for. */
function endOfTemplate(text: string, from: number, templates: number[], braces: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '`') {
    if (text[at] === '$' && text[at + 1] === '{') {
      templates.push(braces);
      return at + 2;
    }
    at += text[at] === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, text.length);
}

function endOfRegex(text: string, from: number): number {
  let inClass = false;
  let at = from + 1;
  while (at < text.length && text[at] !== '\n' && (inClass || text[at] !== '/')) {
    if (text[at] === '[') inClass = true;
    if (text[at] === ']') inClass = false;
    at += text[at] === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, text.length);
}

/** What a file imports, with its line, from 1. */
export interface Import {
  readonly from: string;
  readonly line: number;
  /** `type` is erased and loads nothing; `dynamic` loads when it is reached. */
  readonly kind: 'static' | 'type' | 'dynamic';
}

const importForms = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])([^'"\n]+)\1/g;

/** Imports, re-exports and dynamic imports with a fixed address. */
export function importsOf(source: SourceText): readonly Import[] {
  return [...source.withoutComments.matchAll(importForms)]
    .filter((match) => /^(?:from|import)/.test(source.code.slice(match.index)))
    .map((match) => ({
      from: match[2] ?? '',
      line: lineAt(source.code, match.index),
      kind: kindOf(match[0], source.code.slice(0, match.index)),
    }));
}

function kindOf(form: string, before: string): Import['kind'] {
  if (form.startsWith('import')) return form.includes('(') ? 'dynamic' : 'static';
  const statement = before.slice(Math.max(before.lastIndexOf('import'), before.lastIndexOf('export')));
  return /^(?:import|export)\s+type\s*[{*\w]/.test(statement) ? 'type' : 'static';
}

/** The line, from 1, of a position. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
