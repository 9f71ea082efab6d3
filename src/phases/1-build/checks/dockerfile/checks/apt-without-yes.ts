import type { DockerfileCheck } from '../check.ts';
import { commandText, hasOption, subcommand } from '../helpers.ts';

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

export const aptWithoutYes: DockerfileCheck = {
  id: 'dockerfile/apt-without-yes',
  version: 1,
  title: 'apt-get asks and nobody answers',
  severity: 'low',
  aliases: ['DL3014', 'AVD-DS-0021'],
  why: 'apt-get asks before it installs further packages; a build has nobody to answer, so it fails as soon as there is something to ask.',
  remedy: 'Add `-y`.',
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  violating: ['FROM debian:12\nRUN apt-get update && apt-get install curl\n'],
  clean: ['FROM debian:12\nRUN apt-get update && apt-get install -qy curl\n'],
  *look(view) {
    for (const command of view.runs('apt-get', 'apt')) {
      if (!asks.has(subcommand(command))) continue;
      if (hasOption(command, '-y', '--yes', '--assume-yes', '-qq', '--force-yes', '-s', '--simulate')) continue;
      yield { at: command.at, observed: commandText(command), expected: `${command.program} -y` };
    }
  },
};
