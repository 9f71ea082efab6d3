import type { Instruction, Stage, TextEdit } from '../../../../../foundations/formats/index.ts';
import type { Mend } from '../../mend.ts';
import type { Breach } from '../check.ts';
import { fileRun } from '../fetched-files.ts';
import { hasOption } from '../helpers.ts';
import { aptOptions, subcommand } from '../programs.ts';
import type { PlacedCommand } from '../scripts.ts';
import { ancestry, type DockerfileView } from '../view.ts';
import { withLastCommand, withOption } from './places.ts';

const apt = /^(?:apt|apt-get|aptitude)$/;
const managers = /^(?:yum|dnf|dnf5|microdnf|tdnf|zypper)$/;
const lists = 'rm -rf /var/lib/apt/lists/*';

/** Empties the cache of a package manager in the step that fills it. */
export function emptied({ command }: Breach, view: DockerfileView): Mend<TextEdit> {
  if (command === undefined) return { why: 'its place is not known' };
  const { program, instruction } = command;
  if (program === 'apk') return withoutCache(instruction, view);
  if (view.commandsOf(instruction).some(runsElsewhere))
    return { why: 'it is done as another user or in another root, which what stands at its end would not be' };
  if (!apt.test(program))
    return withLastCommand(instruction, view, program === 'zypper' ? 'zypper clean --all' : `${program} clean all`);
  if (subcommand(command) !== 'update')
    return { why: 'the lists come from an earlier layer, out of which nothing here takes them' };
  const user = whoUsesLists(instruction, view);
  if (user !== undefined) return { why: `the lists are used in line ${user.start.line} again` };
  return withLastCommand(instruction, view, lists);
}

/** Programs that run another as somebody else, or in another root. */
const elsewhere =
  /^(?:sudo|doas|su|runuser|gosu|su-exec|setpriv|chroot|unshare|nsenter|fakechroot|proot|systemd-nspawn|ssh)$/;

/** Whether a command is not about the files of the image, or not by the user of the step. */
function runsElsewhere(command: PlacedCommand): boolean {
  if (elsewhere.test(command.program)) return true;
  if (apt.test(command.program))
    return [...aptOptions(command).keys()].some((name) => /^(?:root)?dir(?:::|$)/.test(name));
  return managers.test(command.program) && command.args.some((one) => /^--(?:install)?root(?:=|$)|^-R$/.test(one));
}

/** Every command of the step that fills the cache of apk: one is told for all. */
function withoutCache(instruction: Instruction, view: DockerfileView): Mend<TextEdit> {
  const changes: TextEdit[] = [];
  for (const command of view.commandsOf(instruction)) {
    if (command.program !== 'apk' || hasOption(command, '--no-cache')) continue;
    if (!['add', 'upgrade'].includes(subcommand(command))) continue;
    const mend = withOption({ at: command.at, observed: '', expected: '', command }, view, '--no-cache');
    if ('why' in mend) return mend;
    changes.push(...mend.changes);
  }
  const [first, ...others] = changes;
  return first === undefined ? { why: 'its place is not known' } : { changes: [first, ...others] };
}

/** A later step, of this stage or of one that builds on it, that counts on the lists of this one. */
function whoUsesLists(instruction: Instruction, view: DockerfileView): Instruction | undefined {
  const stage = view.file.stages.find(({ instructions }) => instructions.some((one) => isOrCarries(one, instruction)));
  if (stage === undefined || instruction.keyword !== 'RUN') return undefined;
  const isBelow = (one: Stage): boolean => [...ancestry(one)].includes(stage);
  const from = stage.instructions.findIndex((one) => isOrCarries(one, instruction));
  return view.file.stages
    .filter(isBelow)
    .flatMap((one) => (one === stage ? one.instructions.slice(from + 1) : one.instructions))
    .find((one) => {
      if (one.text.includes('/var/lib/apt')) return true;
      if (one.keyword === 'CMD' || one.keyword === 'ENTRYPOINT')
        return view.commandsOf(one).some((command) => apt.test(command.program) && subcommand(command) === 'install');
      if (one.keyword !== 'RUN') return false;
      const first = view
        .commandsOf(one)
        .find((command) => apt.test(command.program) || command.program === 'apt-cache' || runsScript(command));
      return first !== undefined && (runsScript(first) || subcommand(first) !== 'update');
    });
}

/** Whether it runs a script of the project, which may install something too. */
function runsScript(command: PlacedCommand): boolean {
  if (command.args.some((argument) => /^-[a-z]*c$/.test(argument))) return false;
  const file = fileRun(command);
  return file !== undefined && /[/.]/.test(file) && !/^\/(?:usr\/)?s?bin\//.test(file);
}

const isOrCarries = (one: Instruction, wanted: Instruction): boolean => one === wanted || one.trigger === wanted;
