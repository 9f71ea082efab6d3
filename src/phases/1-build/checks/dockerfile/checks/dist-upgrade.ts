import type { DockerfileCheck } from '../check.ts';
import { commandText } from '../helpers.ts';
import { subcommand } from '../programs.ts';

const upgrades = new Set(['dist-upgrade', 'full-upgrade']);

export const distUpgrade: DockerfileCheck = {
  id: 'dockerfile/dist-upgrade',
  version: 1,
  title: 'Every package of the base is upgraded, others added and removed',
  severity: 'negligible',
  optional: true,
  aliases: ['DKL-DI-0003', 'AVD-DS-0024'],
  why: 'What is in the image then depends on the day of the build, and packages may be removed to make room for others. A newer base has the same fixes, tested together.',
  remedy: 'Build on a newer base image, or upgrade the packages that need it by name.',
  references: ['https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often'],
  violating: ['FROM debian:12\nRUN apt-get update && apt-get -y dist-upgrade && rm -rf /var/lib/apt/lists/*\n'],
  clean: ['FROM debian:12\nRUN apt-get update && apt-get install -y openssl && rm -rf /var/lib/apt/lists/*\n'],
  *look(view) {
    for (const command of view.runs('apt-get', 'apt', 'aptitude')) {
      if (!upgrades.has(subcommand(command))) continue;
      yield { at: command.at, observed: commandText(command), expected: 'a newer base image' };
    }
  },
};
