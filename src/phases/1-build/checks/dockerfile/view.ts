import type { Dockerfile, Instruction, Position, Stage } from '../../../../foundations/formats/index.ts';
import { isShell, readCommands } from './shell/read-commands.ts';
import type { ShellCommand } from './shell/shell-command.ts';

/** A command of a `RUN`, with its place in the file. */
export interface PlacedCommand extends ShellCommand {
  readonly instruction: Instruction;
  readonly at: Position;
  /** The place of an assignment of this command. */
  placeOf(offset: number): Position;
}

/** A Dockerfile as the checks see it: what several of them ask is worked out once. */
export class DockerfileView {
  readonly file: Dockerfile;
  /** All instructions in order, with those that `ONBUILD` carries. */
  readonly instructions: readonly Instruction[];
  readonly #commands = new Map<Instruction, readonly PlacedCommand[]>();

  constructor(file: Dockerfile) {
    this.file = file;
    this.instructions = file.instructions.flatMap((instruction) =>
      instruction.trigger === undefined ? [instruction] : [instruction, instruction.trigger],
    );
  }

  /** The stage that an image is made of, when nothing else is asked for. */
  get finalStage(): Stage | undefined {
    return this.file.stages.at(-1);
  }

  /** Instructions of this keyword. */
  of(...keywords: readonly string[]): readonly Instruction[] {
    return this.instructions.filter(({ keyword }) => keywords.includes(keyword));
  }

  /** The commands of a `RUN`, and of the shell form of `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD`. */
  commandsOf(instruction: Instruction): readonly PlacedCommand[] {
    const known = this.#commands.get(instruction);
    if (known !== undefined) return known;
    const made = placedCommands(instruction);
    this.#commands.set(instruction, made);
    return made;
  }

  /** The commands of every `RUN`. */
  *runs(...programs: readonly string[]): Iterable<PlacedCommand> {
    for (const instruction of this.of('RUN')) {
      for (const command of this.commandsOf(instruction)) {
        if (programs.length === 0 || programs.includes(command.program)) yield command;
      }
    }
  }
}

/** The stage and those that it builds on, the outermost last. */
export function* ancestry(stage: Stage): Iterable<Stage> {
  for (let at: Stage | undefined = stage; at !== undefined; at = at.base) yield at;
}

function placedCommands(instruction: Instruction): readonly PlacedCommand[] {
  const place = (commands: readonly ShellCommand[], at: (offset: number) => Position): readonly PlacedCommand[] =>
    commands.map((command) => ({ ...command, instruction, at: at(command.offset), placeOf: at }));
  const { list, heredocs } = instruction;
  if (list !== undefined) {
    const words = list.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    return place(readCommands(words), () => instruction.at(0));
  }
  const own = place(readCommands(instruction.text), instruction.at);
  // The documents are the script when there is no command, or when a shell reads them.
  const [first] = own;
  if (heredocs.length === 0 || (first !== undefined && !isShell(first.program))) return own;
  const inner = heredocs.flatMap((heredoc) => {
    const starts = lineStarts(heredoc.content);
    return place(readCommands(heredoc.content), (offset) => {
      const index = starts.findLastIndex((start) => start <= offset);
      return { line: heredoc.line + index, column: offset - (starts[index] ?? 0) + 1 };
    });
  });
  return [...own, ...inner];
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
