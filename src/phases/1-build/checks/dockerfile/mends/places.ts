import type { Instruction, TextEdit } from '../../../../../foundations/formats/index.ts';
import type { Mend } from '../../mend.ts';
import type { Breach } from '../check.ts';
import type { PlacedCommand } from '../scripts.ts';
import type { DockerfileView } from '../view.ts';

/* Where in the text of a Dockerfile what is to be changed stands: each answers with one change, or with why there is none. */

export const change = (start: number, end: number, text: string): Mend<TextEdit> => ({
  changes: [{ start, end, text }],
});

const notPlain = 'it stands in a list, in quotes or in a document, where its place is not certain';

/** Where the word that names the program of a command begins and ends; undefined where it does not stand there as it is. */
export function programPlace(
  { program, at, instruction }: PlacedCommand,
  { source }: DockerfileView,
): { readonly start: number; readonly end: number } | undefined {
  if (instruction.list !== undefined) return undefined;
  const start = source.offsetOf(at);
  const [word = ''] = /^[^\s'"`$;|&()<>\\]+/.exec(source.text.slice(start, start + 200)) ?? [];
  return word === program || word.endsWith(`/${program}`) ? { start, end: start + word.length } : undefined;
}

/** Puts an option behind the program, or behind its subcommand where this is the next word. */
export function withOption({ command }: Breach, view: DockerfileView, option: string): Mend<TextEdit> {
  const place = command && programPlace(command, view);
  if (command === undefined || place === undefined) return { why: notPlain };
  const [behind = '', next = ''] = /^[ \t]+([a-z-]+)(?=\s)/.exec(view.source.text.slice(place.end)) ?? [];
  const end = next !== '' && next === command.args[0] && !next.startsWith('-') ? place.end + behind.length : place.end;
  return change(end, end, ` ${option}`);
}

/** Puts another program in the place of that of a command. */
export function withProgram({ command }: Breach, view: DockerfileView, program: string): Mend<TextEdit> {
  const place = command && programPlace(command, view);
  return command === undefined || place === undefined
    ? { why: notPlain }
    : change(place.end - command.program.length, place.end, program);
}

/** Where keyword and arguments of an instruction stand, documents left out. */
export function instructionPlace(
  { start, text, at, written }: Instruction,
  { source }: DockerfileView,
): { readonly start: number; readonly keywordEnd: number; readonly from: number; readonly end: number } {
  const begins = source.offsetOf(start);
  return {
    start: begins,
    keywordEnd: begins + written.length,
    from: source.offsetOf(at(0)),
    end: text === '' ? begins + written.length : source.offsetOf(at(text.length - 1)) + 1,
  };
}

/** Puts another keyword in the place of that of an instruction. */
export function withKeyword(instruction: Instruction, view: DockerfileView, keyword: string): Mend<TextEdit> {
  const { start, keywordEnd } = instructionPlace(instruction, view);
  return change(start, keywordEnd, keyword);
}

/** Shell words behind which nothing more of the script is run, or which say how it ends. */
const ends = new Set(['exit', 'exec', 'return']);

/** Runs one more command at the end of a `RUN`, where those before it have not failed. */
export function withLastCommand(instruction: Instruction, view: DockerfileView, command: string): Mend<TextEdit> {
  const { list, heredocs, text, start, lastLine } = instruction;
  if (list !== undefined) return { why: 'its command is a list, to which no other can be joined' };
  if (heredocs.length > 0)
    return { why: 'a document is its script: a command at its end would hide whether the one before failed' };
  if (view.commandsOf(instruction).some(({ program }) => ends.has(program)))
    return { why: 'its script ends by itself (exit, exec)' };
  if (/(?:^|[\s;&|()])#/.test(text))
    return { why: 'a comment of the shell stands in it, which would take in what is behind' };
  if (/[;&|]\s*$/.test(text)) return { why: 'it does not end in a command' };
  if (/(?:^|[^&>])&(?:[^&>]|$)/.test(text)) return { why: 'a command of it runs beside the others (`&`)' };
  const { end } = instructionPlace(instruction, view);
  const { source } = view;
  const { escapeChar } = view.file.directives;
  if (lastLine === start.line) return change(end, end, ` && ${command}`);
  return change(end, end, ` ${escapeChar}${source.lineEnd}${source.indentOf(lastLine)}&& ${command}`);
}
