import type { Instruction, TextEdit } from '../../../../../foundations/formats/index.ts';
import type { Mend } from '../../mend.ts';
import { ancestry, type DockerfileView } from '../view.ts';
import { change, instructionPlace } from './places.ts';

/** Words that a shell carries out itself, or gives a meaning to (POSIX shell, 2.4 and 2.14). */
const ofShell = new Set(
  '. : alias bg break case cd command continue do done elif else esac eval exit export fg fi for function getopts hash if in jobs local read readonly return set shift source then times trap type ulimit umask unalias unset until wait while [ [[ ! { } time builtin coproc declare disown enable function let mapfile popd pushd readarray select shopt suspend typeset'.split(
    ' ',
  ),
);
/** Programs that run what they are handed and are process 1 for it. A script may look at what it is handed first, and a shell is no database. */
const passesOn = /(?:^|\/)(?:tini|dumb-init|catatonit|su-exec|gosu)$/;
/** Images that have no ENTRYPOINT: those of Docker's library must run what they are given, these do without a script for it. `node` has one that passes programs on. */
const withoutEntrypoint =
  /^(?:docker\.io\/)?(?:library\/)?(?:alpine|debian|ubuntu|fedora|busybox|amazonlinux|rockylinux|almalinux|oraclelinux|archlinux|buildpack-deps|python|ruby|golang|rust|node)(?:[:@]|$)/;
/** Words of nothing but these are the same for a shell as they are. */
const plainWord = /^[\w@%+=:,./-]+$/;

/** A shell form as a JSON array of its words: only where a shell does nothing for it that the runtime does not. */
export function execForm(instruction: Instruction | undefined, view: DockerfileView): Mend<TextEdit> {
  if (instruction === undefined) return { why: 'its place is not known' };
  const { keyword, text } = instruction;
  if (instruction.heredocs.length > 0) return { why: 'a document belongs to it' };
  const all = text.split(/\s+/).map(unquoted);
  const words = all[0] === 'exec' ? all.slice(1) : all;
  const [program = ''] = words;
  const odd = words.find((word) => word === undefined);
  if (words.length === 0 || words.includes(undefined) || odd !== undefined)
    return { why: 'it uses what only a shell does (variables, quotes, pipes, patterns or several commands)' };
  if (program.includes('=') || ofShell.has(program)) return { why: `${program} is for a shell to carry out` };
  const stage = view.file.stages.find(({ instructions }) => instructions.includes(instruction));
  if (view.file.directives.escapeChar === '`' || /windows|nanoserver/i.test(stage?.knownImage ?? ''))
    return { why: 'it may be an image of Windows, whose shell is another' };
  // What the file does not say: it is done only where somebody asks for it.
  let asked: string | undefined;
  if (/\/|\.(?:ba)?sh$/.test(program) && !/^\/(?:usr\/)?s?bin\//.test(program))
    asked = `${program} must begin with #! where it is a script: a shell runs it without`;
  const others = stage === undefined ? [] : [...ancestry(stage)].flatMap(({ instructions }) => instructions);
  if (keyword === 'CMD') {
    const entry = others.findLast((one) => one.keyword === 'ENTRYPOINT');
    const last = entry?.list?.at(-1) ?? '';
    const isPassedOn = entry?.list?.some((word) => passesOn.test(word)) === true || last === '--';
    if (entry !== undefined && !isPassedOn) return { why: 'its ENTRYPOINT is handed it, and may count on a shell' };
    const base = (stage === undefined ? undefined : [...ancestry(stage)].at(-1))?.knownImage ?? '';
    if (entry === undefined && base !== 'scratch' && !withoutEntrypoint.test(base))
      asked ??= 'an ENTRYPOINT of the base image is handed it, and may look at what it is handed';
  } else {
    // Behind a shell form nobody sees CMD; behind a list it becomes its arguments.
    const built = view.file.stages.filter((one) => stage !== undefined && [...ancestry(one)].includes(stage));
    const hasCmd = built.some((one) => one.instructions.some((other) => other.keyword === 'CMD'));
    if (hasCmd) return { why: 'CMD stands beside it, and would become its arguments' };
  }
  const { from, end } = instructionPlace(instruction, view);
  const list = words.map((word) => JSON.stringify(word)).join(', ');
  const mend = change(from, end, `[${list}]`);
  return asked === undefined ? mend : { ...mend, asked };
}

/** A word as a shell takes it; undefined where it does more than that. */
function unquoted(word: string): string | undefined {
  if (plainWord.test(word)) return word;
  const [, , inner] = /^(["'])([\w@%+=:,./-]*)\1$/.exec(word) ?? [];
  return inner;
}
