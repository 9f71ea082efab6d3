import {
  commandOffset,
  type Dockerfile,
  type Instruction,
  type Position,
  type Stage,
} from '../../../../foundations/formats/index.ts';
import { baseName, isShell } from './shell/names.ts';
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
}

type Heredoc = Instruction['heredocs'][number];
type PlaceOf = (offset: number) => Position;

/**
 * The commands that an instruction runs. As BuildKit does it, a single document without a command is the script itself, and its first line may name who
 * reads it; any other document belongs to the command that it is written behind. `shellReads` is false when `SHELL` names another interpreter.
 */
export function placedScript(instruction: Instruction, shellReads: boolean): PlacedScript {
  const place = (script: string, at: PlaceOf): PlacedScript => placed(readCommands(script), instruction, at);
  const { keyword, list, heredocs, text } = instruction;
  if (list !== undefined) {
    const words = list.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    return place(words, () => instruction.at(0));
  }
  const [only] = heredocs;
  if (only !== undefined && readCommands(text).commands.length === 0) {
    const scripts = heredocs
      .filter(({ content }) => isShellScript(content, shellReads))
      .map((heredoc) => place(heredoc.content, placesIn(heredoc)));
    return { commands: scripts.flatMap(({ commands }) => commands), unread: scripts.flatMap(({ unread }) => unread) };
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

const nothing: PlacedScript = { commands: [], unread: [] };

function placed({ commands, unread }: ReadScript, instruction: Instruction, at: PlaceOf): PlacedScript {
  return {
    commands: commands.map((command) => ({ ...command, instruction, at: at(command.offset), placeOf: at })),
    unread: unread.map(({ offset, why }) => ({ at: at(offset), why })),
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

/** Instructions in shell form that another interpreter than a shell reads, because a `SHELL` before them says so. */
export function readByOthers(file: Dockerfile): ReadonlySet<Instruction> {
  const found = new Set<Instruction>();
  const atEnd = new Map<Stage, boolean>();
  for (const stage of file.stages) {
    let isOther = (stage.base && atEnd.get(stage.base)) ?? false;
    for (const instruction of stage.instructions) {
      if (instruction.keyword === 'SHELL') {
        const names = (instruction.list ?? []).map(baseName);
        isOther = names.some(isOtherInterpreter) && !names.some(isShell);
      } else if (isOther) found.add(instruction);
    }
    atEnd.set(stage, isOther);
  }
  return found;
}
