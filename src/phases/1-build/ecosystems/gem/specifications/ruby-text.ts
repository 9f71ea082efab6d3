/** What stands behind an equals sign: texts, or the name of a constant. */
export interface RubyValue {
  readonly texts: readonly string[];
  readonly name?: string;
}

/** The plain statements of a specification. */
export interface Assignments {
  /** `s.name = …`, by the member; the first counts. */
  readonly members: ReadonlyMap<string, RubyValue>;
  /** `VERSION = '…'`, by the last part of the name. */
  readonly constants: ReadonlyMap<string, string>;
  /** Gems that it needs to run: `s.add_dependency 'x'`, `s.add_runtime_dependency(%q<x>.freeze, …)`. */
  readonly needs: ReadonlySet<string>;
}

/** Far more than any gem has. */
const maxNeeds = 2_000;
const maxTexts = 100;
/** Lists of files make lines of some hundred thousand characters, of which nothing is asked. */
const maxValue = 4_096;

const member = /^\s*[a-z_]\w{0,40}\.([a-z_]{1,40})\s*=(?![=~])\s*/;
const constant = /^\s*([A-Z]\w{0,80})\s*=(?![=~])\s*/;
const need = /^\s*[a-z_]\w{0,40}\.add_(?:runtime_)?dependency[\s(]\s*/;
const wanted: ReadonlySet<string> = new Set(['name', 'version', 'platform', 'license', 'licenses']);

/** Reads assignments line by line; what is no plain text is left out. */
export function readRuby(source: string): Assignments {
  const members = new Map<string, RubyValue>();
  const constants = new Map<string, string>();
  const needs = new Set<string>();
  for (const line of source.split('\n')) {
    const set = member.exec(line);
    const name = set?.[1] ?? '';
    if (set && wanted.has(name)) {
      if (!members.has(name)) members.set(name, readValue(line, set[0].length));
      continue;
    }
    const fixed = constant.exec(line);
    if (fixed?.[1] !== undefined) {
      const [text] = readValue(line, fixed[0].length).texts;
      if (text !== undefined && !constants.has(fixed[1])) constants.set(fixed[1], text);
      continue;
    }
    const asked = need.exec(line);
    const [gem] = asked ? readValue(line, asked[0].length).texts : [];
    if (gem !== undefined && needs.size < maxNeeds) needs.add(gem);
  }
  return { members, constants, needs };
}

const closing: Readonly<Record<string, string>> = { '<': '>', '(': ')', '[': ']', '{': '}' };

/** The texts of an expression in a row: `"a".freeze`, `%q<a>`, `["a", "b"]`, `Gem::Version.new("1")`; with none, the name that it begins with. */
function readValue(line: string, from: number): RubyValue {
  const end = Math.min(line.length, from + maxValue);
  const texts: string[] = [];
  for (let at = from; at < end && texts.length < maxTexts; ) {
    const code = line[at];
    // A comment, or a condition behind the value.
    if (code === '#' || (code === ' ' && line.startsWith(' if ', at))) break;
    const quoted = quotedAt(line, at, end);
    if (quoted === undefined) {
      at++;
      continue;
    }
    texts.push(quoted.text);
    at = quoted.end;
  }
  const name = /^(?:[A-Z]\w{0,80}::){0,8}([A-Z]\w{0,80})(?:\.(?:dup|freeze|to_s))?\s*$/.exec(
    line.slice(from, end),
  )?.[1];
  return name === undefined ? { texts } : { texts, name };
}

/** A text in quotes that begins at `at`, and where it ends; undefined where none does. With `#{` in it, it is not plain. */
function quotedAt(line: string, at: number, end: number): { readonly text: string; readonly end: number } | undefined {
  const quote = line[at] ?? '';
  if (quote === '"' || quote === "'") return upTo(line, at + 1, end, quote, quote === '"');
  const open = /^%[qQ]([<([{])/.exec(line.slice(at, at + 3))?.[1];
  return open === undefined ? undefined : upTo(line, at + 3, end, closing[open] ?? '', false);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

function upTo(
  line: string,
  from: number,
  end: number,
  close: string,
  expands: boolean,
): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let at = from; at < end; at++) {
    const code = line[at] ?? '';
    if (code === close) return { text, end: at + 1 };
    if (expands && code === '#' && line[at + 1] === '{') return undefined;
    if (code === '\\' && at + 1 < end) {
      at++;
      text += (expands ? escapes[line[at] ?? ''] : undefined) ?? line[at];
    } else text += code;
  }
  return undefined;
}
