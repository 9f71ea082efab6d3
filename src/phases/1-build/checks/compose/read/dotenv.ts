import { interpolate } from './interpolate.ts';

/** More lines than anybody writes. */
const maxLines = 10_000;

/**
 * The variables of a `.env` file as Compose reads it: `NAME=value`, `export NAME=value`, quotes of both kinds, ` #` begins a remark outside of them; without
 * quotes and in double ones variables are filled in. A value that rests on what is not known is left out, and so is a line that cannot be read.
 */
export function readDotenv(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const lines = text.replace(/^\ufeff/, '').split('\n', maxLines);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]?.trim() ?? '';
    const [, name, rest] = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) continue;
    const quote = rest[0] === '"' || rest[0] === "'" ? rest[0] : undefined;
    let value: string | undefined = rest;
    if (quote === undefined) value = filled(rest.replace(/(?:^|\s)#.*$/, '').trim(), found);
    else {
      // A quoted value goes on over lines.
      let end = closing(value, quote);
      while (end < 0 && index + 1 < lines.length) {
        value += `\n${lines[++index] ?? ''}`;
        end = closing(value, quote);
      }
      if (end < 0) continue;
      const inside: string = value.slice(1, end);
      value = quote === "'" ? inside : filled(inside.replace(/\\(["\\nrt])/g, unescaped), found);
    }
    if (value === undefined) found.delete(name);
    else found.set(name, value);
  }
  return found;
}

/** Where the quotes end. */
function closing(value: string, quote: string): number {
  for (let at = 1; at < value.length; at++) {
    if (value[at] === '\\' && quote === '"') at++;
    else if (value[at] === quote) return at;
  }
  return -1;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const unescaped = (_: string, letter: string): string => escapes[letter] ?? letter;

function filled(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  const made = interpolate(text, (name) => variables.get(name));
  return 'error' in made || made.unknown.length > 0 ? undefined : made.text;
}
