import type { DockerfileCheck } from '../check.ts';
import { commandText, hasOption } from '../helpers.ts';
import { withOption } from '../mends/places.ts';
import { aptOptions, aptQuiet, isAptYes, subcommand } from '../programs.ts';
import type { PlacedCommand } from '../scripts.ts';

const asks = new Set([
  'install',
  'upgrade',
  'dist-upgrade',
  'full-upgrade',
  'remove',
  'purge',
  'autoremove',
  'build-dep',
]);

/** `yes`, or `echo y`. */
function answers({ program, args }: PlacedCommand): boolean {
  if (program === 'yes') return args.length === 0 || /^y/i.test(args[0] ?? '');
  return (program === 'echo' || program === 'printf') && args.some((argument) => /^y(?:es)?(?:\\n)?$/i.test(argument));
}

const simulates = ['-s', '--simulate', '--just-print', '--dry-run', '--recon', '--no-act', '--print-uris'];

function saysYes(command: PlacedCommand): boolean {
  if (hasOption(command, '-y', '--yes', '--assume-yes', '--force-yes', ...simulates)) return true;
  const options = aptOptions(command);
  if (isAptYes(options.get('apt::get::assume-yes')) || isAptYes(options.get('apt::get::force-yes'))) return true;
  return Math.max(aptQuiet(command), Number(options.get('quiet') ?? 0)) >= 2;
}

export const aptWithoutYes: DockerfileCheck = {
  id: 'dockerfile/apt-without-yes',
  version: 2,
  title: 'apt-get asks and nobody answers',
  severity: 'low',
  aliases: ['DL3014', 'AVD-DS-0021'],
  why: 'apt-get asks before it installs further packages; a build has nobody to answer, so it fails as soon as there is something to ask.',
  remedy: 'Add `-y`.',
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  violating: ['FROM debian:12\nRUN apt-get update && apt-get install curl\n'],
  clean: ['FROM debian:12\nRUN apt-get update && apt-get install -qy curl\n'],
  mender: {
    does: '`-y`',
    mend: (breach, view) => withOption(breach, view, '-y'),
  },
  *look(view) {
    for (const instruction of view.of('RUN')) {
      let before: PlacedCommand | undefined;
      for (const command of view.commandsOf(instruction)) {
        const asksHere = /^apt(?:-get)?$/.test(command.program) && asks.has(subcommand(command));
        // `yes | apt-get install`.
        const isAnswered = command.piped && before !== undefined && answers(before);
        if (asksHere && !isAnswered && !saysYes(command))
          yield { command, at: command.at, observed: commandText(command), expected: `${command.program} -y` };
        if (!command.piped) before = command;
      }
    }
  },
};
