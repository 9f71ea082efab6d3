import type { DockerfileCheck } from '../check.ts';
import { commandText } from '../helpers.ts';
import { withProgram } from '../mends/places.ts';
import { subcommand } from '../programs.ts';

/** What apt-get does under the same name (apt-get(8)). Not `upgrade`, with which apt installs new packages too; and `search` and `show` tell something else. */
const same = new Set(['update', 'install', 'reinstall', 'remove', 'purge', 'autoremove', 'clean', 'autoclean']);

export const aptInScript: DockerfileCheck = {
  id: 'dockerfile/apt-in-script',
  version: 1,
  title: 'apt in a script',
  severity: 'negligible',
  aliases: ['CKV_DOCKER_9', 'DL3027'],
  why: 'apt is made for people: its output and options change between versions, as it says itself when it is not on a terminal.',
  remedy: 'Write `apt-get` or `apt-cache`.',
  references: [
    'https://manpages.debian.org/bookworm/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS',
  ],
  violating: ['FROM debian:12\nRUN apt update && apt install -y curl\n'],
  clean: ['FROM debian:12\nRUN apt-get update && apt-get install -y curl\n'],
  mender: {
    does: '`apt-get` in the place of `apt`, where it does the same',
    mend: (breach, view) => {
      const verb = subcommand(breach.command ?? { program: 'apt', args: [] });
      return same.has(verb)
        ? withProgram(breach, view, 'apt-get')
        : { why: 'apt-get has no such command, or does something else under its name' };
    },
  },
  *look(view) {
    for (const command of view.runs('apt')) {
      yield { command, at: command.at, observed: commandText(command), expected: 'apt-get or apt-cache' };
    }
  },
};
