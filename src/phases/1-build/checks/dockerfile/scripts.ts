import type { Dockerfile, Instruction, Position, Stage } from '../../../../foundations/formats/index.ts';
import { baseName, isShell } from './shell/names.ts';
import { readCommands } from './shell/read-commands.ts';
import type { ShellCommand } from './shell/shell-command.ts';
import { interpreterOf, isOtherInterpreter } from './shell/shells.ts';

/** A command of an instruction, with its place in the file. */
export interface PlacedCommand extends ShellCommand {
  readonly instruction: Instruction;
  readonly at: Position;
  /** The place of an assignment of this command. */
  placeOf(offset: number): Position;
}

type Heredoc = Instruction['heredocs'][number];
type PlaceOf = (offset: number) => Position;

/**
 * The commands that an instruction runs. As BuildKit does it, a single document without a command is the script itself, and its first line may name who
 * reads it; any other document belongs to the command that it is written behind. `shellReads` is false when `SHELL` names another interpreter.
 */
export function placedCommands(instruction: Instruction, shellReads: boolean): readonly PlacedCommand[] {
  const place = (script: string, at: PlaceOf): readonly PlacedCommand[] =>
    readCommands(script).map((command) => ({ ...command, instruction, at: at(command.offset), placeOf: at }));
  const { list, heredocs, text } = instruction;
  if (list !== undefined) {
    const words = list.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    return place(words, () => instruction.at(0));
  }
  const [only] = heredocs;
  if (only !== undefined && readCommands(text).length === 0) {
    return heredocs
      .filter(({ content }) => isShellScript(content, shellReads))
      .flatMap((heredoc) => place(heredoc.content, placesIn(heredoc)));
  }
  if (!shellReads) return [];
  if (only === undefined) return place(text, instruction.at);
  return place(...wholeScript(instruction));
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
