import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { commandText } from '../helpers.ts';
import { subcommand } from '../programs.ts';

/** Package managers whose `update` only fetches lists. That of yum and dnf upgrades packages. */
const managers = new Set(['apt-get', 'apt', 'aptitude', 'apk', 'zypper', 'pacman']);
const fetches = new Set(['update', 'refresh', 'ref', '-Sy']);
const uses = new Set([
  'install',
  'add',
  'upgrade',
  'dist-upgrade',
  'full-upgrade',
  'source',
  'build-dep',
  'in',
  'up',
  'dup',
  'satisfy',
  'fix',
]);

export const updateAlone: DockerfileCheck = {
  id: 'dockerfile/update-alone',
  version: 2,
  title: 'Package lists are updated in a step of their own',
  severity: 'medium',
  aliases: ['CKV_DOCKER_5', 'AVD-DS-0017', 'CIS-DI-0007'],
  frameworks: controls({ 'cis-docker': '4.7' }),
  why: 'The layer with the lists is cached: a later step installs from lists that are weeks old, and so versions with known flaws, or none at all.',
  remedy: 'Update and install in one `RUN`: `apt-get update && apt-get install -y …`.',
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  violating: ['FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n'],
  clean: ['FROM debian:12\nRUN apt-get update && apt-get install -y curl\n'],
  *look(view) {
    for (const instruction of view.of('RUN')) {
      const commands = view.commandsOf(instruction);
      for (const [index, command] of commands.entries()) {
        if (!managers.has(command.program) || !fetches.has(subcommand(command))) continue;
        const used = commands
          .slice(index + 1)
          .some((later) => managers.has(later.program) && uses.has(subcommand(later)));
        if (!used) yield { at: command.at, observed: commandText(command), expected: 'update and install in one RUN' };
      }
    }
  },
};
