import type { Assignment, ShellCommand } from './shell-command.ts';
import { type ShellToken, ShellWords } from './shell-words.ts';

type Word = Extract<ShellToken, { readonly kind: 'word' }>;

/** Bounds on what hostile scripts can cost; what lies beyond is not read. */
const maxCommands = 10_000;
const maxDepth = 8;

const assignment = /^([A-Za-z_][A-Za-z0-9_]*)\+?=([\s\S]*)$/;
const reserved = new Set(['if', 'then', 'elif', 'else', 'do', 'while', 'until', '!', '{', '}', 'fi', 'done', 'esac']);
/** Programs that run the command which follows them, with the options of theirs that take a value. */
const wrappers: ReadonlyMap<string, RegExp> = new Map([
  ['sudo', /^-[ugpCHT]$|^--(?:user|group|prompt)$/],
  ['env', /^-[uCS]$/],
  ['exec', /^-a$/],
  ['command', /^$/],
  ['nice', /^-n$/],
  ['nohup', /^$/],
  ['time', /^-[fo]$/],
  ['xargs', /^-[InLPsda]$/],
  ['timeout', /^-[ks]$/],
  ['doas', /^-[uC]$/],
]);
const shells = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh']);

/** Whether a program of this name is a shell. */
export function isShell(program: string): boolean {
  return shells.has(program);
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The simple commands of a script in order, with those inside substitutions, behind wrappers such as `sudo`, and in `sh -c '…'`. */
export function readCommands(script: string): readonly ShellCommand[] {
  const found: ShellCommand[] = [];
  readInto(found, script, 0, 0);
  return found;
}

function readInto(found: ShellCommand[], script: string, base: number, depth: number): void {
  if (depth > maxDepth) return;
  const reader = new ShellWords(script);
  let words: Word[] = [];
  let piped = false;
  for (let token = reader.next(); found.length < maxCommands; token = reader.next()) {
    if (token?.kind === 'word') {
      words.push(token);
      continue;
    }
    addCommand(found, words, piped, base, depth);
    words = [];
    if (token === undefined) return;
    piped = token.text === '|' || token.text === '|&';
  }
}

function addCommand(found: ShellCommand[], all: readonly Word[], piped: boolean, base: number, depth: number): void {
  let words = all;
  while (words[0]?.plain && reserved.has(words[0].text)) words = words.slice(1);
  const assignments: Assignment[] = [];
  for (const word of words) {
    const made = assignmentOf(word, base);
    if (made === undefined) break;
    assignments.push(made);
  }
  const [name, ...rest] = words.slice(assignments.length);
  if (name === undefined && assignments.length === 0) return;
  const program = baseName(name?.text ?? '');
  if (program === 'export' || program === 'declare' || program === 'readonly') {
    assignments.push(...rest.flatMap((word) => assignmentOf(word, base) ?? []));
  }
  const own = found.length;
  found.push({
    program,
    args: rest.map(({ text }) => text),
    assignments,
    offset: base + ((name ?? words[0])?.offset ?? 0),
    piped,
    substitutes: [],
  });
  const substitutes = substitutedBy(found, words, base, depth);
  const command = found[own];
  if (command !== undefined && substitutes.length > 0) found[own] = { ...command, substitutes };
  followWrapper(found, program, rest, piped, base, depth);
}

function assignmentOf(word: Word, base: number): Assignment | undefined {
  const [, name, value] = assignment.exec(word.text) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value, offset: base + word.offset };
}

/** Reads the scripts inside words, and gives the programs that they run. */
function substitutedBy(found: ShellCommand[], words: readonly Word[], base: number, depth: number): readonly string[] {
  const before = found.length;
  for (const { scripts } of words) {
    for (const { text, offset } of scripts) readInto(found, text, base + offset, depth + 1);
  }
  return found.slice(before).map(({ program }) => program);
}

function followWrapper(
  found: ShellCommand[],
  program: string,
  rest: readonly Word[],
  piped: boolean,
  base: number,
  depth: number,
): void {
  if (depth > maxDepth) return;
  if (isShell(program)) {
    const at = rest.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
    const script = at < 0 ? undefined : rest[at + 1];
    if (script !== undefined) readInto(found, script.text, base + script.offset, depth + 1);
    return;
  }
  const valued = wrappers.get(program);
  if (valued === undefined) return;
  let from = 0;
  for (; from < rest.length; from++) {
    const text = rest[from]?.text ?? '';
    if (!text.startsWith('-') || text === '-') break;
    if (valued.test(text)) from += 1;
  }
  if (program === 'timeout') from += 1;
  if (from < rest.length) addCommand(found, rest.slice(from), piped, base, depth + 1);
}
