import {
  commandOffset,
  type Dockerfile,
  type Instruction,
  type Position,
  type Stage,
} from '../../../../foundations/formats/index.ts';
import { otherInterpreterOf, programName } from './shell/interpreters.ts';
import { isShell } from './shell/names.ts';
import { type ReadScript, readCommands } from './shell/read-commands.ts';
import type { ShellCommand } from './shell/shell-command.ts';
import { interpreterOf, isOtherInterpreter } from './shell/shells.ts';

/** A command of an instruction, with its place in the file. */
export interface PlacedCommand extends ShellCommand {
  readonly instruction: Instruction;
  readonly at: Position;
  /** The place of an assignment of this command. */
  placeOf(offset: number): Position;
}

/** What an instruction runs, and where it was not read on. */
export interface PlacedScript {
  readonly commands: readonly PlacedCommand[];
  readonly unread: readonly { readonly at: Position; readonly why: string }[];
  /** Code that no shell reads. */
  readonly others: readonly PlacedOther[];
}

/** Code that another interpreter than a shell reads. */
export interface PlacedOther {
  readonly at: Position;
  /** Its program: `python3`, `powershell`. */
  readonly interpreter: string;
  /** It was read as if it were a shell's: what is written alike there is judged. */
  readonly isGuessed: boolean;
}

/** Who reads the shell form of an instruction instead of a shell, because a `SHELL` says so. */
export interface OtherReader {
  readonly interpreter: string;
  /** It may read commands much as a shell does (PowerShell, fish, a wrapper), so they are read as those of one. */
  readonly isGuessed: boolean;
}

type Heredoc = Instruction['heredocs'][number];
type PlaceOf = (offset: number) => Position;

/**
 * The commands that an instruction runs. As BuildKit does it, a single document without a command is the script itself, and its first line may name who
 * reads it; any other document belongs to the command that it is written behind. `other` is who reads instead of a shell.
 */
export function placedScript(instruction: Instruction, other?: OtherReader): PlacedScript {
  const script = shellScript(instruction, other);
  if (other === undefined || !isReadBy(instruction)) return script;
  const said = { at: instruction.at(0), ...other };
  return { ...script, others: [said, ...script.others] };
}

/** Whether what `SHELL` names reads the instruction: not a list, not `HEALTHCHECK NONE`, and no document that says itself who reads it. */
function isReadBy({ keyword, list, heredocs, text }: Instruction): boolean {
  if (list !== undefined || (keyword === 'HEALTHCHECK' && commandOffset(keyword, text) === 0)) return false;
  const isScript = heredocs.length > 0 && readCommands(text).commands.length === 0;
  return !isScript || heredocs.some(({ content }) => interpreterOf(content) === undefined);
}

function shellScript(instruction: Instruction, other: OtherReader | undefined): PlacedScript {
  const shellReads = other === undefined || other.isGuessed;
  const place = (script: string, at: PlaceOf): PlacedScript => placed(readCommands(script), instruction, at);
  const { keyword, list, heredocs, text } = instruction;
  if (list !== undefined) {
    const words = list.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    return place(words, () => instruction.at(0));
  }
  const [only] = heredocs;
  if (only !== undefined && readCommands(text).commands.length === 0) {
    const scripts = heredocs.map((heredoc): PlacedScript => {
      const { content, line } = heredoc;
      const interpreter = otherInterpreterOf(content);
      if (interpreter !== undefined)
        return { ...nothing, others: [{ at: { line, column: 1 }, interpreter, isGuessed: false }] };
      return isShellScript(content, shellReads) ? place(content, placesIn(heredoc)) : nothing;
    });
    return {
      commands: scripts.flatMap(({ commands }) => commands),
      unread: scripts.flatMap(({ unread }) => unread),
      others: scripts.flatMap(({ others }) => others),
    };
  }
  if (!shellReads) return nothing;
  if (keyword === 'HEALTHCHECK') {
    const from = commandOffset(keyword, text);
    // `HEALTHCHECK NONE` runs nothing.
    return from === 0 ? nothing : place(text.slice(from), (offset) => instruction.at(from + offset));
  }
  if (only === undefined) return place(text, instruction.at);
  return place(...wholeScript(instruction));
}

const nothing: PlacedScript = { commands: [], unread: [], others: [] };

function placed({ commands, unread, others }: ReadScript, instruction: Instruction, at: PlaceOf): PlacedScript {
  return {
    commands: commands.map((command) => ({ ...command, instruction, at: at(command.offset), placeOf: at })),
    unread: unread.map(({ offset, why }) => ({ at: at(offset), why })),
    others: others.map(({ offset, interpreter }) => ({ at: at(offset), interpreter, isGuessed: false })),
  };
}

function isShellScript(content: string, shellReads: boolean): boolean {
  const interpreter = interpreterOf(content);
  return interpreter === undefined ? shellReads : isShell(interpreter);
}

/** Instruction and documents as the shell is given them: one below the other. */
function wholeScript(instruction: Instruction): readonly [string, PlaceOf] {
  const parts: { readonly from: number; readonly at: PlaceOf }[] = [{ from: 0, at: instruction.at }];
  let script = `${instruction.text}\n`;
  for (const heredoc of instruction.heredocs) {
    parts.push({ from: script.length, at: placesIn(heredoc) });
    script += `${heredoc.content}${heredoc.name}\n`;
  }
  const at = (offset: number): Position => {
    const part = parts.findLast(({ from }) => from <= offset) ?? parts[0];
    return part?.at(offset - part.from) ?? instruction.start;
  };
  return [script, at];
}

function placesIn(heredoc: Heredoc): PlaceOf {
  const starts = lineStarts(heredoc.content);
  return (offset) => {
    let [index, high] = [0, starts.length - 1];
    while (index < high) {
      const middle = (index + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) index = middle;
      else high = middle - 1;
    }
    return { line: heredoc.line + index, column: offset - (starts[index] ?? 0) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Instructions that another interpreter than a shell reads where they have a shell form, because a `SHELL` before them says so. */
export function readByOthers(file: Dockerfile): ReadonlyMap<Instruction, OtherReader> {
  const found = new Map<Instruction, OtherReader>();
  const atEnd = new Map<Stage, OtherReader | undefined>();
  for (const stage of file.stages) {
    let other = stage.base && atEnd.get(stage.base);
    for (const instruction of stage.instructions) {
      if (instruction.keyword === 'SHELL') {
        other = readerOf((instruction.list ?? []).map(programName));
      } else if (other !== undefined) {
        found.set(instruction, other);
        if (instruction.trigger !== undefined) found.set(instruction.trigger, other);
      }
    }
    atEnd.set(stage, other);
  }
  return found;
}

/** Whom a `SHELL` of these names gives the commands to; undefined for a shell, and where it names nobody. */
function readerOf(names: readonly string[]): OtherReader | undefined {
  const [first] = names;
  if (first === undefined || names.some(isShell)) return undefined;
  const other = names.find(isOtherInterpreter);
  return { interpreter: other ?? first, isGuessed: other === undefined };
}
