import { programName, takesCode } from './interpreters.ts';
import { baseName } from './names.ts';
import { runsOf } from './runs-of.ts';
import type { Assignment, ShellCommand } from './shell-command.ts';
import { type ShellDocument, type ShellToken, ShellWords } from './shell-words.ts';
import { readsScript } from './shells.ts';

type Word = Extract<ShellToken, { readonly kind: 'word' }>;

/** Bounds on what hostile scripts can cost; what lies beyond is not read, and that is told. */
const maxCommands = 10_000;
const maxDepth = 8;

const assignment = /^([A-Za-z_][A-Za-z0-9_]*)\+?=([\s\S]*)$/;
const reserved = new Set(['if', 'then', 'elif', 'else', 'do', 'while', 'until', '!', '{', '}', 'fi', 'done', 'esac']);
const declaring = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);

/** A part of a script that was not read because a bound was crossed. */
export interface UnreadPart {
  readonly offset: number;
  /** Which bound, in a few words. */
  readonly why: string;
}

/** Code of another language that a command hands to its interpreter. */
export interface OtherCode {
  readonly offset: number;
  /** The program that reads it: `python3`. */
  readonly interpreter: string;
}

export interface ReadScript {
  readonly commands: readonly ShellCommand[];
  /** The first part beyond each bound; empty: everything was read. */
  readonly unread: readonly UnreadPart[];
  readonly others: readonly OtherCode[];
}

/** The simple commands of a script in order, with those that its words and documents substitute, and those that its programs run for it. What is past a bound is in `unread`. */
export function readCommands(script: string): ReadScript {
  const reader = new CommandReader(script.length * 3 + 64 * 1024);
  reader.read(script, 0, 0);
  const unread = [...reader.unread].map(([why, offset]) => ({ why, offset }));
  return { commands: reader.found, unread, others: reader.others };
}

/** A script that is read from standard input: what a shell is handed by a here-document. */
interface Fed {
  readonly document: ShellDocument;
  readonly isScript: boolean;
}

class CommandReader {
  readonly found: ShellCommand[] = [];
  readonly others: OtherCode[] = [];
  /** Why a part was not read → where the first such part begins. */
  readonly unread = new Map<string, number>();
  /** What may still be read: a script in a script in a script is read again and again. */
  #left: number;

  constructor(left: number) {
    this.#left = left;
  }

  read(script: string, base: number, depth: number): void {
    if (depth > maxDepth) {
      this.#tooDeep(base);
      return;
    }
    this.#left -= script.length;
    if (this.#left < 0) {
      this.#leave('shell scripts that hold one another too often', base);
      return;
    }
    const tokens = new ShellWords(script);
    let words: Word[] = [];
    let documents: ShellDocument[] = [];
    let passed: readonly ShellDocument[] = [];
    let fed: Fed[] = [];
    let piped = false;
    for (let token = tokens.next(); ; token = tokens.next()) {
      if (this.found.length >= maxCommands) {
        if (token !== undefined) this.#leave(`more than ${maxCommands} commands in one script`, base);
        return;
      }
      if (token?.kind === 'word') words.push(token);
      else if (token?.kind === 'document') documents.push(token.document);
      else {
        const command = this.#add(words, piped, base, depth);
        // The last one is what the command reads; `cat <<A | sh` passes it on.
        const input = documents.length > 0 ? documents : piped ? passed : [];
        const isScript = command !== undefined && readsScript(command.program, command.args);
        fed.push(...input.map((document, index) => ({ document, isScript: isScript && index === input.length - 1 })));
        if (command !== undefined && input.length > 0 && takesCode(command.program, command.args) === 'standard input')
          this.#other(command);
        // A line may end behind the `|`.
        const goesOn: boolean = piped && command === undefined && token?.text === '\n';
        passed = goesOn || (command !== undefined && passesOn(command)) ? input : [];
        words = [];
        documents = [];
        piped = goesOn || token?.text === '|' || token?.text === '|&';
        // Lines of documents have been read when the line that opens them has ended.
        if (token === undefined || token.text === '\n') {
          for (const each of fed) this.#readDocument(each, base, depth);
          fed = [];
        }
        if (token === undefined) return;
      }
    }
  }

  #other({ program, offset }: ShellCommand): void {
    this.others.push({ offset, interpreter: programName(program) });
  }

  #tooDeep(offset: number): void {
    this.#leave(`commands inside commands, more than ${maxDepth} deep`, offset);
  }

  #leave(why: string, offset: number): void {
    if (!this.unread.has(why)) this.unread.set(why, offset);
  }

  #readDocument({ document, isScript }: Fed, base: number, depth: number): void {
    if (isScript) this.read(document.text, base + document.offset, depth + 1);
    else for (const { text, offset } of document.scripts) this.read(text, base + offset, depth + 1);
  }

  /** Adds a command with those inside it, and gives the innermost that it is a wrapping of. */
  #add(all: readonly Word[], piped: boolean, base: number, depth: number): ShellCommand | undefined {
    let words = all;
    while (words[0]?.plain && reserved.has(words[0].text)) words = words.slice(1);
    if (words[0]?.plain && words[0].text === 'function') words = words.slice(2);
    if (words[0]?.plain && words[0].text === '{') words = words.slice(1);
    const assignments: Assignment[] = [];
    for (const word of words) {
      const made = assignmentOf(word, base);
      if (made === undefined) break;
      assignments.push(made);
    }
    const [name, ...rest] = words.slice(assignments.length);
    if (name === undefined && assignments.length === 0) return undefined;
    const program = baseName(name?.text ?? '');
    if (declaring.has(program)) assignments.push(...rest.flatMap((word) => assignmentOf(word, base) ?? []));
    const own = this.found.length;
    const args = rest.map(({ text }) => text);
    const command: ShellCommand = {
      program,
      path: name?.text ?? '',
      args,
      assignments,
      offset: base + ((name ?? words[0])?.offset ?? 0),
      piped,
      substitutes: [],
    };
    this.found.push(command);
    if (takesCode(program, args) === 'inline') this.#other(command);
    const within = runsOf(program, args);
    if (depth > maxDepth && within.length > 0) this.#tooDeep(command.offset);
    const runs = depth > maxDepth ? [] : within;
    // What is run by the program is read below, with what is substituted in it.
    const ownWords = words.filter((_, index) => {
      const at = index - assignments.length - 1;
      return !runs.some(({ from, to }) => at >= from && at < to);
    });
    const substitutes = [...this.#substituted(ownWords, base, depth)];
    let innermost = command;
    for (const { from, to, isScript } of runs) {
      const part = rest.slice(from, to);
      if (isScript) {
        const before = this.found.length;
        substitutes.push(...this.#script(part, base, depth));
        if (this.found.length === before + 1) innermost = this.found[before] ?? command;
      } else innermost = this.#add(part, piped, base, depth + 1) ?? command;
    }
    if (substitutes.length > 0) this.found[own] = { ...command, substitutes };
    return innermost;
  }

  /** Reads a script that stands in arguments, and gives the programs that make a part of it. */
  #script(part: readonly Word[], base: number, depth: number): readonly string[] {
    const before = this.found.length;
    const text = part.map((word) => word.text.replace(/^--command=/, '')).join(' ');
    this.read(text, base + (part[0]?.offset ?? 0), depth + 1);
    if (part.every(({ scripts }) => scripts.length === 0)) return [];
    return this.found.slice(before).flatMap(({ substitutes }) => substitutes);
  }

  /** Reads the scripts inside words, and gives the programs that they run. */
  #substituted(words: readonly Word[], base: number, depth: number): readonly string[] {
    const before = this.found.length;
    for (const { scripts } of words) {
      for (const { text, offset } of scripts) this.read(text, base + offset, depth + 1);
    }
    return this.found.slice(before).map(({ program }) => program);
  }
}

/** Whether a command writes what it reads. */
function passesOn({ program, args }: ShellCommand): boolean {
  return program === 'tee' || (program === 'cat' && args.every((argument) => argument.startsWith('-')));
}

function assignmentOf(word: Word, base: number): Assignment | undefined {
  const [, name, value] = assignment.exec(word.text) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value, offset: base + word.offset };
}
