import type { Instruction, Stage, TextEdit } from '../../../../../foundations/formats/index.ts';
import type { Mend } from '../../mend.ts';
import { operands } from '../programs.ts';
import { ancestry, type DockerfileView } from '../view.ts';
import { change } from './places.ts';

/** Instructions behind which an ordinary user changes nothing of the image. */
const unbuilding = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'VOLUME']);
/** A number that is none of the node's users, where the file makes no user itself. */
const standardUser = '10001';

/** Ends the last stage with an ordinary user: the one that the file makes, else a number. Only where somebody asks for it: what the program may do changes. */
export function ordinaryUser(view: DockerfileView): Mend<TextEdit> {
  const stage = view.finalStage;
  if (stage === undefined) return { why: 'it has no stage' };
  if (/windows|nanoserver/i.test(stage.knownImage))
    return { why: 'it may be an image of Windows, whose users are others' };
  if (view.file.instructions.at(-1)?.heredocs.length !== 0) return { why: 'it ends in a document' };
  const { source } = view;
  const last = stage.instructions.findLastIndex(({ keyword }) => !unbuilding.has(keyword));
  const before = stage.instructions[last + 1];
  const line = `USER ${userOf(stage, view)}`;
  const asked = 'the program must get along without root: its files, its ports, what it starts';
  if (before === undefined) {
    const { text, lineEnd } = source;
    const isOpen = text !== '' && !text.endsWith('\n');
    const mend = change(text.length, text.length, `${isOpen ? lineEnd : ''}${line}${isOpen ? '' : lineEnd}`);
    return { ...mend, asked };
  }
  const { start } = source.lineAt(firstLine(before));
  return { ...change(start, start, `${line}${source.lineEnd}`), asked };
}

/** The first line of an instruction with the comments that stand on top of it. */
function firstLine({ start, comments }: Instruction): number {
  let line = start.line;
  for (const comment of comments.toReversed()) if (comment.line === line - 1) line = comment.line;
  return line;
}

/** The one user that the stage makes: its number where that is said. */
function userOf(stage: Stage, view: DockerfileView): string {
  const made = new Set<string>();
  for (const { instructions } of ancestry(stage))
    for (const instruction of instructions) {
      if (instruction.keyword !== 'RUN') continue;
      for (const command of view.commandsOf(instruction)) {
        if (command.program !== 'useradd' && command.program !== 'adduser') continue;
        const at = command.args.findIndex((argument) => /^(?:-[A-Za-z]*u|--uid)$/.test(argument));
        const number = at < 0 ? /^--uid=(\d+)$/.exec(command.args.join('\n'))?.[1] : command.args[at + 1];
        const name = operands(command).at(-1) ?? '';
        if (/^[1-9]\d{0,9}$/.test(number ?? '')) made.add(number ?? '');
        else if (/^[a-z_][a-z0-9_-]{0,30}$/.test(name)) made.add(name);
      }
    }
  const [only, second] = made;
  return only !== undefined && second === undefined ? only : standardUser;
}
